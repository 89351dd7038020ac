// Each way out: where it leads, or that it ends here. The way to connect without dragging.
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import type { Card } from "../bindings/Card";
import type { Opened } from "../bindings/Opened";
import { call } from "../bridge";
import { lead } from "../canvas/lead";
import { Select } from "../controls/Select";
import { useText } from "../i18n/text";
import { useNames } from "../state/names";
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
  const names = useNames();
  const { document, revision } = opened;
  const { data } = useQuery({
    queryKey: ["targets", document, revision, id, port],
    queryFn: () => call("targets", { document, from: id, port }),
    placeholderData: (before) => before,
  });
  const target = opened.drawing.edges[id]?.[port];
  const options = [
    { value: "", label: t("inspector.unwired") },
    { value: END, label: t("inspector.endHere") },
    ...(data?.nodes ?? []).map((node) => ({ value: node, label: names.step(node) })),
  ];
  const choose = (next: string) => {
    const where = next === END ? "end" : next === "" ? "nowhere" : { to: next };
    void lead({ from: id, port }, where);
  };
  return (
    <Select label={props.label} value={ends ? END : (target ?? "")} options={options} onChange={choose} />
  );
}
