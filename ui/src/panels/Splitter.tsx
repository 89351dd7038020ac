// The line between a panel and the canvas: dragged, or moved by key; Enter hides the panel.
import { type KeyboardEvent, type PointerEvent, useRef } from "react";
import { useTranslation } from "react-i18next";
import { LIMITS, mostOf, type Panel, sideOf, usePanels } from "./panels";

const STEP = 16;
/** Where the panel lies, seen from its line: the direction in which it grows. */
const GROWS: Record<Panel, 1 | -1> = { palette: 1, outline: 1, help: 1, inspector: -1, drawer: -1 };

export function Splitter({ panel }: { panel: Panel }) {
  const { t } = useTranslation();
  const panels = usePanels();
  const start = useRef<{ at: number; size: number } | null>(null);
  const across = panel !== "drawer";
  const size = panels.size[panel];
  const at = (event: PointerEvent) => (across ? event.clientX : event.clientY);
  const onKeyDown = (event: KeyboardEvent) => {
    const [less, more] = across ? ["ArrowLeft", "ArrowRight"] : ["ArrowUp", "ArrowDown"];
    const wanted: Record<string, number> = {
      [less as string]: size - STEP * GROWS[panel],
      [more as string]: size + STEP * GROWS[panel],
      Home: LIMITS[panel].least,
      End: LIMITS[panel].most,
    };
    const next = wanted[event.key];
    if (next !== undefined) panels.resize(panel, next);
    else if (event.key === "Enter" && across) panels.toggle(sideOf(panel));
    else return;
    event.preventDefault();
  };
  return (
    // biome-ignore lint/a11y/useSemanticElements: a line that is moved is no rule between texts
    <div
      role="separator"
      tabIndex={0}
      aria-label={t(`panels.${panel}`)}
      aria-orientation={across ? "vertical" : "horizontal"}
      aria-valuenow={size}
      aria-valuemin={LIMITS[panel].least}
      aria-valuemax={mostOf(panel, panels)}
      className={`splitter ${across ? "splitter-across" : "splitter-down"}`}
      onKeyDown={onKeyDown}
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId);
        start.current = { at: at(event), size };
      }}
      onPointerMove={(event) => {
        if (!start.current) return;
        panels.resize(panel, start.current.size + (at(event) - start.current.at) * GROWS[panel]);
      }}
      onPointerUp={() => {
        start.current = null;
      }}
      onDoubleClick={() => panels.resize(panel, LIMITS[panel].usual)}
    />
  );
}
