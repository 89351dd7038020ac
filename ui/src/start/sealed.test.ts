import { readFileSync } from "node:fs";
import { runInNewContext } from "node:vm";
import { transformWithOxc } from "vite";
import { expect, it } from "vitest";

/** In a realm of its own, since what is sealed stays so. */
async function sealed(script: string): Promise<unknown> {
  const source = readFileSync(new URL("./sealed.ts", import.meta.url), "utf8").replace(
    "export function",
    "function",
  );
  const { code } = await transformWithOxc(source, "sealed.ts");
  return runInNewContext(`${code}\nseal();\n${script}`);
}

it("keeps what all objects inherit", async () => {
  expect(await sealed(`try { ({}).__proto__.polluted = 1 } catch {} ; ({}).polluted`)).toBeUndefined();
  expect(await sealed(`"use strict"; try { Object.prototype.toString = 1; "set" } catch { "refused" }`)).toBe(
    "refused",
  );
  expect(await sealed(`Object.isFrozen(Object.prototype)`)).toBe(true);
  expect(await sealed(`({}).toString()`)).toBe("[object Object]");
});

it("lets other objects have inherited names of their own", async () => {
  expect(
    await sealed(
      `"use strict"; const it = {}; it.constructor = 7; [it.constructor, ({}).constructor === Object].join()`,
    ),
  ).toBe("7,true");
  expect(
    await sealed(`"use strict"; function A() {} ; A.prototype.toString = () => "a"; String(new A())`),
  ).toBe("a");
});
