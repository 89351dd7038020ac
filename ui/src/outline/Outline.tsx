// The journey as a tree of steps: everything that can be done on the canvas, by key and for who cannot see it. Its items
// and the canvas's steps are one selection.
import { Plus } from "lucide-react";
import { useMemo, useRef } from "react";
import { useTranslation } from "react-i18next";
import type { Opened } from "../bindings/Opened";
import { openNew } from "../canvas/openPicker";
import { settleIn } from "../canvas/regions";
import { usePointed } from "../canvas/usePointed";
import { useJourney } from "../state/journey";
import { useView } from "../state/view";
import { Line } from "./Line";
import { useOutline } from "./outline";
import { outlineOf, rowsOf } from "./tree";
import { useActive } from "./useActive";
import { useInSight } from "./useInSight";
import { useTold } from "./useTold";
import { useTreeKeys } from "./useTreeKeys";

export function Outline() {
  const { t } = useTranslation();
  const opened = useJourney((journey) => journey.opened);
  if (!opened) return null;
  return (
    <aside
      data-outline
      aria-label={t("left.outline")}
      className="flex min-h-0 flex-1 flex-col"
      onFocus={() => settleIn("outline")}
      onBlur={usePointed.getState().leave}
    >
      {Object.keys(opened.drawing.nodes).length > 0 ? <Tree opened={opened} /> : <Empty />}
    </aside>
  );
}

function Tree({ opened }: { opened: Opened }) {
  const { t } = useTranslation();
  const box = useRef<HTMLDivElement>(null);
  const { drawing, cards } = opened;
  const items = useMemo(() => outlineOf(drawing, cards), [drawing, cards]);
  const { closed, renaming } = useOutline();
  const rows = useMemo(() => rowsOf(items, closed), [items, closed]);
  const told = useTold(opened);
  const selected = useView((view) => view.selected);
  const at = useActive(items, rows);
  const onKeyDown = useTreeKeys(items, rows, at, told);
  const shown = useInSight(box, rows.length, at);
  return (
    <div ref={box} className="min-h-0 flex-1 overflow-auto">
      <div
        role="tree"
        aria-label={t("left.outline")}
        aria-multiselectable
        className="relative"
        style={{ height: `${rows.length * 1.75}rem` }}
        onKeyDown={onKeyDown}
      >
        {shown.map((index) => {
          const row = rows[index];
          if (!row) return null;
          const { item } = row;
          const active = index === at;
          const step = item.what === "step" || item.what === "again" ? told.get(item.step) : undefined;
          return (
            <Line
              key={item.key}
              items={items}
              row={row}
              index={index}
              step={step}
              active={active}
              selected={item.what === "step" && selected.includes(item.step)}
              renaming={active && renaming && item.what === "step"}
            />
          );
        })}
      </div>
    </div>
  );
}

/** Without steps there is no tree; what to do next stands in its place. */
function Empty() {
  const { t } = useTranslation();
  return (
    <div className="flex flex-col items-start gap-3 p-4">
      <p className="text-soft">{t("outline.empty")}</p>
      <button type="button" className="quiet border border-control" onClick={openNew}>
        <Plus size={15} />
        {t("outline.first")}
      </button>
    </div>
  );
}
