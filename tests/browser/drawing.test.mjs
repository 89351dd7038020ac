// Stories of drawing: what grows behind a way out, between two steps, from one end to another, and what is refused.
import assert from "node:assert/strict";
import { test } from "node:test";
import { kept } from "./stage.mjs";
import { added, stories } from "./story.mjs";

/** Entry → wait → end, and a message that stands alone. */
const JOURNEY = {
  format: "tabiji.journey",
  version: 1,
  id: "jny_drawing",
  name: "描く",
  nodes: {
    nod_in: { kind: "entry.event", name: "入る" },
    nod_wait: { kind: "wait.time", name: "待つ" },
    nod_end: { kind: "flow.end", name: "終わる" },
    nod_mail: { kind: "message", name: "知らせる" },
  },
  edges: { nod_in: { out: "nod_wait" }, nod_wait: { done: "nod_end" } },
  layout: {
    nodes: {
      nod_in: { x: 0, y: 0 },
      nod_wait: { x: 320, y: 0 },
      nod_end: { x: 640, y: 0 },
      nod_mail: { x: 320, y: 320 },
    },
  },
};

const { stage, page, story } = await stories(JOURNEY);

const port = (name, which = 0) => story.node(name).locator(".react-flow__handle.source").nth(which);
const middleOf = async (locator) => {
  const box = await locator.boundingBox();
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
};
/** Where a kind lies in the palette, once it is in sight. */
const onShelf = async (kind) => {
  const item = page.locator(`[data-kind='${kind}']`);
  await item.scrollIntoViewIfNeeded();
  return middleOf(item);
};
const picker = () => page.getByRole("dialog", { name: "ステップを選ぶ" });

async function drag(from, to, before = async () => undefined) {
  await page.mouse.move(from.x, from.y);
  await page.mouse.down();
  await page.mouse.move(from.x + (to.x - from.x) / 2, from.y + (to.y - from.y) / 2, { steps: 5 });
  await page.mouse.move(to.x, to.y, { steps: 5 });
  await before();
  await page.mouse.up();
}

/** The middle of the wire from one step to another: the gap between their cards at the height of the port. */
async function onWire(from, to) {
  const [a, b] = [await story.node(from).boundingBox(), await story.node(to).boundingBox()];
  const start = await middleOf(port(from));
  const end = await middleOf(story.node(to).locator(".react-flow__handle.target"));
  return { x: (a.x + a.width + b.x) / 2, y: (start.y + end.y) / 2 };
}

test("a drag from a port to empty space asks what comes, only what may, and leads there", async () => {
  const made = await story.oneStep(async () => {
    const box = await story.node("知らせる").boundingBox();
    await drag(await middleOf(port("知らせる")), { x: box.x + box.width + 60, y: box.y - 40 });
    await picker().waitFor();
    assert.equal(await page.locator("[data-ghost]").count(), 1);
    assert.equal(await page.locator("[data-pick^='entry.']").count(), 0, "nothing leads into an entry");
    await page.keyboard.insertText("taima");
    await page.keyboard.press("Enter");
    await picker().waitFor({ state: "detached" });
    await page.waitForTimeout(200);
  });
  const id = added(made);
  assert.equal(made.later.drawing.nodes[id].kind, "wait.time");
  assert.equal(made.later.drawing.edges.nod_mail.sent, id);
  await story.thereAndBack(made);
  await story.takenBack();
});

test("Escape removes the ghost and changes nothing", async () => {
  await story.noStep(async () => {
    const box = await story.node("知らせる").boundingBox();
    await drag(await middleOf(port("知らせる")), { x: box.x + box.width + 60, y: box.y - 40 });
    await picker().waitFor();
    await page.keyboard.press("Escape");
    await picker().waitFor({ state: "detached" });
    assert.equal(await page.locator("[data-ghost]").count(), 0);
  });
});

test("N opens the picker; めーる, メール, meru and mail find the message", async () => {
  for (const query of ["めーる", "メール", "meru", "mail"]) {
    await page.locator("body").press("n");
    await picker().waitFor();
    await page.keyboard.insertText(query);
    const first = picker().locator("[data-pick]").first();
    await first.waitFor();
    assert.equal(await first.getAttribute("data-pick"), "message", query);
    await page.keyboard.press("Escape");
    await picker().waitFor({ state: "detached" });
  }
  const made = await story.oneStep(async () => {
    await page.locator("body").press("n");
    await page.keyboard.insertText("meru");
    await page.keyboard.press("Enter");
    await page.waitForTimeout(200);
  });
  assert.equal(made.later.drawing.nodes[added(made)].kind, "message");
  await story.thereAndBack(made);
  await story.takenBack();
  await page.locator("body").press("n");
  await picker().waitFor();
  assert.equal(await picker().locator("[data-pick]").first().getAttribute("data-pick"), "message", "recent first");
  await page.keyboard.press("Escape");
});

