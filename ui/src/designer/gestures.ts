// What keys and buttons do alike: copy, paste, duplicate, delete, select, let go.
import type { Wires } from "../bindings/Wires";
import { call } from "../bridge";
import type { Flow } from "../canvas/flow";
import { wireOf } from "../canvas/graph";
import { useHand } from "../canvas/hand";
import { useJourney } from "../state/journey";
import { useView } from "../state/view";

const OFFSET = { x: 40, y: 40 };
/** What was copied here last; where the system's clipboard may not be read, it is all there is. */
let copied = "";

async function textOfSelection(): Promise<string | null> {
  const { opened, refuse } = useJourney.getState();
  const nodes = useView.getState().selected;
  if (!opened || nodes.length === 0) return null;
  try {
    return (await call("copy", { document: opened.document, nodes })).text;
  } catch (error) {
    refuse(error);
    return null;
  }
}

export async function copySelection() {
  const text = await textOfSelection();
  if (text === null) return;
  copied = text;
  await navigator.clipboard?.writeText(text).catch(() => undefined);
}

export async function pasteCopied() {
  const clipboard = await navigator.clipboard?.readText().catch(() => copied);
  await paste(clipboard || copied);
}

export async function duplicateSelection() {
  const text = await textOfSelection();
  if (text !== null) await paste(text);
}

async function paste(text: string) {
  const { paste, opened } = useJourney.getState();
  if (!opened || text === "") return;
  const before = new Set(Object.keys(opened.drawing.nodes));
  const touched = await paste(text, OFFSET);
  const added = touched.filter((id) => !before.has(id));
  if (added.length > 0) useView.getState().select(added);
}

export async function removeSteps(nodes: string[], wires: Wires) {
  const removed = await useJourney.getState().edit({ edit: "remove_nodes", nodes, wires });
  if (removed) useView.getState().select([]);
}

/** Steps that are selected go; where none is, the wire that is selected. */
export function removeSelection(flow: Flow, wires: Wires) {
  const steps = useView.getState().selected;
  if (steps.length > 0) return void removeSteps(steps, wires);
  const wire = flow.getEdges().find((edge) => edge.selected)?.id;
  if (wire) void useJourney.getState().edit({ edit: "disconnect", ...wireOf(wire) });
}

export function selectAll() {
  useView.getState().select(Object.keys(useJourney.getState().opened?.drawing.nodes ?? {}));
}

/** What is in the hand goes first, then the selection. */
export function letGo() {
  const { wire, pick, release, close } = useHand.getState();
  if (pick) close();
  else if (wire) release();
  else useView.getState().select([]);
}
