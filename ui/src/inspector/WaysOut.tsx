// Each way out: where it leads, or that it ends here. The way to connect without dragging.
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import type { Card } from "../bindings/Card";
import type { Opened } from "../bindings/Opened";
import { call } from "../bridge";
import { Select } from "../controls/Select";
import { useText } from "../i18n/text";
import { useJourney } from "../state/journey";
import { Labeled } from "./Labeled";

const END = "\u0000end";

export function WaysOut({ id, card, opened }: { id: string; card: Card; opened: Opened }) {
  const { t } = useTranslation();
  const { words } = useText();
  if (card.ways.length === 0) return null;
  return (
    <section className="flex flex-col gap-2 border-t border-line pt-3">
      <h3 className="text-xs font-medium text-soft">{t("inspector.ways")}</h3>
      {card.ways.map((way) => (
        <Labeled
          key={way.port}
          label={words(way.words)}
          problems={opened.findings.filter((found) => found.node === id && found.port === way.port)}
        >
          <Target id={id} port={way.port} ends={way.ends} label={words(way.words)} opened={opened} />
        </Labeled>
      ))}
    </section>
  );
}

function Target(props: { id: string; port: string; ends: boolean; label: string; opened: Opened }) {
  const { id, port, ends, opened } = props;
  const { t } = useTranslation();
  const { label, words } = useText();
  const edit = useJourney((journey) => journey.edit);
  const { document, revision } = opened;
  const { data } = useQuery({
    queryKey: ["targets", document, revision, id, port],
    queryFn: () => call("targets", { document, from: id, port }),
    placeholderData: (before) => before,
  });
  const nameOf = (node: string) => {
    const card = opened.cards[node];
    return label(opened.drawing.nodes[node]?.name) || (card ? words(card.title) : node);
  };
  const target = opened.drawing.edges[id]?.[port];
  const options = [
    { value: "", label: t("inspector.unwired") },
    { value: END, label: t("inspector.endHere") },
    ...(data?.nodes ?? []).map((node) => ({ value: node, label: nameOf(node) })),
  ];
  const choose = (next: string) => {
    if (next === END) void edit({ edit: "mark_end", node: id, port });
    else if (next !== "") void edit({ edit: "connect", from: id, port, to: next });
    else if (ends) void edit({ edit: "unmark_end", node: id, port });
    else if (target) void edit({ edit: "disconnect", from: id, port });
  };
  return (
    <Select label={props.label} value={ends ? END : (target ?? "")} options={options} onChange={choose} />
  );
}
