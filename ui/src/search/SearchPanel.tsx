// Search over everything that is written in the journey: a field, and the places where it was found.
import { Search } from "lucide-react";
import { useEffect, useMemo } from "react";
import { useTranslation } from "react-i18next";
import { useFlow } from "../canvas/flow";
import { isComposing } from "../controls/useDraft";
import { useText } from "../i18n/text";
import { useJourney } from "../state/journey";
import { useNames } from "../state/names";
import { usePalette } from "../state/palette";
import { type Entry, found, textsOf } from "./find";
import { goToHit, knowPalette, useSearch, visitHit } from "./search";

/** More places than this are counted, not listed. */
const LISTED = 200;

export function SearchPanel() {
  const { t } = useTranslation();
  const flow = useFlow();
  const palette = usePalette();
  const drawing = useJourney((journey) => journey.opened?.drawing);
  const { query, current } = useSearch();
  useEffect(() => knowPalette(palette), [palette]);
  const entries = useMemo(() => (drawing ? textsOf(drawing, palette) : []), [drawing, palette]);
  const all = useMemo(() => found(entries, query), [entries, query]);
  return (
    <div className="flex min-h-0 flex-1 flex-col">
      <div className="flex items-center gap-3 px-4 pb-2">
        <div className="relative w-96 max-w-full">
          <Search size={14} className="pointer-events-none absolute top-2 left-2 text-soft" />
          <input
            type="search"
            data-search
            aria-label={t("search.label")}
            placeholder={t("search.label")}
            value={query}
            onChange={(event) => useSearch.setState({ query: event.target.value, current: null })}
            onKeyDown={(event) => {
              if (event.key !== "Enter" || isComposing(event.nativeEvent)) return;
              visitHit(flow, event.shiftKey ? -1 : 1);
            }}
            className="field pl-7"
          />
        </div>
        <output className="text-xs text-soft">
          {query.trim() && t("search.count", { count: all.length })}
        </output>
      </div>
      <ul className="min-h-0 flex-1 overflow-auto">
        {all.slice(0, LISTED).map((hit) => (
          <Row key={hit.key} hit={hit} current={hit.key === current} />
        ))}
      </ul>
    </div>
  );
}

function Row({ hit, current }: { hit: Entry; current: boolean }) {
  const { t } = useTranslation();
  const { words } = useText();
  const flow = useFlow();
  const names = useNames();
  const name = hit.node === null ? t("problems.journey") : names.step(hit.node);
  const place = typeof hit.place === "string" ? t(`search.${hit.place}`) : words(hit.place);
  return (
    <li
      aria-current={current || undefined}
      className={`border-t border-line ${current ? "bg-accent-tint" : ""}`}
    >
      <button
        type="button"
        className="flex w-full items-baseline gap-3 px-4 py-1.5 text-left hover:bg-sunken"
        onClick={() => goToHit(flow, hit)}
      >
        <span className="w-48 max-w-[30%] shrink-0 truncate font-medium">{name}</span>
        <span className="w-28 max-w-[20%] shrink-0 truncate text-xs text-soft">{place}</span>
        <span className="min-w-0 flex-1 truncate">{hit.text}</span>
      </button>
    </li>
  );
}