test("A puts a step behind the one that is selected", async () => {
  await story.node("知らせる").click();
  const made = await story.oneStep(async () => {
    await page.locator("body").press("a");
    await picker().waitFor();
    await page.keyboard.insertText("終了");
    await page.keyboard.press("Enter");
    await page.waitForTimeout(200);
  });
  assert.equal(made.later.drawing.edges.nod_mail.sent, added(made));
  await story.thereAndBack(made);
  await story.takenBack();
});

test("the plus at a way out that leads nowhere puts a step there", async () => {
  const made = await story.oneStep(async () => {
    await story.node("知らせる").getByRole("button", { name: /「送信済み」の先に/ }).click();
    await page.locator("[data-pick='flow.end']").click();
    await page.waitForTimeout(200);
  });
  assert.equal(made.later.drawing.edges.nod_mail.sent, added(made));
  await story.thereAndBack(made);
  await story.takenBack();
});

test("the plus on a wire puts a step between, and later steps shift", async () => {
  const made = await story.oneStep(async () => {
    const at = await onWire("入る", "待つ");
    await page.mouse.move(at.x, at.y, { steps: 3 });
    await page.getByRole("button", { name: "間にステップを入れる" }).click();
    await picker().waitFor();
    assert.equal(await page.locator("[data-pick='flow.end']").count(), 0, "an end leads nowhere");
    await page.keyboard.insertText("分岐");
    await page.locator("[data-pick=branch]").click();
    await page.waitForTimeout(200);
  });
  const id = added(made);
  assert.equal(made.later.drawing.edges.nod_in.out, id);
  assert.ok(Object.values(made.later.drawing.edges[id]).includes("nod_wait"));
  const places = made.later.drawing.layout.nodes;
  assert.deepEqual([places[id].x, places.nod_wait.x, places.nod_end.x], [320, 640, 960]);
  assert.deepEqual(places.nod_mail, { x: 320, y: 320 }, "steps beside stay");
  await story.thereAndBack(made);
  await story.takenBack();
});

test("a kind dropped on a wire goes between after a moment", async () => {
  const made = await story.oneStep(async () => {
    const at = await onWire("待つ", "終わる");
    await drag(await onShelf("data.update"), at, async () => {
      await page.locator(".react-flow__edge-path.over").waitFor({ timeout: 1000 });
      await page.waitForTimeout(300);
    });
    await page.waitForTimeout(200);
  });
  assert.equal(made.later.drawing.edges.nod_wait.done, added(made));
  await story.thereAndBack(made);
  await story.takenBack();
});

test("with Alt held, a kind dropped on a wire stands alone", async () => {
  const made = await story.oneStep(async () => {
    const at = await onWire("待つ", "終わる");
    await page.keyboard.down("Alt");
    await drag(await onShelf("data.update"), at, () => page.waitForTimeout(300));
    await page.keyboard.up("Alt");
    await page.waitForTimeout(200);
  });
  assert.deepEqual(made.later.drawing.edges, made.earlier.drawing.edges);
  assert.ok(added(made));
  await story.takenBack();
});

test("a step that stands alone, dropped on a wire, goes between", async () => {
  const made = await story.oneStep(async () => {
    const at = await onWire("入る", "待つ");
    const box = await story.node("知らせる").boundingBox();
    await drag({ x: box.x + 80, y: box.y + 16 }, at, async () => {
      await page.locator(".react-flow__edge-path.over").waitFor({ timeout: 1000 });
      await page.waitForTimeout(300);
    });
    await page.waitForTimeout(200);
  });
  assert.equal(made.later.drawing.edges.nod_in.out, "nod_mail");
  assert.ok(Object.values(made.later.drawing.edges.nod_mail).includes("nod_wait"));
  await story.thereAndBack(made);
  await story.takenBack();
});

test("a wire's end is led to another step, anywhere on it", async () => {
  const made = await story.oneStep(async () => {
    const end = await middleOf(story.node("待つ").locator(".react-flow__handle.target"));
    const box = await story.node("知らせる").boundingBox();
    await drag({ x: end.x - 22, y: end.y }, { x: box.x + 120, y: box.y + 40 });
    await page.waitForTimeout(200);
  });
  assert.equal(made.later.drawing.edges.nod_in.out, "nod_mail");
  await story.thereAndBack(made);
  await story.takenBack();
});

test("a target that may not be says why beside the pointer, and nothing changes", async () => {
  await story.noStep(async () => {
    const box = await story.node("入る").boundingBox();
    await drag(await middleOf(port("知らせる")), { x: box.x + 120, y: box.y + 24 }, async () => {
      await page.getByText("開始ステップにはつなげません").waitFor();
    });
  });
  await page.getByText("開始ステップにはつなげません").waitFor({ state: "detached", timeout: 5000 });
});

