// The stage of the desktop stories: the real window on a workspace of its own, driven through WebKitWebDriver.
// Wants a display and a session bus; `make e2e` brings both.
import { execFileSync, spawn } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../..", import.meta.url));
const { Builder, By, Key, Origin, until } = createRequire(join(root, "ui/package.json"))("selenium-webdriver");

export { By, Key, Origin, until };

const target = process.env.CARGO_TARGET_DIR ?? join(root, "target");
export const binary = process.env.TABIJI_DESIGNER ?? join(target, "debug/tabiji-designer");

/** Opens the window on a new workspace; `words` makes what the program is started with, in that folder. */
export async function open(words = () => []) {
  const folder = mkdtempSync(join(tmpdir(), "tabiji-window-"));
  const args = words(folder);
  const stage = { folder, ...(await start(folder, args)) };
  return Object.assign(stage, {
    /** Kills the program without warning, and opens the window again on the same workspace. */
    async kill() {
      await end(stage);
      Object.assign(stage, await start(folder, args));
    },
    /** The number of the program's process. */
    program: () => childOf(stage.door.pid),
    async close() {
      await end(stage);
      rmSync(folder, { recursive: true });
    },
    /** Keeps what the screen shows as a picture, for people to look at; ImageMagick takes it. */
    picture(name) {
      const to = process.env.TABIJI_PICTURES;
      if (to) execFileSync("import", ["-window", "root", join(to, `${name}.png`)]);
    },
  });
}

async function start(folder, args) {
  const port = await free();
  const env = { ...process.env, TABIJI_WORKSPACE: folder, TAURI_WEBVIEW_AUTOMATION: "true" };
  const door = spawn("WebKitWebDriver", [`--port=${port}`], { env, stdio: "ignore", detached: true });
  await listening(port);
  const driver = await new Builder()
    .usingServer(`http://127.0.0.1:${port}`)
    .withCapabilities({ browserName: "wry", "webkitgtk:browserOptions": { binary, args } })
    .build();
  await driver.manage().setTimeouts({ implicit: 0, script: 20_000 });
  return { driver, door };
}

/** Ends program and driver at once: nothing gets a chance to save. */
function end({ door }) {
  return new Promise((done) => {
    door.once("exit", done);
    process.kill(-door.pid, "SIGKILL");
  });
}

function childOf(parent) {
  const stat = (pid) => readFileSync(`/proc/${pid}/stat`, "utf8").split(") ")[1].split(" ");
  const isChild = (pid) => {
    try {
      return Number(stat(pid)[1]) === parent;
    } catch {
      return false; // It has just ended.
    }
  };
  return readdirSync("/proc").filter((name) => /^\d+$/.test(name)).find(isChild);
}

function free() {
  return new Promise((give) => {
    const server = createServer().listen(0, "127.0.0.1", () => {
      const { port } = server.address();
      server.close(() => give(port));
    });
  });
}

async function listening(port) {
  for (let tries = 0; tries < 100; tries += 1) {
    const there = await fetch(`http://127.0.0.1:${port}/status`).then(() => true, () => false);
    if (there) return;
    await new Promise((later) => setTimeout(later, 100));
  }
  throw new Error("WebKitWebDriver does not answer");
}

/** Calls the core from the window: what is kept, not what is shown. */
export function core(driver, name, request) {
  return driver.executeAsyncScript(
    `const [name, request, done] = arguments;
     window.__TAURI_INTERNALS__.invoke("call", { name, request }).then(done, (error) => done({ error }));`,
    name,
    request,
  );
}

/**
 * Clicks what a person would: what stands still in the window with nothing above it. A busy machine moves the canvas
 * late, so that this waits for the picture and not for the clock.
 */
export function tap(driver, by) {
  let place = "";
  return driver.wait(async () => {
    try {
      const [found] = await driver.findElements(by);
      if (!found) return false;
      const last = place;
      place = await driver.executeScript(
        // What a list cuts off is brought wholly into sight: WebKit's driver presses it where it is hidden.
        `const found = arguments[0];
         if (!found.closest(".react-flow")) found.scrollIntoView({ block: "nearest" });
         const { left, top, width, height } = found.getBoundingClientRect();
         const above = document.elementFromPoint(left + width / 2, top + height / 2);
         const free = found.contains(above);
         return free ? [left, top, width, height].join() : "";`,
        found,
      );
      if (place === "" || place !== last) return false;
      await found.click();
      return true;
    } catch (failure) {
      if (MOVED.includes(failure.name)) return false;
      throw failure;
    }
  }, 15_000, `nothing to click: ${by}`, 60);
}

const MOVED = ["ElementNotInteractableError", "ElementClickInterceptedError", "StaleElementReferenceError"];
