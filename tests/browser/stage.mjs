// The stage of the browser stories: `tabiji serve` on a workspace of its own, and a browser that was let in.
import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../..", import.meta.url));
const { chromium } = createRequire(join(root, "ui/package.json"))("playwright-core");

const FLAGS = [
  "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
  "--disable-background-networking", "--disable-component-update", "--disable-sync",
];

/** What a browser says of a question nobody answered, or that was cut off half-way. */
const UNANSWERED = /ERR_(CONNECTION_(REFUSED|RESET|CLOSED|ABORTED)|EMPTY_RESPONSE|SOCKET_NOT_CONNECTED)/;

/** Starts the program and a browser; what the page complains of is kept in `complaints`. */
export async function open({ locale = "ja-JP", colorScheme = "light" } = {}) {
  const folder = mkdtempSync(join(tmpdir(), "tabiji-stories-"));
  const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
    args: FLAGS,
  });
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, locale, colorScheme });
  const page = await context.newPage();
  const complaints = [];
  let ended = false; // Once the program was ended under the page, an unanswered question is no complaint.
  page.on("console", (message) => {
    if (message.type() === "error" && !(ended && UNANSWERED.test(message.text()))) complaints.push(message.text());
  });
  page.on("pageerror", (error) => complaints.push(error.message));
  const program = await serve(folder);
  await page.goto(program.url);
  const stage = { page, complaints, folder, program };
  return {
    ...stage,
    /** Ends the program without warning and starts it again on the same workspace; `between` may do it harm. */
    async restart(between = () => {}) {
      const hash = new URL(page.url()).hash;
      ended = true;
      await stop(stage.program);
      between(folder);
      stage.program = await serve(folder);
      await page.goto(stage.program.url);
      await page.goto(`${new URL(stage.program.url).origin}/${hash}`);
      await page.reload();
    },
    async close() {
      await browser.close();
      await stop(stage.program);
      rmSync(folder, { recursive: true });
    },
  };
}

function serve(folder) {
  const binary = process.env.TABIJI ?? join(process.env.CARGO_TARGET_DIR ?? join(root, "target"), "debug/tabiji");
  const child = spawn(binary, ["serve", "--workspace", folder], { stdio: ["ignore", "pipe", "inherit"] });
  return new Promise((give, fail) => {
    child.once("error", fail);
    child.once("exit", (status) => fail(new Error(`tabiji serve ended with ${status}`)));
    child.stdout.once("data", (line) => give({ child, url: String(line).trim() }));
  });
}

function stop({ child }) {
  return new Promise((done) => {
    child.removeAllListeners("exit");
    child.once("exit", done);
    child.kill("SIGKILL");
  });
}

/** Asks the core what it has: the document as it is kept, not as it is shown. */
export async function kept(page) {
  return page.evaluate(async () => {
    const document = window.location.hash.slice(1);
    const ask = async (name) => {
      const headers = { "content-type": "application/json" };
      const answer = await fetch(`/call/${name}`, { method: "POST", headers, body: JSON.stringify({ document }) });
      return answer.json();
    };
    const opened = await ask("open");
    const { steps } = await ask("history");
    return { ...opened, steps: steps.length };
  });
}
