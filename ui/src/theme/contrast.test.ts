// Text reads at 4.5 to 1, lines of controls and focus at 3 to 1: WCAG 2.2, 1.4.3 and 1.4.11.
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";

type Color = [lightness: number, chroma: number, hue: number];

const css = readFileSync(new URL("./tokens.css", import.meta.url), "utf8");

function tokens(selector: string): Map<string, Color> {
  const from = css.indexOf(`${selector} {`);
  const block = css.slice(from, css.indexOf("}", from));
  const found = block.matchAll(/--([\w-]+): oklch\(([\d.]+) ([\d.]+) ([\d.]+)\)/g);
  return new Map(
    [...found].map((token) => [token[1] ?? "", [Number(token[2]), Number(token[3]), Number(token[4])]]),
  );
}

/** Relative luminance by way of OKLab: https://bottosson.github.io/posts/oklab/ */
function luminance([lightness, chroma, hue]: Color): number {
  const a = chroma * Math.cos((hue * Math.PI) / 180);
  const b = chroma * Math.sin((hue * Math.PI) / 180);
  const l = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const m = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const s = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3;
  const clip = (value: number) => Math.min(1, Math.max(0, value));
  const red = clip(4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s);
  const green = clip(-1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s);
  const blue = clip(-0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s);
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(one: Color, other: Color): number {
  const [dark = 0, light = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
}

const categories = ["entry", "message", "branch", "wait", "data", "action", "measure", "flow"];
const grounds = ["canvas", "panel", "raised", "sunken"];
const text = ["ink", "soft", "accent", "error", "warning", "info", "success", ...categories];
const pairs: [string, string, number][] = [
  ...grounds.flatMap((ground) => text.map((ink): [string, string, number] => [ink, ground, 4.5])),
  ...["error", "warning", "info", "accent"].map((ink): [string, string, number] => [ink, `${ink}-tint`, 4.5]),
  ...["error", "warning", "info", "success"].flatMap((tint): [string, string, number][] => [
    ["ink", `${tint}-tint`, 4.5],
    ["soft", `${tint}-tint`, 4.5],
  ]),
  ["accent-ink", "accent", 4.5],
  ...grounds.map((ground): [string, string, number] => ["control", ground, 3]),
  ["wire", "canvas", 3],
];

test.each([":root", ':root[data-theme="dark"]'])("%s keeps its contrasts", (selector) => {
  const colors = tokens(selector);
  const low = pairs.filter(([ink, ground, least]) => {
    const [above, below] = [colors.get(ink), colors.get(ground)];
    if (!above || !below) throw new Error(`no token ${ink} or ${ground}`);
    return contrast(above, below) < least;
  });
  expect(low.map(([ink, ground]) => `${ink} on ${ground}`)).toEqual([]);
});
