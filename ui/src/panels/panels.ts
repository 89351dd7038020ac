// The panels around the canvas: how large each is, whether it is shown. Remembered over a restart.
import { create } from "zustand";
import type { JsonValue } from "../bindings/serde_json/JsonValue";
import { call } from "../bridge";

export type Panel = "palette" | "inspector" | "drawer";

interface Limits {
  usual: number;
  least: number;
  most: number;
}

export const LIMITS: Record<Panel, Limits> = {
  palette: { usual: 240, least: 176, most: 400 },
  inspector: { usual: 320, least: 264, most: 560 },
  drawer: { usual: 208, least: 120, most: 480 },
};
/** The canvas never gets narrower, or lower, than this. */
const CANVAS = { width: 360, height: 240 };

interface Panels {
  size: Record<Panel, number>;
  hidden: Panel[];
  resize: (panel: Panel, size: number) => void;
  toggle: (panel: Panel) => void;
  restore: (kept: JsonValue | undefined) => void;
}

const usual = (): Record<Panel, number> => ({
  palette: LIMITS.palette.usual,
  inspector: LIMITS.inspector.usual,
  drawer: LIMITS.drawer.usual,
});

export const usePanels = create<Panels>()((set, get) => ({
  size: usual(),
  hidden: [],
  resize: (panel, wanted) => {
    set({ size: { ...get().size, [panel]: fitting(panel, wanted, get()) } });
    remember();
  },
  toggle: (panel) => {
    const { hidden } = get();
    set({ hidden: hidden.includes(panel) ? hidden.filter((known) => known !== panel) : [...hidden, panel] });
    remember();
  },
  restore: (kept) => {
    if (typeof kept !== "object" || kept === null || Array.isArray(kept)) return;
    const size = usual();
    for (const panel of Object.keys(size) as Panel[]) {
      const given = kept[panel];
      if (typeof given === "number") size[panel] = clamp(given, LIMITS[panel].least, LIMITS[panel].most);
    }
    const hidden = (Object.keys(size) as Panel[]).filter(
      (panel) => Array.isArray(kept.hidden) && kept.hidden.includes(panel),
    );
    set({ size, hidden });
  },
}));

/** Returns the most a panel may have now, so that the canvas stays usable. */
export function mostOf(panel: Panel, { size, hidden }: Pick<Panels, "size" | "hidden">): number {
  const { least, most } = LIMITS[panel];
  const other = panel === "palette" ? "inspector" : "palette";
  const taken = hidden.includes(other) ? 0 : size[other];
  const room =
    panel === "drawer" ? window.innerHeight - CANVAS.height : window.innerWidth - taken - CANVAS.width;
  return Math.max(least, Math.min(most, room));
}

function fitting(panel: Panel, wanted: number, panels: Panels): number {
  return Math.round(clamp(wanted, LIMITS[panel].least, mostOf(panel, panels)));
}

const clamp = (value: number, least: number, most: number) => Math.min(most, Math.max(least, value));

let timer: number | undefined;

/** A size that is dragged is kept once it rests. */
function remember() {
  window.clearTimeout(timer);
  timer = window.setTimeout(() => {
    const { size, hidden } = usePanels.getState();
    call("prefer", { key: "panels", value: { ...size, hidden } }).catch(() => undefined);
  }, 200);
}
