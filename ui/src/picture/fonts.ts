// The designer's own letters, for a picture that is looked at elsewhere: only the pieces of the font that hold a letter
// of it, as the page's style sheet names them.
import { base64Of } from "./bytes";

interface Piece {
  family: string;
  weight: string;
  ranges: [number, number][];
  url: string;
}

/** Returns the rules that bring every letter of a text along. */
export async function fontRules(text: string): Promise<string> {
  const needed = piecesFor(text, pieces());
  const rules = needed.map(async ({ family, weight, ranges, url }) => {
    const font = await fetch(url).then((answer) => answer.arrayBuffer());
    const data = `data:font/woff2;base64,${base64Of(new Uint8Array(font))}`;
    return `@font-face{font-family:${family};font-weight:${weight};src:url(${data}) format("woff2");unicode-range:${rangesText(ranges)}}`;
  });
  return (await Promise.all(rules)).join("\n");
}

/** Returns the pieces that hold a letter of the text. */
export function piecesFor<P extends Pick<Piece, "ranges">>(text: string, all: P[]): P[] {
  const letters = new Set([...text].map((letter) => letter.codePointAt(0) ?? 0));
  return all.filter(({ ranges }) =>
    [...letters].some((letter) => ranges.some(([from, to]) => letter >= from && letter <= to)),
  );
}

/** Reads `U+20-7e, U+3042`. */
export function rangesOf(text: string): [number, number][] {
  return text.split(",").flatMap((part): [number, number][] => {
    const [, from, to] = /^\s*U\+([0-9a-f]+)(?:-([0-9a-f]+))?\s*$/i.exec(part) ?? [];
    if (from === undefined) return [];
    return [[Number.parseInt(from, 16), Number.parseInt(to ?? from, 16)]];
  });
}

const rangesText = (ranges: [number, number][]) =>
  ranges.map(([from, to]) => `U+${from.toString(16)}-${to.toString(16)}`).join(",");

/** Every piece of a font that the page's own style sheets name. */
function pieces(): Piece[] {
  return [...document.styleSheets].flatMap((sheet) =>
    [...sheet.cssRules].flatMap((rule): Piece[] => {
      if (!(rule instanceof CSSFontFaceRule)) return [];
      const value = (name: string) => rule.style.getPropertyValue(name);
      const address = /url\(["']?([^"')]+)["']?\)/.exec(value("src"))?.[1];
      if (!address) return [];
      const url = new URL(address, sheet.href ?? document.baseURI).href;
      const [family, weight] = [value("font-family"), value("font-weight")];
      return [{ family, weight, ranges: rangesOf(value("unicode-range")), url }];
    }),
  );
}
