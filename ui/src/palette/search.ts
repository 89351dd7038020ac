// Finding a kind by what people type: either language, kana or romaji, full or half width.
import { toHiragana, toRomaji } from "wanakana";
import type { Placeable } from "../bindings/Placeable";

/** Returns the kinds that match, best first; without a query the recent ones come first. */
export function ranked(kinds: Placeable[], query: string, recent: string[] = []): Placeable[] {
  const late = (kind: Placeable) => {
    const place = recent.indexOf(kind.id);
    return place < 0 ? recent.length : place;
  };
  return matching(
    kinds.toSorted((a, b) => late(a) - late(b)),
    query,
    wordsOf,
  );
}

/** Returns the items that match, best first; among equals the order stays. */
export function matching<Item>(
  items: readonly Item[],
  query: string,
  wordsOf: (item: Item) => Findable,
): Item[] {
  const wanted = query.trim();
  return items
    .map((item) => ({ item, rank: rankOf(wordsOf(item), wanted) }))
    .filter(({ rank }) => rank !== null)
    .sort((a, b) => (a.rank ?? 0) - (b.rank ?? 0))
    .map(({ item }) => item);
}

function wordsOf(kind: Placeable): Findable {
  const { title, also, id, help } = kind;
  return { titles: [title.ja, title.en], also: [also, id], help: [help.ja, help.en] };
}

/** What something is found by. */
interface Findable {
  titles: string[];
  also: string[];
  help: string[];
}

/** How well something matches: the title, then other words for it, then its help, then letters in their order. */
function rankOf({ titles, also, help }: Findable, wanted: string): number | null {
  if (wanted === "") return 0;
  if (titles.some((title) => begins(title, wanted))) return 0;
  if (titles.some((title) => has(title, wanted))) return 1;
  if (also.some((text) => has(text, wanted))) return 2;
  if (help.some((text) => has(text, wanted))) return 3;
  return titles.some((title) => inOrder(roman(title), roman(wanted))) ? 4 : null;
}

const has = (text: string, wanted: string) =>
  plain(text).includes(plain(wanted)) || (roman(wanted) !== "" && roman(text).includes(roman(wanted)));

export const begins = (text: string, wanted: string) =>
  plain(text).startsWith(plain(wanted)) || (roman(wanted) !== "" && roman(text).startsWith(roman(wanted)));

/** Three letters and more may leave others out. */
function inOrder(text: string, wanted: string): boolean {
  if (wanted.length < 3) return false;
  let at = 0;
  for (const letter of text) if (letter === wanted[at]) at += 1;
  return at === wanted.length;
}

/** One spelling for all: NFKC, small letters, hiragana as katakana. */
export function plain(text: string): string {
  const katakana = (letter: string) => String.fromCharCode(letter.charCodeAt(0) + 0x60);
  return text
    .normalize("NFKC")
    .toLowerCase()
    .replace(/[ぁ-ゖ]/g, katakana);
}

/** Kana as romaji, long vowels as short ones: メール, めーる and meru are one. */
export function roman(text: string): string {
  const pieces = text.match(PIECES) ?? [];
  return pieces.map(romanOf).join("");
}

/** The library calls itself for every letter, so a long text goes to it in pieces, none of which ends within a sound. */
const PIECES = /[\s\S]{1,200}(?<![っッ])(?![ぁぃぅぇぉゃゅょァィゥェォャュョーﾞﾟｧｨｩｪｫｬｭｮｰ])|[\s\S]/g;

function romanOf(text: string): string {
  return toRomaji(toHiragana(text.normalize("NFKC").toLowerCase(), { passRomaji: true }))
    .replace(/[-ー']/g, "")
    .replace(/ou/g, "o")
    .replace(/([aiueo])\1+/g, "$1");
}
