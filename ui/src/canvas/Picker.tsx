// Choosing what to place: only what may stand there, found by what people type.
import { Command } from "cmdk";
import { useEffect, useMemo, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Placeable } from "../bindings/Placeable";
import { KindTile } from "../controls/Kind";
import { isComposing } from "../controls/useDraft";
import { useText } from "../i18n/text";
import { ranked } from "../palette/search";
import { useAdd } from "../palette/useAdd";
import { usePalette } from "../state/palette";
import { useView } from "../state/view";
import { type Pick, rulesOf, useHand } from "./hand";

const WIDTH = 320;
const HEIGHT = 360;
const MARGIN = 8;

export function Picker() {
  const pick = useHand((hand) => hand.pick);
  return pick && <Open key={`${pick.wire?.from}/${pick.wire?.port}`} pick={pick} />;
}

function Open({ pick }: { pick: Pick }) {
  const { t } = useTranslation();
  const { words } = useText();
  const close = useHand((hand) => hand.close);
  const recent = useView((view) => view.recent);
  const add = useAdd();
  const box = useRef<HTMLDivElement>(null);
  const [query, setQuery] = useState("");
  const kinds = usePlaceable(pick);
  const shown = useMemo(() => kinds && ranked(kinds, query, recent), [kinds, query, recent]);
  useEffect(() => {
    const onPress = (event: PointerEvent) => {
      if (!box.current?.contains(event.target as Element)) close();
    };
    window.addEventListener("pointerdown", onPress, true);
    return () => window.removeEventListener("pointerdown", onPress, true);
  }, [close]);
  const hasty = useRef(false);
  const choose = (kind: string) => {
    close();
    void add(kind, { at: pick.at ?? undefined, wire: pick.wire, between: pick.between });
  };
  // Enter may come before the core has said what may stand there; it then means the first that may.
  const first = shown?.[0]?.id;
  if (hasty.current && first) {
    hasty.current = false;
    queueMicrotask(() => choose(first));
  }
  return (
    <div
      ref={box}
      role="dialog"
      aria-label={t("picker.title")}
      className="fixed z-40 flex flex-col rounded-panel border border-line bg-raised shadow-lg"
      style={{ width: WIDTH, maxHeight: HEIGHT, ...inside(pick.screen) }}
    >
      <Command
        shouldFilter={false}
        loop
        label={t("picker.title")}
        className="flex min-h-0 flex-col"
        onKeyDown={(event) => {
          if (isComposing(event.nativeEvent)) return;
          if (event.key === "Enter" && !shown) hasty.current = true;
          if (event.key !== "Escape") return;
          event.stopPropagation();
          close();
        }}
      >
        <Command.Input
          autoFocus
          value={query}
          onValueChange={setQuery}
          placeholder={t(pick.wire ? "picker.behind" : "picker.search")}
          className="h-10 shrink-0 border-b border-line bg-transparent px-3 text-sm outline-none placeholder:text-soft"
        />
        <Command.List className="min-h-0 overflow-auto p-1" label={t("picker.title")}>
          {shown?.length === 0 && <p className="px-2 py-3 text-soft">{t("palette.none")}</p>}
          {shown?.map((kind) => (
            <Command.Item
              key={kind.id}
              value={kind.id}
              data-pick={kind.id}
              onSelect={() => choose(kind.id)}
              className="flex cursor-default items-center gap-2.5 rounded-control px-2 py-1 data-[selected=true]:bg-accent-tint"
            >
              <KindTile kind={kind.id} category={kind.category} />
              <span className="min-w-0">
                <span className="block truncate text-sm font-medium">{words(kind.title)}</span>
                <span className="block truncate text-xs text-soft">{words(kind.help)}</span>
              </span>
            </Command.Item>
          ))}
        </Command.List>
      </Command>
    </div>
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

/** Keeps the picker in the window. */
function inside({ x, y }: { x: number; y: number }) {
  const held = (start: number, length: number, size: number) =>
    Math.max(MARGIN, Math.min(start, size - length - MARGIN));
  return { left: held(x, WIDTH, window.innerWidth), top: held(y, HEIGHT, window.innerHeight) };
}
