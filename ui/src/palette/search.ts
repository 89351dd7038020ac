// Ordering what a list offers by what people type; how it may be spelled, `search/spelling.ts` knows.
import type { Placeable } from "../bindings/Placeable";
import { begins, has, inOrder } from "../search/spelling";

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
  return titles.some((title) => inOrder(title, wanted)) ? 4 : null;
}
