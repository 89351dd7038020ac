// Choosing where a way out leads, from a list: the steps it may lead to in the order one reads them, its end, nowhere.
import { useEffect, useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { comeBy } from "../outline/going";
import { matching } from "../palette/search";
import { useJourney } from "../state/journey";
import { useNames } from "../state/names";
import { useFlow } from "./flow";
import { orderOf } from "./graph";
import { type Choice, rulesOf, useHand } from "./hand";
import { type Lead, lead } from "./lead";
import { type Offer, PickList } from "./PickList";
import { inOutline } from "./regions";

export function Chooser() {
  const choice = useHand((hand) => hand.choice);
  return choice && <Open key={`${choice.wire.from}/${choice.wire.port}`} choice={choice} />;
}

function Open({ choice: { wire, screen } }: { choice: Choice }) {
  const { t } = useTranslation();
  const flow = useFlow();
  const names = useNames();
  const [query, setQuery] = useState("");
  const steps = useTargets(wire);
  const opened = useJourney((journey) => journey.opened);
  const ends: (Offer & { where: Lead })[] = [
    { id: "end", title: t("inspector.endHere"), where: "end" },
    { id: "nowhere", title: t("inspector.unwired"), where: "nowhere" },
  ];
  const all = steps?.map((id) => {
    const [kind, category] = [opened?.drawing.nodes[id]?.kind ?? "", opened?.cards[id]?.category ?? null];
    return { id, title: names.step(id), kind, category, where: { to: id } as Lead };
  });
  const offers =
    all && matching([...all, ...ends], query, ({ id, title }) => ({ titles: [title], also: [id], help: [] }));
  return (
    <PickList
      title={t("picker.target", { way: names.way(wire.from, wire.port), step: names.step(wire.from) })}
      placeholder={t("picker.targets")}
      none={t("palette.none")}
      screen={screen}
      offers={offers ?? null}
      query={query}
      onQuery={setQuery}
      onChoose={(id) => {
        const chosen = offers?.find((offer) => offer.id === id);
        if (chosen) void lead(wire, chosen.where).then((made) => made && inOutline() && comeBy(flow, wire));
      }}
    />
  );
}

/** The steps a way out may lead to, as the core says; none until it has answered. */
function useTargets(wire: Choice["wire"]): string[] | null {
  const [allowed, setAllowed] = useState<string[] | null>(null);
  const opened = useJourney((journey) => journey.opened);
  useEffect(() => {
    void rulesOf(wire).then((rules) => rules && setAllowed(rules.nodes));
  }, [wire]);
  return useMemo(() => {
    const order = opened ? orderOf(opened) : new Map<string, number>();
    return allowed?.toSorted((a, b) => (order.get(a) ?? 0) - (order.get(b) ?? 0)) ?? null;
  }, [allowed, opened]);
}
