// For whom screens are made: colors that people force, motion they do not want, texts twice as large, and words that are
// longer in another language. Nothing is lost, nothing is out of reach.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { open } from "./stage.mjs";

let stage;
let page;

before(async () => {
  stage = await open();
  page = stage.page;
});

after(async () => {
  await stage.close();
});

async function gallery() {
  await page.evaluate(() => {
    window.location.hash = "";
  });
  await page.reload();
  await page.getByRole("button", { name: /カート放棄/ }).first().waitFor();
}

async function journey() {
  await gallery();
  await page.getByRole("button", { name: /カート放棄/ }).first().click();
  await page.locator(".react-flow__node").first().waitFor();
  await page.waitForTimeout(400);
}

/** The color of something, or of what is drawn. */
const color = (selector, property) =>
  page.locator(selector).first().evaluate((element, property) => getComputedStyle(element)[property], property);

/** Says which of the controls cannot be brought into the window, or are cut by what holds them. */
const outOfReach = () =>
  page.evaluate(() => {
    const controls = document.querySelectorAll("button, input, textarea, [role=combobox], [role=tab], [role=treeitem]");
    const lost = [];
    for (const control of controls) {
      if (control.closest(".react-flow__viewport, [aria-hidden=true]") || control.hidden) continue;
      if (control.type === "file" || getComputedStyle(control).visibility === "hidden") continue;
      control.scrollIntoView({ block: "nearest", inline: "nearest" });
      const box = control.getBoundingClientRect();
      if (box.width === 0) continue;
      const wide = Math.min(box.right, innerWidth) - Math.max(box.left, 0);
      const high = Math.min(box.bottom, innerHeight) - Math.max(box.top, 0);
      const cut = wide < Math.min(box.width, innerWidth) - 1 || high < Math.min(box.height, 24) - 1;
      const [x, y] = [box.left + box.width / 2, box.top + Math.min(box.height, innerHeight) / 2];
      const hit = document.elementFromPoint(x, y);
      const covered = hit && !control.contains(hit) && !hit.contains(control);
      if (cut || covered) lost.push(`${control.getAttribute("aria-label") ?? control.textContent} ${JSON.stringify(box)}${covered ? ` under ${hit.className}` : ""}`);
    }
    // Only a script can scroll what hides its overflow, or the window itself.
    if (window.scrollX > 0 || window.scrollY > 0) lost.push("what lies outside of the window");
    window.scrollTo(0, 0);
    for (const element of document.querySelectorAll("*")) {
      const { overflowX, overflowY } = getComputedStyle(element);
      const shifted = (overflowX === "hidden" && element.scrollLeft > 0) || (overflowY === "hidden" && element.scrollTop > 0);
      if (shifted && !element.matches("input")) lost.push(`what ${element.tagName} ${element.className} hides`);
    }
    return lost;
  });

const SCREENS = [
  ["the gallery", gallery],
  ["a journey", journey],
  ["its outline", async () => {
    await page.locator("body").press("o");
    await page.getByRole("tree").waitFor();
    await page.keyboard.press("ArrowDown");
    await page.waitForTimeout(400);
  }],
  ["its problems", async () => {
    await page.keyboard.press("F8");
    await page.waitForTimeout(400);
  }],
  ["its search", async () => {
    await page.keyboard.press("Control+f");
    await page.waitForTimeout(300);
  }],
];

/** Leaves palette and drawer as they were found. */
const back = async () => {
  await page.getByRole("tab", { name: /^部品/ }).click();
};

