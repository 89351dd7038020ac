// Choosing what to place: only what may stand there, found by what people type.
import { useEffect, useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Placeable } from "../bindings/Placeable";
import { useText } from "../i18n/text";
import { ranked } from "../palette/search";
import { useAdd } from "../palette/useAdd";
import { usePalette } from "../state/palette";
import { useView } from "../state/view";
import { type Pick, rulesOf, useHand } from "./hand";
import { PickList } from "./PickList";

export function Picker() {
  const pick = useHand((hand) => hand.pick);
  return pick && <Open key={`${pick.wire?.from}/${pick.wire?.port}`} pick={pick} />;
}

function Open({ pick }: { pick: Pick }) {
  const { t } = useTranslation();
  const { words } = useText();
  const recent = useView((view) => view.recent);
  const add = useAdd();
  const [query, setQuery] = useState("");
  const kinds = usePlaceable(pick);
  const shown = useMemo(() => kinds && ranked(kinds, query, recent), [kinds, query, recent]);
  const offers = shown?.map(({ id, category, title, help }) => ({
    id,
    title: words(title),
    help: words(help),
    kind: id,
    category,
  }));
  return (
    <PickList
      title={t("picker.title")}
      placeholder={t(pick.wire ? "picker.behind" : "picker.search")}
      none={t("palette.none")}
      screen={pick.screen}
      offers={offers ?? null}
      query={query}
      onQuery={setQuery}
      onChoose={(kind) =>
        void add(kind, { at: pick.at ?? undefined, wire: pick.wire, between: pick.between })
      }
    />
  );
}

/** The kinds that may stand there, as the core says; none until it has answered. */
function usePlaceable(pick: Pick): Placeable[] | null {
  const palette = usePalette();
  const [allowed, setAllowed] = useState<string[] | null>(null);
  const { wire, between } = pick;
  useEffect(() => {
    if (wire) void rulesOf(wire).then((rules) => rules && setAllowed(between ? rules.between : rules.behind));
  }, [wire, between]);
  return useMemo(() => {
    if (!palette || (wire && !allowed)) return null;
    return wire ? palette.kinds.filter((kind) => allowed?.includes(kind.id)) : palette.kinds;
  }, [palette, wire, allowed]);
}
