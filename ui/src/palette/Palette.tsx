// Every kind of step: click or Enter places one, dragging places it where it is dropped. Pointer events only.

import { Search } from "lucide-react";
import { type PointerEvent, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Placeable } from "../bindings/Placeable";
import { useFlow } from "../canvas/flow";
import { STEP_WIDTH, wireOf } from "../canvas/graph";
import { hover, leaveWire, takenBy } from "../canvas/insert";
import { Checklist } from "../checklist/Checklist";
import { KindTile } from "../controls/Kind";
import { useText } from "../i18n/text";
import { usePalette } from "../state/palette";
import { ranked } from "./search";
import { useAdd } from "./useAdd";

export function Palette() {
  const { t } = useTranslation();
  const { words } = useText();
  const palette = usePalette();
  const [query, setQuery] = useState("");
  const kinds = palette ? ranked(palette.kinds, query) : [];
  return (
    <aside aria-label={t("palette.title")} className="flex min-h-0 min-w-0 flex-1 flex-col bg-panel">
      <div className="relative p-3">
        <Search size={14} className="pointer-events-none absolute top-5 left-5 text-soft" />
        <input
          type="search"
          aria-label={t("palette.search")}
          placeholder={t("palette.search")}
          value={query}
          onChange={(event) => setQuery(event.target.value)}
          className="field pl-7"
        />
      </div>
      <div className="min-h-0 flex-1 overflow-auto px-2 pb-4">
        {palette?.categories.map((shelf) => {
          const here = kinds.filter((kind) => kind.category === shelf.category);
          if (here.length === 0) return null;
          return (
            <section key={shelf.category} className="mb-2">
              <h2 className="px-2 py-1 text-xs font-medium text-soft">{words(shelf.words)}</h2>
              {here.map((kind) => (
                <Item key={kind.id} kind={kind} />
              ))}
            </section>
          );
        })}
        {palette && kinds.length === 0 && <p className="px-2 text-soft">{t("palette.none")}</p>}
      </div>
      <Checklist />
    </aside>
  );
}

const DRAG = 4;

function Item({ kind }: { kind: Placeable }) {
  const { words } = useText();
  const add = useAdd();
  const flow = useFlow();
  const press = useRef<{ x: number; y: number } | null>(null);
  /** The click that ends a drag is no click. */
  const dragged = useRef(false);
  const [ghost, setGhost] = useState<{ x: number; y: number } | null>(null);
  const onPointerDown = (event: PointerEvent<HTMLButtonElement>) => {
    if (event.button !== 0) return;
    press.current = { x: event.clientX, y: event.clientY };
    event.currentTarget.setPointerCapture(event.pointerId);
  };
  const onPointerMove = (event: PointerEvent) => {
    if (!press.current) return;
    const far = Math.hypot(event.clientX - press.current.x, event.clientY - press.current.y) >= DRAG;
    if (!far && !ghost) return;
    setGhost({ x: event.clientX, y: event.clientY });
    hover(kind.id, { x: event.clientX, y: event.clientY }, event.altKey);
  };
  const onPointerUp = (event: PointerEvent) => {
    press.current = null;
    dragged.current = ghost !== null;
    if (!ghost) return;
    setGhost(null);
    const wire = event.altKey ? null : takenBy();
    leaveWire();
    if (wire) return void add(kind.id, { wire: wireOf(wire), between: true });
    const over = document.elementFromPoint(event.clientX, event.clientY)?.closest(".react-flow");
    if (!over) return;
    const { x, y } = flow.screenToFlowPosition({ x: event.clientX, y: event.clientY });
    void add(kind.id, { at: { x: x - STEP_WIDTH / 2, y: y - 24 } });
  };
  return (
    <>
      <button
        type="button"
        title={words(kind.help)}
        data-kind={kind.id}
        className="flex min-h-9 w-full touch-none items-center gap-2.5 rounded-control px-2 py-1 text-left select-none hover:bg-sunken"
        onPointerDown={onPointerDown}
        onPointerMove={onPointerMove}
        onPointerUp={onPointerUp}
        onPointerCancel={() => {
          setGhost(null);
          leaveWire();
        }}
        onClick={() => {
          if (!dragged.current) void add(kind.id);
          dragged.current = false;
        }}
      >
        <KindTile kind={kind.id} category={kind.category} />
        <span className="min-w-0 truncate">{words(kind.title)}</span>
      </button>
      {ghost && (
        <div
          className="pointer-events-none fixed z-40 flex items-center gap-2.5 rounded-panel border border-accent bg-panel px-3 py-2 opacity-90"
          style={{ left: ghost.x - STEP_WIDTH / 2, top: ghost.y - 24, width: STEP_WIDTH }}
        >
          <KindTile kind={kind.id} category={kind.category} />
          <span className="text-sm font-semibold">{words(kind.title)}</span>
        </div>
      )}
    </>
  );
}
