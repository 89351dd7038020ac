// When in the day something happens: a bar for each hour, higher where it happens more often.
import { type KeyboardEvent, useRef, useState } from "react";
import { useTranslation } from "react-i18next";

interface Props {
  label: string;
  /** 24 weights from midnight on; none where every hour is like the others. */
  weights: readonly number[];
  onChange: (weights: number[]) => void;
}

const HIGH = 10;
const HEIGHT: Record<string, (weight: number, most: number) => number> = {
  ArrowUp: (weight) => weight + 1,
  ArrowDown: (weight) => weight - 1,
  Home: () => 0,
  End: (_, most) => most,
};

export function Hours({ label, weights, onChange }: Props) {
  const { t } = useTranslation();
  const now = weights.length === 24 ? [...weights] : Array<number>(24).fill(1);
  const [hand, setHand] = useState<number[] | null>(null);
  const held = useRef<number[] | null>(null);
  const [at, setAt] = useState(9);
  const row = useRef<HTMLDivElement>(null);
  const shown = hand ?? now;
  const most = Math.max(HIGH, ...now);
  const take = (weights: number[] | null) => {
    held.current = weights;
    setHand(weights);
  };
  const put = (hour: number, weight: number) =>
    take(
      (held.current ?? now).map((old, place) => (place === hour ? Math.max(0, Math.min(most, weight)) : old)),
    );
  const letGo = () => {
    const weights = held.current;
    take(null);
    if (weights?.some((weight, hour) => weight !== now[hour])) onChange(weights);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const aside = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    const height = HEIGHT[event.key];
    if (aside !== undefined) {
      const to = Math.max(0, Math.min(23, at + aside));
      setAt(to);
      row.current?.querySelector<HTMLElement>(`[data-hour="${to}"]`)?.focus();
    } else if (height) put(at, height((held.current ?? now)[at] ?? 0, most));
    else return;
    event.preventDefault();
  };
  return (
    // biome-ignore lint/a11y/useSemanticElements: bars of one day are no form of their own
    <div role="group" aria-label={label} ref={row} className="flex h-16 items-end gap-0.5 select-none">
      {shown.map((weight, hour) => (
        <span
          // biome-ignore lint/suspicious/noArrayIndexKey: an hour has no other name
          key={hour}
          role="slider"
          data-hour={hour}
          tabIndex={hour === at ? 0 : -1}
          aria-orientation="vertical"
          aria-label={t("people.hour", { label, hour })}
          aria-valuemin={0}
          aria-valuemax={most}
          aria-valuenow={weight}
          className="flex h-full flex-1 cursor-ns-resize touch-none flex-col"
          onKeyDown={onKeyDown}
          onKeyUp={letGo}
          onBlur={letGo}
          onFocus={() => setAt(hour)}
          onPointerDown={(event) => {
            event.currentTarget.setPointerCapture(event.pointerId);
            take(now);
          }}
          onPointerMove={(event) => {
            if (!event.currentTarget.hasPointerCapture(event.pointerId)) return;
            const box = event.currentTarget.firstElementChild?.getBoundingClientRect();
            if (!box) return;
            put(hour, Math.round(((box.bottom - event.clientY) / box.height) * most));
          }}
          onPointerUp={letGo}
          onPointerCancel={() => take(null)}
        >
          <span className="relative block flex-1 rounded-control bg-sunken">
            <span
              className="absolute inset-x-0 bottom-0 rounded-control bg-accent"
              style={{ height: `${(weight / most) * 100}%` }}
            />
          </span>
          <span aria-hidden className="h-4 text-center text-xs text-soft">
            {hour % 3 === 0 ? hour : ""}
          </span>
        </span>
      ))}
    </div>
  );
}
