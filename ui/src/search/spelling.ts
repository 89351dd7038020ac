// One spelling for what people type and what stands there: either language, kana or romaji, full or half width. The words
// that the designer itself uses are known by their reading, wherever they stand; no other reading of kanji is guessed.
import { toHiragana, toRomaji } from "wanakana";
import READINGS from "./readings.json";

/** Returns whether a text holds what was typed. */
export function has(text: string, typed: string): boolean {
  const [whole, part] = [folded(text), wanted(typed)];
  return whole.plain.includes(part.plain) || part.roman.some((roman) => whole.roman.includes(roman));
}

/** Returns whether a text begins with what was typed. */
export function begins(text: string, typed: string): boolean {
  const [whole, part] = [folded(text), wanted(typed)];
  return whole.plain.startsWith(part.plain) || part.roman.some((roman) => whole.roman.startsWith(roman));
}

/** Returns whether a text has the letters that were typed in their order; three letters and more may leave others out. */
export function inOrder(text: string, typed: string): boolean {
  const letters = roman(typed);
  if (letters.length < 3) return false;
  let at = 0;
  for (const letter of roman(spoken(text))) if (letter === letters[at]) at += 1;
  return at === letters.length;
}

/** So many texts are remembered. */
const MOST = 50_000;
const KANA = /[\u3040-\u30ff\uff66-\uff9f]/;

/** Nobody types more of a word to go to it in a list. */
const TYPED = 40;

/** Returns the beginning of a text as it is typed on a keyboard without an input method, for lists that go to what begins so. */
export const letters = remembered((text) => {
  const sound = spoken(text.slice(0, TYPED).normalize("NFKC"));
  return KANA.test(sound) ? toRomaji(toHiragana(sound, { passRomaji: true })) : text;
});

interface Folded {
  plain: string;
  /** Empty where nothing in the text has a sound that is known. */
  roman: string;
}

const folded = remembered((text): Folded => {
  const sound = spoken(text);
  return { plain: plain(text), roman: KANA.test(sound) ? roman(sound) : "" };
});

/** Folding is slow and texts are many; what was made of a text is remembered. */
function remembered<Made>(make: (text: string) => Made): (text: string) => Made {
  const known = new Map<string, Made>();
  return (text) => {
    const before = known.get(text);
    if (before !== undefined) return before;
    if (known.size > MOST) known.clear();
    const made = make(text);
    known.set(text, made);
    return made;
  };
}

interface Wanted {
  typed: string;
  plain: string;
  roman: string[];
}

/** A list is searched for one text; what that is looked for by is made once. */
let last: Wanted | undefined;

/** What was typed, as it is looked for: its letters, and its sound as people write it and as a Japanese keyboard takes it. */
function wanted(typed: string): Wanted {
  if (last?.typed === typed) return last;
  const asKeyed = (piece: string) => toHiragana(piece, { IMEMode: true });
  const kana = inPieces(typed.normalize("NFKC").toLowerCase(), asKeyed);
  const spellings = [roman(typed), /^[ぁ-ゖー]+[a-z]{0,2}$/.test(kana) ? roman(kana) : ""];
  last = { typed, plain: plain(typed), roman: spellings.filter((spelling) => spelling !== "") };
  return last;
}

/** NFKC, small letters, hiragana as katakana. */
export function plain(text: string): string {
  const katakana = (letter: string) => String.fromCharCode(letter.charCodeAt(0) + 0x60);
  return text
    .normalize("NFKC")
    .toLowerCase()
    .replace(/[ぁ-ゖ]/g, katakana);
}

/** Kana as romaji, long vowels as short ones: メール, めーる and meru are one. */
export function roman(text: string): string {
  return inPieces(text, romanOf);
}

/** The library calls itself for every letter, so a long text goes to it in pieces, none of which ends within a sound. */
const inPieces = (text: string, each: (piece: string) => string) =>
  (text.match(PIECES) ?? []).map(each).join("");

const PIECES = /[\s\S]{1,200}(?<![っッ])(?![ぁぃぅぇぉゃゅょァィゥェォャュョーﾞﾟｧｨｩｪｫｬｭｮｰ])|[\s\S]/g;

function romanOf(text: string): string {
  return toRomaji(toHiragana(text.normalize("NFKC").toLowerCase(), { passRomaji: true }))
    .replace(/[-ー']/g, "")
    .replace(/ou/g, "o")
    .replace(/([aiueo])\1+/g, "$1");
}

const KANJI = "[\\u3400-\\u9fff々]";
/** The longest first; a word of one letter only where it stands alone, for within another word it sounds otherwise. */
const WORDS = Object.keys(READINGS)
  .sort((one, other) => other.length - one.length)
  .map((word) => (word.length === 1 ? `(?<!${KANJI})${word}(?!${KANJI})` : word));
const WORD = new RegExp(WORDS.join("|"), "g");

/** Returns a text with the words whose reading is known as kana. */
export function spoken(text: string): string {
  return text.replace(WORD, (word) => READINGS[word as keyof typeof READINGS]);
}
