// Stories of how the window comes to a journey: the file it is started with, and one that a second start brings.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { press, type, windowTitled } from "./hands.mjs";
import { binary, By, core, Key, open, until } from "./stage.mjs";

const journey = (id, name) => ({
  format: "tabiji.journey",
  version: 1,
  id,
  name,
  nodes: { nod_in: { kind: "entry.event", name }, nod_end: { kind: "flow.end" } },
  edges: { nod_in: { out: "nod_end" } },
});

let stage;
const shown = (name) => stage.driver.wait(until.elementLocated(By.css(`article[aria-label*="${name}"]`)), 20_000, name);
const read = (name) => JSON.parse(readFileSync(join(stage.folder, name), "utf8"));
const document = async () => decodeURIComponent(new URL(await stage.driver.getCurrentUrl()).hash.slice(1));

before(async () => {
  stage = await open((folder) => {
    const file = join(folder, "最初の旅.journey.json");
    writeFileSync(file, JSON.stringify(journey("jny_first", "最初の旅")));
    return [file];
  });
});

after(() => stage.close());

test("a file that the window is started with is open", async () => {
  await shown("最初の旅");
});

test("a second start brings its file into the window there is, and ends", async () => {
  const name = "二つ目 の旅.journey.json";
  writeFileSync(join(stage.folder, name), JSON.stringify(journey("jny_second", "二つ目の旅")));
  // As a file manager or a terminal does it: named from where it lies.
  const second = spawn(binary, [name], { cwd: stage.folder, env: { ...process.env, TABIJI_WORKSPACE: stage.folder } });
  const status = await new Promise((done) => second.once("exit", done));
  assert.equal(status, 0);
  await shown("二つ目の旅");
});

test("what is edited there is saved into that file", async () => {
  const opened = await core(stage.driver, "open", { document: await document() });
  const edit = { edit: "set_field", node: "nod_in", pointer: "/name", value: "新しい名前" };
  const made = await core(stage.driver, "edit", { document: opened.document, revision: opened.revision, edit });
  assert.equal(made.error, undefined);
  // The page learns of it, and Ctrl+S saves it where it came from, with no dialog.
  await stage.driver.navigate().refresh();
  await shown("新しい名前");
  await stage.driver.actions().keyDown(Key.CONTROL).sendKeys("s").keyUp(Key.CONTROL).perform();
  const written = () => read("二つ目 の旅.journey.json");
  await stage.driver.wait(() => written().nodes.nod_in.name === "新しい名前", 10_000, "saved");
});

test("saved in another file by the system's dialog, which is its own from then on", async () => {
  const { driver } = stage;
  await driver.actions().keyDown(Key.CONTROL).keyDown(Key.SHIFT).sendKeys("s").keyUp(Key.SHIFT).keyUp(Key.CONTROL).perform();
  await windowTitled("Save File");
  stage.picture("save-dialog");
  press("ctrl+a");
  // The ending is given by the program.
  type(join(stage.folder, "third"));
  press("Return");
  const there = () => existsSync(join(stage.folder, "third.journey.json"));
  await driver.wait(there, 10_000, "saved elsewhere");
  assert.equal(read("third.journey.json").nodes.nod_in.name, "新しい名前");
  const name = await driver.wait(until.elementLocated(By.xpath("//*[contains(text(), 'third.journey.json')]")), 5000);
  assert.ok(await name.isDisplayed());
});

test("a file is opened by the system's dialog; one that is no journey is refused in words, and one that is left out is nothing", async () => {
  const { driver } = stage;
  await driver.findElement(By.css("[aria-label='一覧に戻る'], [aria-label='Back to all journeys']")).click();
  const button = () => driver.wait(until.elementLocated(By.xpath("//button[contains(., 'ファイルを開く') or contains(., 'Open a file')]")), 10_000);
  const chosen = async (...keys) => {
    await (await button()).click();
    await windowTitled("Open File");
    keys.forEach((key) => key());
  };
  await chosen(() => press("Escape"));
  await driver.sleep(300);
  assert.equal((await driver.findElements(By.css("[role=alert]"))).length, 0, "nothing was chosen, nothing is said");
  writeFileSync(join(stage.folder, "broken.journey.json"), "{\n  nonsense");
  await chosen(() => type(join(stage.folder, "broken.journey.json")), () => press("Return"));
  const told = await driver.wait(until.elementLocated(By.css("[role=alert]")), 10_000);
  assert.match(await told.getText(), /2/, "the line is named");
  await chosen(() => type(join(stage.folder, "third.journey.json")), () => press("Return"));
  await shown("新しい名前");
});
