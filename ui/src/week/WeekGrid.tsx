// Seven days and holidays by twenty-four hours: a stroke of the pointer or a key paints, and is one step.
import { type KeyboardEvent, useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { type Cells, DAYS, HOURS } from "./cells";

interface Props {
  label: string;
  cells: Cells;
  onPaint: (cells: Cells) => void;
}

interface Spot {
  day: number;
  hour: number;
}

/** A stroke: from where to where, and whether it fills or clears. */
interface Stroke {
  from: Spot;
  to: Spot;
  on: boolean;
}

/** The hours that are named above the grid. */
const PARTS = [0, 3, 6, 9, 12, 15, 18, 21];
const STEPS: Record<string, [number, number]> = {
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
};

export function WeekGrid({ label, cells, onPaint }: Props) {
  const { t } = useTranslation();
  const grid = useRef<HTMLTableElement>(null);
  const [at, setAt] = useState<Spot>({ day: 0, hour: 9 });
  const [stroke, setStroke] = useStroke((done) => onPaint(painted(cells, done)));
  const shown = stroke ? painted(cells, stroke) : cells;
  const onKeyDown = (event: KeyboardEvent) => {
    const step = STEPS[event.key];
    const on = cells[at.day]?.[at.hour] ?? false;
    if (step) {
      const to = moved(at, step);
      setAt(to);
      grid.current?.querySelector<HTMLElement>(`[data-spot="${to.day}-${to.hour}"]`)?.focus();
      if (event.shiftKey) onPaint(painted(cells, { from: at, to, on }));
    } else if (event.key === " " || event.key === "Enter") {
      onPaint(painted(cells, { from: at, to: at, on: !on }));
    } else return;
    event.preventDefault();
  };
  return (
    <table
      ref={grid}
      // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: a table that is worked in is a grid
      role="grid"
      aria-label={label}
      className="touch-none border-collapse select-none"
      onKeyDown={onKeyDown}
    >
      <thead>
        <tr>
          <td />
          {PARTS.map((hour) => (
            <th key={hour} colSpan={3} scope="col" className="pb-1 text-left text-xs font-normal text-soft">
              {hour}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {DAYS.map((day, row) => (
          <tr key={day}>
            <th scope="row" className="pr-3 text-right text-xs font-normal whitespace-nowrap text-soft">
              {t(`week.day.${day}`)}
            </th>
            {shown[row]?.map((on, hour) => (
              <td
                // biome-ignore lint/suspicious/noArrayIndexKey: an hour has no other name
                key={hour}
                // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: its cells are painted
                role="gridcell"
                data-spot={`${row}-${hour}`}
                aria-label={t("week.cell", { day: t(`week.day.${day}`), hour })}
                aria-selected={on}
                tabIndex={at.day === row && at.hour === hour ? 0 : -1}
                className={`size-6 border border-line ${hour % 3 === 0 ? "border-l-control" : ""} ${
                  on ? "bg-accent" : "bg-panel hover:bg-accent-tint"
                }`}
                onPointerDown={(event) => {
                  event.currentTarget.releasePointerCapture(event.pointerId);
                  setAt({ day: row, hour });
                  setStroke({ from: { day: row, hour }, to: { day: row, hour }, on: !on });
                }}
                onPointerEnter={() => stroke && setStroke({ ...stroke, to: { day: row, hour } })}
              />
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** A stroke lasts until the pointer is let go, wherever that is. */
function useStroke(done: (stroke: Stroke) => void) {
  const [stroke, setStroke] = useState<Stroke | null>(null);
  useEffect(() => {
    if (!stroke) return;
    const onUp = () => {
      setStroke(null);
      done(stroke);
    };
    const onCancel = () => setStroke(null);
    window.addEventListener("pointerup", onUp);
    window.addEventListener("pointercancel", onCancel);
    return () => {
      window.removeEventListener("pointerup", onUp);
      window.removeEventListener("pointercancel", onCancel);
    };
  });
  return [stroke, setStroke] as const;
}

/** Returns the cells with the rectangle of a stroke filled or cleared. */
function painted(cells: Cells, { from, to, on }: Stroke): Cells {
  const between = (one: number, other: number, value: number) =>
    Math.min(one, other) <= value && value <= Math.max(one, other);
  return cells.map((row, day) =>
    row.map((cell, hour) =>
      between(from.day, to.day, day) && between(from.hour, to.hour, hour) ? on : cell,
    ),
  );
}

function moved({ day, hour }: Spot, [down, right]: [number, number]): Spot {
  const held = (value: number, most: number) => Math.max(0, Math.min(most, value));
  return { day: held(day + down, DAYS.length - 1), hour: held(hour + right, HOURS - 1) };
}
