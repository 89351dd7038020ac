// What every story says alike: a gesture is exactly one step, it is kept, and it can be taken back and made again.
import assert from "node:assert/strict";
import { after } from "node:test";
import { kept, open } from "./stage.mjs";

/** Opens the designer for all stories of a file: on a journey they brought, else on the sample of cart recovery. */
export async function stories(journey) {
  const stage = await open();
  after(() => stage.close());
  const { page } = stage;
  if (journey) await opened(page, journey);
  else await page.getByRole("button", { name: /カート放棄フォロー/ }).click();
  await page.locator(".react-flow__node").first().waitFor();
  // The eye has gone to where it starts.
  await page.waitForFunction(() => performance.getEntriesByName("steps drawn").length > 0);
  await page.waitForTimeout(300);
  return { stage, page, story: storyOn(page) };
}

export function storyOn(page) {
  const saved = () => page.locator("[data-kept=saved]").waitFor();
  const node = (name) => page.locator(".react-flow__node", { has: page.getByRole("article", { name }) });

  /** Does something, and says what it made of the document: exactly one step more. */
  async function oneStep(gesture) {
    const earlier = await kept(page);
    await gesture();
    await page.waitForFunction(() => document.querySelector("[data-kept=saved]"));
    await page.waitForTimeout(150);
    const later = await kept(page);
    assert.equal(later.steps, earlier.steps + 1, "one gesture is one step");
    assert.equal(later.revision, earlier.revision + 1, "and it is kept");
    return { earlier, later };
  }

  /** Does something that must change nothing. */
  async function noStep(gesture) {
    const earlier = await kept(page);
    await gesture();
    await page.waitForTimeout(300);
    const later = await kept(page);
    assert.equal(later.revision, earlier.revision, "nothing was changed");
  }

  /** Undoes the last step and makes it again; the document follows exactly. */
  async function thereAndBack({ earlier, later }) {
    await page.getByRole("button", { name: /^元に戻す/ }).click();
    await saved();
    await page.waitForTimeout(150);
    assert.deepEqual((await kept(page)).drawing, earlier.drawing);
    await page.getByRole("button", { name: /^やり直す/ }).click();
    await saved();
    await page.waitForTimeout(150);
    assert.deepEqual((await kept(page)).drawing, later.drawing);
  }

  /** Takes the last step back, so that the next story starts as this one did. */
  async function takenBack() {
    await page.getByRole("button", { name: /^元に戻す/ }).click();
    await saved();
    await page.waitForTimeout(150);
  }

  return { saved, node, oneStep, noStep, thereAndBack, takenBack };
}

/** The id of the step that was added. */
export function added({ earlier, later }) {
  const ids = Object.keys(later.drawing.nodes).filter((id) => !earlier.drawing.nodes[id]);
  assert.equal(ids.length, 1, "one step was added");
  return ids[0];
}

/** Shows the conditions on the screen as text, where they stand as rows. */
export async function asText(page) {
  const text = page.getByRole("button", { name: "テキスト", exact: true, pressed: false });
  await page.locator("[data-builder]").first().getByRole("group").first().waitFor();
  while ((await text.count()) > 0) await text.first().click();
}

/** Opens a journey that a story wrote itself. */
export async function opened(page, journey) {
  await page.getByRole("button", { name: /空のキャンバスから始める/ }).waitFor();
  const document = await page.evaluate(async (journey) => {
    const headers = { "content-type": "application/json" };
    const body = JSON.stringify({ name: "story.journey.json", text: JSON.stringify(journey) });
    return (await (await fetch("/call/open_text", { method: "POST", headers, body })).json()).document;
  }, journey);
  await page.evaluate((document) => {
    window.location.hash = document;
  }, document);
}
