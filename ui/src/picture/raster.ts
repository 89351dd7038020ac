// A picture as PNG: what the core drew, painted on a canvas with the page's own letters, two dots to a pixel. Only what
// pictures are made of is painted; each engine loads fonts inside of images differently, or not at all.
import type { Drawn } from "../bindings/Drawn";
import { elementsOf } from "./picture";

/** Dots to a pixel, where the picture is not too large for it. */
const SHARP = 2;
/** The longest side and the largest area that browsers paint, in dots. */
const SIDE = 16_000;
const AREA = 120_000_000;

/** Returns how many dots a pixel gets. */
export function sharpness(width: number, height: number): number {
  return Math.min(SHARP, SIDE / Math.max(width, height), Math.sqrt(AREA / (width * height)));
}

/** Returns the bytes of a PNG file. */
export async function rasterOf(drawn: Drawn): Promise<Uint8Array> {
  const root = elementsOf(drawn);
  const scale = sharpness(drawn.width, drawn.height);
  const canvas = document.createElement("canvas");
  canvas.width = Math.round(drawn.width * scale);
  canvas.height = Math.round(drawn.height * scale);
  const context = canvas.getContext("2d");
  if (!context) throw new Error("the picture is too large to paint; export it as SVG");
  const family = getComputedStyle(document.body).fontFamily;
  const text = root.textContent ?? "";
  await Promise.all(["400", "600"].map((weight) => document.fonts.load(`${weight} 13px ${family}`, text)));
  const [x = 0, y = 0] = (root.getAttribute("viewBox") ?? "").split(" ").map(Number);
  context.scale(scale, scale);
  context.translate(-x, -y);
  for (const element of root.querySelectorAll("rect, path, circle, text")) paint(context, element, family);
  const blob = await new Promise<Blob | null>((give) => canvas.toBlob(give, "image/png"));
  if (!blob) throw new Error("the picture is too large to paint; export it as SVG");
  return new Uint8Array(await blob.arrayBuffer());
}

function paint(context: CanvasRenderingContext2D, element: Element, family: string) {
  const word = (name: string, otherwise = "") => element.getAttribute(name) ?? otherwise;
  const number = (name: string, otherwise = 0) => Number(word(name, String(otherwise)));
  if (element.tagName === "text") {
    context.font = `${word("font-weight", "400")} ${word("font-size")}px ${family}`;
    context.textAlign = ({ middle: "center", end: "right" } as const)[word("text-anchor")] ?? "left";
    context.fillStyle = word("fill");
    context.fillText(element.textContent ?? "", number("x"), number("y"));
    return;
  }
  const shape = shapeOf(element, word, number);
  if (word("fill", "none") !== "none") {
    context.globalAlpha = number("fill-opacity", 1);
    context.fillStyle = word("fill");
    context.fill(shape);
  }
  if (word("stroke", "none") !== "none") {
    context.globalAlpha = number("stroke-opacity", 1);
    context.strokeStyle = word("stroke");
    context.lineWidth = number("stroke-width", 1);
    context.lineCap = word("stroke-linecap", "butt") as CanvasLineCap;
    context.lineJoin = word("stroke-linejoin", "miter") as CanvasLineJoin;
    context.setLineDash(word("stroke-dasharray").split(" ").filter(Boolean).map(Number));
    context.stroke(shape);
  }
  context.globalAlpha = 1;
}

function shapeOf(element: Element, word: (name: string) => string, number: (name: string) => number): Path2D {
  const shape = new Path2D();
  if (element.tagName === "rect") {
    const [width, height] = [number("width"), number("height")];
    shape.roundRect(number("x"), number("y"), width, height, Math.min(number("rx"), width / 2, height / 2));
  } else if (element.tagName === "circle") {
    shape.arc(number("cx"), number("cy"), number("r"), 0, 2 * Math.PI);
  } else {
    const [, x = "0", y = "0"] = /^translate\((\S+) (\S+)\)$/.exec(word("transform")) ?? [];
    shape.addPath(new Path2D(word("d")), new DOMMatrix([1, 0, 0, 1, Number(x), Number(y)]));
  }
  return shape;
}
