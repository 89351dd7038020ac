// Finding a kind by what people type: either language, hiragana or katakana, full or half width.
import type { Placeable } from "../bindings/Placeable";

export function found(kind: Placeable, query: string): boolean {
  const wanted = plain(query.trim());
  const texts = [kind.id, kind.title.en, kind.title.ja, kind.help.en, kind.help.ja];
  return wanted === "" || texts.some((text) => plain(text).includes(wanted));
}

/** One spelling for all: NFKC, small letters, hiragana as katakana. */
export function plain(text: string): string {
  const katakana = (letter: string) => String.fromCharCode(letter.charCodeAt(0) + 0x60);
  return text
    .normalize("NFKC")
    .toLowerCase()
    .replace(/[ぁ-ゖ]/g, katakana);
}
