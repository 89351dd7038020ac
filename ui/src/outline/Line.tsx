// One item of the outline on its line: how deep it stands, the way that leads there, the step, what was found about it.
import { ChevronRight, CornerLeftUp, Flag, Plus } from "lucide-react";
import { memo } from "react";
import { useTranslation } from "react-i18next";
import { Badge } from "../canvas/Badge";
import { useFlow } from "../canvas/flow";
import { wireId } from "../canvas/graph";
import { KindTile } from "../controls/Kind";
import { useNames } from "../state/names";
import { act, activate, unfold } from "./going";
import { NameInput } from "./NameInput";
import type { Item, Row } from "./tree";
import { elementId } from "./useActive";
import { useSaid } from "./useSaid";
import type { Told } from "./useTold";

/** Deeper than this, items move no further to the right. */
const DEEPEST = 10;

interface Props {
  items: Item[];
  row: Row;
  index: number;
  /** The step it stands for, or leads to. */
  step: Told | undefined;
  active: boolean;
  selected: boolean;
  renaming: boolean;
}

export const Line = memo(function Line({ items, row, index, step, active, selected, renaming }: Props) {
  const flow = useFlow();
  const { item, level, place, of, open } = row;
  const said = useSaid(item, step);
  const own = item.what === "step" ? item.step : null;
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the tree has the keys of all its items
    <div
      id={elementId(item.key)}
      role="treeitem"
      tabIndex={active ? 0 : -1}
      aria-level={level}
      aria-setsize={of}
      aria-posinset={place}
      aria-expanded={open ?? undefined}
      aria-selected={own === null ? undefined : selected}
      data-item={item.what}
      data-way={item.by ? wireId(item.by.from, item.by.port) : undefined}
      title={said}
      className={`absolute inset-x-1 flex h-7 cursor-default items-center gap-1.5 rounded-control pr-1.5 -outline-offset-2 select-none ${
        selected ? "bg-accent-tint" : "hover:bg-sunken"
      }`}
      style={{
        top: `${index * 1.75}rem`,
        paddingLeft: `${0.625 * (Math.min(level, DEEPEST) - 1)}rem`,
      }}
      onClick={(event) => activate(flow, item, event.shiftKey || event.ctrlKey || event.metaKey)}
      onDoubleClick={() => act(flow, items, row)}
    >
      <span className="sr-only" data-name>
        {said}
      </span>
      <Fold row={row} />
      {step && item.what === "step" && <KindTile slim kind={step.kind} category={step.card.category} />}
      {renaming && own !== null ? (
        <NameInput id={own} name={step?.title ?? ""} />
      ) : (
        <Words item={item} step={step} />
      )}
      {own !== null && step && (
        <span aria-hidden className="shrink-0">
          <Badge problems={step.problems} />
        </span>
      )}
    </div>
  );
});

/** Collapses and expands by pointer; by key, the arrows do. */
function Fold({ row }: { row: Row }) {
  const flow = useFlow();
  if (row.open === null) return <span className="w-4 shrink-0" />;
  return (
    <button
      type="button"
      tabIndex={-1}
      aria-hidden
      className="-my-1 grid h-6 w-4 shrink-0 place-items-center text-soft hover:text-ink"
      onClick={(event) => {
        event.stopPropagation();
        activate(flow, row.item);
        unfold(row);
      }}
      onDoubleClick={(event) => event.stopPropagation()}
    >
      <ChevronRight size={14} className={row.open ? "rotate-90" : ""} />
    </button>
  );
}

const SIGNS = { again: CornerLeftUp, ends: Flag, open: Plus };

/** For the eye; the item's own name says it all. The way's name, where its step has several; then the step, or what stands in its place. */
function Words({ item, step }: { item: Item; step: Told | undefined }) {
  const { t } = useTranslation();
  const names = useNames();
  const Sign = item.what === "step" || item.what === "loose" ? null : SIGNS[item.what];
  return (
    <span aria-hidden className="flex min-w-0 flex-1 items-center gap-1.5">
      {item.named && item.by && (
        <span className="max-w-[45%] shrink-0 truncate text-xs text-soft">
          {names.way(item.by.from, item.by.port)} →
        </span>
      )}
      {Sign && <Sign aria-hidden size={13} className="shrink-0 text-soft" />}
      <span className={`min-w-0 flex-1 truncate ${item.what === "step" ? "" : "text-soft"}`}>
        {item.what === "step" && step?.title}
        {item.what === "again" && t("outline.again", { step: step?.title })}
        {item.what === "ends" && t("inspector.endHere")}
        {item.what === "open" && t("outline.open")}
        {item.what === "loose" && t("outline.loose")}
      </span>
    </span>
  );
}
