// The panels around the canvas: how large each is, whether it is shown. Remembered over a restart.
import { create } from "zustand";
import type { JsonValue } from "../bindings/serde_json/JsonValue";
import { call } from "../bridge";

/** What the panel to the left shows; each has a width of its own. */
export const LEFT = ["palette", "outline", "help"] as const;
export type Left = (typeof LEFT)[number];
export type Panel = Left | "inspector" | "drawer";
/** The panels beside the canvas; the one to the left is called by what it shows first. */
type Side = "palette" | "inspector";
export const sideOf = (panel: Panel): Side => (panel === "inspector" ? "inspector" : "palette");

interface Limits {
  usual: number;
  least: number;
  most: number;
}

export const LIMITS: Record<Panel, Limits> = {
  palette: { usual: 240, least: 176, most: 400 },
  outline: { usual: 304, least: 176, most: 560 },
  help: { usual: 320, least: 216, most: 560 },
  inspector: { usual: 320, least: 264, most: 560 },
  drawer: { usual: 208, least: 120, most: 480 },
};
/** The canvas never gets narrower, or lower, than this. */
const CANVAS = { width: 360, height: 240 };

interface Panels {
  size: Record<Panel, number>;
  hidden: Side[];
  left: Left;
  resize: (panel: Panel, size: number) => void;
  toggle: (side: Side) => void;
  /** Shows the panel to the left, and this in it. */
  showLeft: (left: Left) => void;
  restore: (kept: JsonValue | undefined) => void;
}

const usual = (): Record<Panel, number> => ({
  palette: LIMITS.palette.usual,
  outline: LIMITS.outline.usual,
  help: LIMITS.help.usual,
  inspector: LIMITS.inspector.usual,
  drawer: LIMITS.drawer.usual,
});

export const usePanels = create<Panels>()((set, get) => ({
  size: usual(),
  hidden: [],
  left: "palette",
  resize: (panel, wanted) => {
    set({ size: { ...get().size, [panel]: fitting(panel, wanted, get()) } });
    remember();
  },
  toggle: (side) => {
    const { hidden } = get();
    set({ hidden: hidden.includes(side) ? hidden.filter((known) => known !== side) : [...hidden, side] });
    remember();
  },
  showLeft: (left) => {
    set({ left, hidden: get().hidden.filter((side) => side !== "palette") });
    remember();
  },
  restore: (kept) => {
    if (typeof kept !== "object" || kept === null || Array.isArray(kept)) return;
    const size = usual();
    for (const panel of Object.keys(size) as Panel[]) {
      const given = kept[panel];
      if (typeof given === "number") size[panel] = clamp(given, LIMITS[panel].least, LIMITS[panel].most);
    }
    const hidden = (["palette", "inspector"] as const).filter(
      (side) => Array.isArray(kept.hidden) && kept.hidden.includes(side),
    );
    set({ size, hidden, left: LEFT.find((left) => left === kept.left) ?? "palette" });
  },
}));

/** Returns the most a panel may have now, so that the canvas stays usable. */
export function mostOf(
  panel: Panel,
  { size, hidden, left }: Pick<Panels, "size" | "hidden" | "left">,
): number {
  const { least, most } = LIMITS[panel];
  const other = panel === "inspector" ? left : "inspector";
  const taken = hidden.includes(sideOf(other)) ? 0 : size[other];
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
    const { size, hidden, left } = usePanels.getState();
    call("prefer", { key: "panels", value: { ...size, hidden, left } }).catch(() => undefined);
  }, 200);
}
