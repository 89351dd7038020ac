// Letters typed one after the other are one word. A letter that is a shortcut starts no word, but goes on with one.

/** How long one may rest between two letters. */
const PAUSE = 700;

let typed = "";
let last = Number.NEGATIVE_INFINITY;

/** Returns the word so far, this letter with it; null where the letter belongs to none. */
export function typedSoFar(letter: string, now: number, starts: boolean): string | null {
  const goesOn = typed !== "" && now - last < PAUSE;
  if (!goesOn && (!starts || letter === " ")) return null;
  typed = goesOn ? typed + letter : letter;
  last = now;
  return typed;
}
