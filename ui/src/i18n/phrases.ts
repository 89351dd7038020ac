// Where a Japanese text may break: between phrases, as people read them, not anywhere between two letters.
import { jaModel, Parser } from "budoux";

const parser = new Parser(jaModel);
/** Texts are shown again and again; what was split is remembered. */
const known = new Map<string, string[]>();
const MOST = 5000;

/** Returns the phrases of a text, in order; a text without Japanese letters is one. */
export function phrasesOf(text: string): string[] {
  if (!/[\u3040-\u30ff\u4e00-\u9fff]/.test(text)) return [text];
  const before = known.get(text);
  if (before) return before;
  if (known.size > MOST) known.clear();
  const phrases = parser.parse(text);
  known.set(text, phrases);
  return phrases;
}