test("a click on a way out and a click on a step connect them", async () => {
  const made = await story.oneStep(async () => {
    await port("知らせる").click();
    await page.getByText("つなぐ先をクリックしてください").waitFor();
    await story.node("終わる").click();
    await page.waitForTimeout(200);
  });
  assert.equal(made.later.drawing.edges.nod_mail.sent, "nod_end");
  await story.thereAndBack(made);
  await story.takenBack();
});

test("Shift+Delete takes a step out and closes the gap", async () => {
  await story.node("待つ").click();
  const made = await story.oneStep(() => page.keyboard.press("Shift+Delete"));
  assert.deepEqual(made.later.drawing.edges, { nod_in: { out: "nod_end" } });
  await story.thereAndBack(made);
  await story.takenBack();
});

test("pointing at a step dims what is neither before nor behind it", async () => {
  await story.node("待つ").hover();
  await story.node("知らせる").locator("article.dim").waitFor();
  assert.equal(await page.locator("article.dim").count(), 1);
  await page.mouse.move(400, 700);
  await page.waitForFunction(() => document.querySelectorAll(".dim").length === 0);
});

test("a step pushed faster than the core answers goes all the way, each push a step of its own", async () => {
  await page.route("**/call/edit", async (route) => {
    await new Promise((later) => setTimeout(later, 80));
    await route.continue();
  });
  await story.node("知らせる").click();
  const [before, earlier] = [await story.node("知らせる").boundingBox(), await kept(page)];
  const zoom = await page.locator(".react-flow__viewport").evaluate((it) => new DOMMatrix(it.style.transform).a);
  const there = before.x + 6 * 8 * zoom;
  for (let turn = 0; turn < 6; turn += 1) await page.keyboard.press("Control+ArrowRight");
  await page.waitForTimeout(30);
  assert.equal((await story.node("知らせる").boundingBox()).x, there, "it is seen at once");
  await page.waitForTimeout(1500);
  const later = await kept(page);
  assert.equal(later.steps, earlier.steps + 6);
  assert.equal(later.drawing.layout.nodes.nod_mail.x, earlier.drawing.layout.nodes.nod_mail.x + 48);
  assert.equal((await story.node("知らせる").boundingBox()).x, there);
  await page.unroute("**/call/edit");
  for (let turn = 0; turn < 6; turn += 1) await story.takenBack();
  assert.equal((await story.node("知らせる").boundingBox()).x, before.x);
});

test("what could not be kept stands again where it was", async () => {
  await page.route("**/call/edit", (route) => route.abort());
  await story.node("知らせる").click();
  const before = await story.node("知らせる").boundingBox();
  await page.keyboard.press("Control+ArrowRight");
  await page.getByRole("alert").waitFor();
  await page.unroute("**/call/edit");
  assert.deepEqual(await story.node("知らせる").boundingBox(), before);
  await page.getByRole("alert").getByRole("button").click();
  stage.complaints.splice(0);
});

test("the map shows where one is, and leads there", async () => {
  const [map, sight] = [page.locator("[data-map]"), page.locator("[data-in-sight]")];
  const [box, before] = [await map.boundingBox(), await sight.boundingBox()];
  await page.mouse.click(box.x + 12, box.y + 12);
  await page.waitForTimeout(100);
  const after = await sight.boundingBox();
  assert.ok(Math.abs(after.x + after.width / 2 - (box.x + 12)) < 2, "its middle is where the map was clicked");
  assert.ok(Math.abs(after.y + after.height / 2 - (box.y + 12)) < 2);
  assert.notDeepEqual(after, before);
  await page.locator("body").press("0");
  await page.waitForTimeout(500);
});

test("F8 goes from finding to finding and back, and brings each step to the middle", async () => {
  const { findings } = await kept(page);
  const about = findings.map((found) => found.node);
  const rows = page.getByRole("region", { name: "問題" }).locator("li");
  const current = () => rows.evaluateAll((all) => all.findIndex((row) => row.ariaCurrent !== null));
  const selected = () => page.locator(".react-flow__node.selected").evaluateAll((all) => all.map((it) => it.dataset.id));
  for (const [keys, place] of [["F8", 0], ["F8", 1], ["F8", 2], ["Shift+F8", 1], ["Shift+F8", 0], ["Shift+F8", about.length - 1]]) {
    await page.locator("body").press(keys);
    await page.waitForTimeout(400);
    assert.equal(await current(), place, keys);
    assert.deepEqual(await selected(), about[place] === null ? [] : [about[place]]);
  }
  await page.locator("body").press("F8");
  await page.waitForTimeout(500);
  const [canvas, step] = [page.getByRole("region", { name: "ジャーニーのキャンバス" }), page.locator(".react-flow__node.selected")];
  const [room, box] = [await middleOf(canvas), await middleOf(step)];
  assert.ok(Math.abs(room.x - box.x) < 40 && Math.abs(room.y - box.y) < 60, "the step is in the middle");
});

test("the page complained of nothing", () => {
  assert.deepEqual(stage.complaints, []);
});
