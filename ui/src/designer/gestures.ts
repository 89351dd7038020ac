// What keys and buttons do alike: copy, paste, duplicate, delete, select, let go.
import type { Edit } from "../bindings/Edit";
import type { Wires } from "../bindings/Wires";
import { call } from "../bridge";
import { isAiming, stopAiming } from "../canvas/aim";
import type { Flow } from "../canvas/flow";
import { removalOf } from "../canvas/framing";
import { wireOf } from "../canvas/graph";
import { useHand } from "../canvas/hand";
import { lead } from "../canvas/lead";
import { wayInFocus } from "../canvas/regions";
import { withText } from "../i18n/text";
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

/**
 * What is selected goes, in one step: steps, notes, frames of groups; where nothing is, the wire that is selected. Where
 * an item of the outline stands for a way out, that is led nowhere.
 */
export function removeSelection(flow: Flow, wires: Wires) {
  const way = wayInFocus();
  if (way) return void lead(way, "nowhere");
  const { selected, framed } = useView.getState();
  const { edit } = useJourney.getState();
  const steps: Edit[] = selected.length > 0 ? [{ edit: "remove_nodes", nodes: selected, wires }] : [];
  const edits = [...steps, ...removalOf(framed)];
  const [first] = edits;
  if (first) {
    const all: Edit = edits.length > 1 ? { edit: "together", edits } : first;
    return void edit(all);
  }
  const wire = flow.getEdges().find((edge) => edge.selected)?.id;
  if (wire) void edit({ edit: "disconnect", ...wireOf(wire) });
}

/** Writes a step's name or note in the language of the screen. */
export function writeStep(id: string, field: "name" | "note", text: string) {
  const { opened, edit } = useJourney.getState();
  const value = withText(opened?.drawing.nodes[id]?.[field], useView.getState().language, text);
  void edit({ edit: "set_field", node: id, pointer: `/${field}`, value });
}

export function selectAll() {
  useView.getState().select(Object.keys(useJourney.getState().opened?.drawing.nodes ?? {}));
}

/** What is in the hand goes first, then the selection. */
export function letGo() {
  const { wire, pick, choice, release, close } = useHand.getState();
  if (isAiming()) stopAiming();
  else if (pick || choice) close();
  else if (wire) release();
  else useView.getState().select([]);
}
