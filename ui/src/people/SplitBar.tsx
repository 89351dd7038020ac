// A whole in parts: handles between them are dragged or moved by key, exact percentages are typed beside. One drag, or one
// key held, is one change.
import { type KeyboardEvent, type ReactNode, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { TextField } from "../controls/TextField";
import { given, moved, percent, reach, split, typedShare, WHOLE } from "./shares";

interface PartOfBar {
  name: string;
  /** What it weighs, against the others. */
  weight: number;
  /** What stands after its percentage. */
  after?: ReactNode;
}

interface Props {
  label: string;
  parts: readonly PartOfBar[];
  /** Takes shares that sum to 100, in percent. */
  onChange: (percents: number[]) => void;
}

/** The fills of neighbours, so that they can be told apart; texts name them. */
const FILLS = ["bg-accent", "bg-control", "bg-accent/60", "bg-line", "bg-accent/35"];
const fill = (place: number) => FILLS[place % FILLS.length] ?? "bg-accent";

export function SplitBar({ label, parts, onChange }: Props) {
  const { t } = useTranslation();
  const [wrong, setWrong] = useState<number | null>(null);
  const now = split(parts.map((part) => part.weight));
  const { hand, bar, handle } = useHandles(now, (shares) => onChange(shares.map(percent)));
  const shown = hand ?? now;
  const type = (place: number, text: string) => {
    const share = typedShare(text);
    setWrong(share === null ? place : null);
    if (share !== null && share !== now[place]) onChange(given(now, place, share).map(percent));
  };
  return (
    // biome-ignore lint/a11y/useSemanticElements: parts of one bar are no form of their own
    <div role="group" aria-label={label} className="flex min-w-0 flex-col gap-2">
      <div ref={bar} className="relative mx-1 flex h-6 touch-none rounded-control bg-sunken select-none">
        {parts.map(({ name }, place) => (
          <span
            key={name}
            title={`${name} ${percent(shown[place] ?? 0)} %`}
            className={`h-full first:rounded-l-control ${fill(place)}`}
            style={{ width: `${percent(shown[place] ?? 0)}%` }}
          />
        ))}
        {parts.slice(1).map(({ name }, place) => {
          const before = parts[place]?.name ?? "";
          const { least, now: at, most } = reach(shown, place);
          return (
            <span
              key={name}
              role="slider"
              tabIndex={0}
              aria-label={t("people.handle", { label, before, after: name })}
              aria-valuemin={percent(least)}
              aria-valuemax={percent(most)}
              aria-valuenow={percent(at)}
              aria-valuetext={`${before} ${percent(shown[place] ?? 0)} %, ${name} ${percent(shown[place + 1] ?? 0)} %`}
              className="absolute -top-1 h-8 w-2.5 -translate-x-1/2 cursor-ew-resize rounded-full border-2 border-ink bg-raised"
              style={{ left: `${percent(at)}%` }}
              {...handle(place)}
            />
          );
        })}
      </div>
      <ul className="flex flex-wrap gap-x-4 gap-y-1">
        {parts.map(({ name, after }, place) => (
          <li key={name} className="flex items-center gap-1.5 text-xs">
            <span
              aria-hidden
              className={`size-2.5 shrink-0 rounded-full border border-control ${fill(place)}`}
            />
            <span className="max-w-40 truncate" title={name}>
              {name}
            </span>
            <TextField
              label={t("people.shareOf", { label, name })}
              className="field w-16 text-right"
              value={String(percent(shown[place] ?? 0))}
              invalid={wrong === place}
              onTyped={() => setWrong(null)}
              onChange={(text) => type(place, text)}
            />
            %{after}
          </li>
        ))}
      </ul>
      {wrong !== null && (
        <p role="alert" className="text-xs text-error">
          {t("inspector.between", { minimum: 0, maximum: 100 })}
        </p>
      )}
    </div>
  );
}

const PERCENT = WHOLE / 100;
const KEYS: Record<string, number> = {
  ArrowLeft: -PERCENT,
  ArrowDown: -PERCENT,
  ArrowRight: PERCENT,
  ArrowUp: PERCENT,
  PageDown: -10 * PERCENT,
  PageUp: 10 * PERCENT,
  Home: -WHOLE,
  End: WHOLE,
};

/** What is in the hand while a handle is moved; sent when it is let go. */
function useHandles(now: number[], send: (shares: number[]) => void) {
  const bar = useRef<HTMLDivElement>(null);
  const held = useRef<number[] | null>(null);
  const [hand, setHand] = useState<number[] | null>(null);
  const take = (shares: number[] | null) => {
    held.current = shares;
    setHand(shares);
  };
  const letGo = () => {
    const shares = held.current;
    take(null);
    if (shares?.some((share, place) => share !== now[place])) send(shares);
  };
  const handle = (place: number) => ({
    onKeyDown: (event: KeyboardEvent) => {
      const by = KEYS[event.key];
      if (by === undefined) return;
      event.preventDefault();
      const parts = held.current ?? now;
      take(moved(parts, place, reach(parts, place).now + by));
    },
    onKeyUp: letGo,
    onBlur: letGo,
    onPointerDown: (event: React.PointerEvent) => {
      event.currentTarget.setPointerCapture(event.pointerId);
      take(now);
    },
    onPointerMove: (event: React.PointerEvent) => {
      const box = bar.current?.getBoundingClientRect();
      if (!box || !event.currentTarget.hasPointerCapture(event.pointerId)) return;
      // To the whole percent: whoever wants it more exactly types it.
      const at = Math.round(((event.clientX - box.left) / box.width) * 100) * PERCENT;
      take(moved(held.current ?? now, place, at));
    },
    onPointerUp: letGo,
    onPointerCancel: () => take(null),
  });
  return { hand, bar, handle };
}
