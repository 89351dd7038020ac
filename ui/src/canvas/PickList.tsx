// A list that opens at a place of the window, to choose one thing from by what people type. Gone with Escape, or with
// a press outside.
import { Command } from "cmdk";
import { useEffect, useRef } from "react";
import type { Category } from "../bindings/Category";
import { KindTile } from "../controls/Kind";
import { isComposing } from "../controls/useDraft";
import type { Place } from "./graph";
import { useHand } from "./hand";

const WIDTH = 320;
const HEIGHT = 360;
const MARGIN = 8;

export interface Offer {
  id: string;
  title: string;
  help?: string;
  /** The kind of step, and where that stands in the palette; none where it is no step. */
  kind?: string;
  category?: Category | null;
}

interface Props {
  title: string;
  placeholder: string;
  /** Said where nothing is found. */
  none: string;
  screen: Place;
  /** What is offered, best first; none until the core has said what may be. */
  offers: Offer[] | null;
  query: string;
  onQuery: (query: string) => void;
  onChoose: (id: string) => void;
}

export function PickList({ title, placeholder, none, screen, offers, query, onQuery, onChoose }: Props) {
  const close = useHand((hand) => hand.close);
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const onPress = (event: PointerEvent) => {
      if (!box.current?.contains(event.target as Element)) close();
    };
    window.addEventListener("pointerdown", onPress, true);
    return () => window.removeEventListener("pointerdown", onPress, true);
  }, [close]);
  const hasty = useRef(false);
  const choose = (id: string) => {
    close();
    onChoose(id);
  };
  // Enter may come before the core has said what may be; it then means the first that may.
  const first = offers?.[0]?.id;
  if (hasty.current && first) {
    hasty.current = false;
    queueMicrotask(() => choose(first));
  }
  return (
    <div
      ref={box}
      role="dialog"
      aria-label={title}
      className="fixed z-40 flex flex-col rounded-panel border border-line bg-raised shadow-lg"
      style={{ width: WIDTH, maxHeight: HEIGHT, ...inside(screen) }}
    >
      <Command
        shouldFilter={false}
        loop
        label={title}
        className="flex min-h-0 flex-col"
        onKeyDown={(event) => {
          if (isComposing(event.nativeEvent)) return;
          if (event.key === "Enter" && !offers) hasty.current = true;
          if (event.key !== "Escape") return;
          event.stopPropagation();
          close();
        }}
      >
        <Command.Input
          autoFocus
          value={query}
          onValueChange={onQuery}
          placeholder={placeholder}
          className="h-10 shrink-0 border-b border-line bg-transparent px-3 text-sm outline-none placeholder:text-soft"
        />
        <Command.List className="min-h-0 overflow-auto p-1" label={title}>
          {offers?.length === 0 && <p className="px-2 py-3 text-soft">{none}</p>}
          {offers?.map((offer) => (
            <Command.Item
              key={offer.id}
              value={offer.id}
              data-pick={offer.id}
              onSelect={() => choose(offer.id)}
              className="flex min-h-9 cursor-default items-center gap-2.5 rounded-control px-2 py-1 data-[selected=true]:bg-accent-tint"
            >
              {offer.kind !== undefined && <KindTile kind={offer.kind} category={offer.category ?? null} />}
              <span className="min-w-0">
                <span className="block truncate text-sm font-medium">{offer.title}</span>
                {offer.help && <span className="block truncate text-xs text-soft">{offer.help}</span>}
              </span>
            </Command.Item>
          ))}
        </Command.List>
      </Command>
    </div>
  );
}

/** Keeps the list in the window. */
function inside({ x, y }: Place) {
  const held = (start: number, length: number, size: number) =>
    Math.max(MARGIN, Math.min(start, size - length - MARGIN));
  return { left: held(x, WIDTH, window.innerWidth), top: held(y, HEIGHT, window.innerHeight) };
}