test("with forced colors, what is selected, where the keys are and every wire are seen", async () => {
  await page.emulateMedia({ forcedColors: "active" });
  await journey();
  await page.locator("body").press("o");
  await page.getByRole("tree").waitFor();
  await page.keyboard.press("ArrowDown");
  await page.waitForTimeout(400);
  const background = await color("#root", "backgroundColor");
  const [selected, other] = [await color("[aria-selected=true][role=treeitem]", "backgroundColor"), await color("[aria-selected=false][role=treeitem]", "backgroundColor")];
  assert.notEqual(selected, other, "a selected item");
  assert.notEqual(await color("[role=tab][data-active]", "backgroundColor"), await color("[role=tab]:not([data-active])", "backgroundColor"));
  assert.equal(await color(".react-flow__edge-path", "stroke"), await color("h3", "color"), "wires are as strong as texts");
  assert.notEqual(await color(".react-flow__node.selected article", "outlineColor"), background);
  assert.equal(await color(":focus", "outlineStyle"), "solid");
  assert.notEqual(await color(".splitter", "backgroundColor"), await color("aside", "backgroundColor"));
  const badge = page.locator("[role=treeitem] [role=img]").first();
  assert.notEqual(await badge.evaluate((it) => getComputedStyle(it).color), await badge.evaluate((it) => getComputedStyle(it).backgroundColor));
  await back();
  await page.emulateMedia({ forcedColors: null });
});

test("where motion is not wanted, nothing moves on its way", async () => {
  await page.emulateMedia({ reducedMotion: "reduce" });
  await journey();
  await page.locator(".react-flow").focus();
  const view = () => page.locator(".react-flow__viewport").evaluate((view) => view.style.transform);
  for (let turn = 0; turn < 8; turn++) await page.keyboard.press("ArrowRight");
  await page.waitForTimeout(50);
  const arrived = await view();
  await page.waitForTimeout(400);
  assert.equal(await view(), arrived, "the view is there at once");
  const moving = await page.evaluate(() =>
    [...document.querySelectorAll("*")].filter((element) => {
      const { transitionDuration, animationName } = getComputedStyle(element);
      return animationName !== "none" || transitionDuration.split(", ").some((time) => Number.parseFloat(time) > 0);
    }).map((element) => element.className),
  );
  assert.deepEqual(moving, []);
  await page.emulateMedia({ reducedMotion: null });
});

const texts = (size) =>
  page.evaluate((size) => {
    document.documentElement.style.fontSize = size;
  }, size);
const LARGE = [
  ["texts of 200 %", () => texts("200%"), () => texts("")],
  [
    "a window zoomed to 200 %",
    () => page.setViewportSize({ width: 640, height: 400 }),
    () => page.setViewportSize({ width: 1280, height: 800 }),
  ],
];

for (const [how, grow, shrink] of LARGE) {
  test(`with ${how}, everything can be reached`, async () => {
    for (const [name, show] of SCREENS) {
      await show();
      await grow();
      await page.waitForTimeout(400);
      assert.deepEqual(await outOfReach(), [], name);
      await shrink();
    }
    await back();
  });
}

test("words that are two fifths longer are not cut at 1280 × 800", async () => {
  await page.goto(`${new URL(page.url()).origin}/?pseudo`);
  for (const [name, show] of SCREENS.slice(0, 2).concat(SCREENS.slice(3))) {
    await show();
    const cut = await page.evaluate(() =>
      [...document.querySelectorAll("#root *")]
        .filter((element) => {
          const own = [...element.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.data.includes("~"));
          // What has a title says all of it there; the drawing has its own zoom.
          if (!own || element.closest(".sr-only, [title], .react-flow__viewport")) return false;
          const { right, width } = element.getBoundingClientRect();
          const end = Math.max(right, right - width + element.scrollWidth);
          for (let around = element; around; around = around.parentElement) {
            const { overflowX } = getComputedStyle(around);
            if (overflowX === "auto" || overflowX === "scroll") return false;
            if (overflowX !== "visible" && end > around.getBoundingClientRect().right + 1) return true;
          }
          return width > 0 && end > innerWidth + 1;
        })
        .map((element) => element.textContent),
    );
    assert.deepEqual(cut, [], name);
    assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), 1280, name);
  }
});

test("the page complained of nothing", () => {
  assert.deepEqual(stage.complaints, []);
});
