// Connecting by key: a way out is taken, arrows go through the steps it may lead to and, behind them, through those it
// may not, each with its reason; Enter connects.
import { create } from "zustand";
import type { Targets } from "../bindings/Targets";
import { useJourney } from "../state/journey";
import { useView } from "../state/view";
import { placesOf } from "./graph";
import { rulesOf, type WireEnd } from "./hand";
import { lead } from "./lead";
import { nextWay } from "./openPicker";

interface Aim {
  wire: WireEnd | null;
  rules: Targets | null;
  /** What the arrows go through, the nearest first. */
  order: string[];
  at: number;
}

const NOTHING: Aim = { wire: null, rules: null, order: [], at: 0 };

export const useAim = create<Aim>()(() => NOTHING);

export const isAiming = () => useAim.getState().wire !== null;

export function stopAiming() {
  useAim.setState(NOTHING);
}

/** Takes the first free way out of the selected step; while one is taken, the next one. */
export async function startAiming() {
  const { opened } = useJourney.getState();
  const [id] = useView.getState().selected;
  const ways = id ? (opened?.cards[id]?.ways ?? []) : [];
  if (!opened || !id || ways.length === 0) return;
  const { wire } = useAim.getState();
  const taken = wire?.from === id ? ways.findIndex((way) => way.port === wire.port) : -1;
  const after = taken < 0 ? undefined : ways[(taken + 1) % ways.length];
  const next = after ? { from: id, port: after.port } : nextWay();
  if (!next) return;
  useAim.setState({ ...NOTHING, wire: next });
  const rules = await rulesOf(next);
  if (!rules || useAim.getState().wire !== next) return;
  const near = nearest(id);
  const refused = Object.keys(rules.refused).filter((step) => opened.drawing.nodes[step]);
  useAim.setState({ rules, order: [...rules.nodes.toSorted(near), ...refused.toSorted(near)] });
}

export function aimOn(step: 1 | -1) {
  const { order, at } = useAim.getState();
  if (order.length > 0) useAim.setState({ at: (at + step + order.length) % order.length });
}

/** Connects, where that may be; where not, the reason is there to be read already. */
export async function connectAimed() {
  const { wire, rules, order, at } = useAim.getState();
  const to = order[at];
  if (!wire || !to || rules?.refused[to]) return;
  stopAiming();
  await lead(wire, { to });
}

function nearest(from: string): (a: string, b: string) => number {
  const drawing = useJourney.getState().opened?.drawing;
  const places = drawing ? placesOf(drawing) : new Map();
  const origin = places.get(from) ?? { x: 0, y: 0 };
  const distance = (id: string) => {
    const { x, y } = places.get(id) ?? origin;
    return Math.hypot(x - origin.x, y - origin.y);
  };
  return (a, b) => distance(a) - distance(b);
}
