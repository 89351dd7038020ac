// Widened texts, to see what is cut off when a translation is longer. Only an address with `?pseudo` has them.

const ACCENTS: Record<string, string> = {
  a: "å",
  e: "é",
  i: "î",
  o: "ö",
  u: "ü",
  A: "Å",
  E: "É",
  O: "Ö",
  U: "Ü",
};
const WIDER = 0.4;

export const isPseudo = new URLSearchParams(globalThis.location?.search).has("pseudo");

/** Returns a text with accents, two fifths longer. */
export function widened(text: string): string {
  const accented = text.replace(/[aeiouAEOU]/g, (letter) => ACCENTS[letter] ?? letter);
  return accented + "~".repeat(Math.ceil(text.length * WIDER));
}
