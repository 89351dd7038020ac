// The same rehearsal in the terminal: what `tabiji simulate` says of the journey that the page has open.
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../..", import.meta.url));

/** Returns the bytes of the report that the terminal writes. */
export async function reportOf(page, args) {
  const text = await page.evaluate(async () => {
    const headers = { "content-type": "application/json" };
    const body = JSON.stringify({ document: window.location.hash.slice(1) });
    return (await (await fetch("/call/export_text", { method: "POST", headers, body })).json()).text;
  });
  const folder = mkdtempSync(join(tmpdir(), "tabiji-terminal-"));
  try {
    const [journey, out] = [join(folder, "own.journey.json"), join(folder, "report.json")];
    writeFileSync(journey, text);
    const binary = process.env.TABIJI ?? join(process.env.CARGO_TARGET_DIR ?? join(root, "target"), "debug/tabiji");
    execFileSync(binary, ["simulate", journey, "--out", out, ...args], { stdio: ["ignore", "ignore", "inherit"] });
    return readFileSync(out);
  } finally {
    rmSync(folder, { recursive: true });
  }
}
