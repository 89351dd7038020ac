// What one does with notes and groups. Each gesture is one edit.
import { create } from "zustand";
import type { Edit } from "../bindings/Edit";
import type { JsonValue } from "../bindings/serde_json/JsonValue";
import { boxesOf } from "../palette/useAdd";
import { useJourney } from "../state/journey";
import { useView } from "../state/view";
import type { Flow } from "./flow";
import { frameEdits, frameOf, type Group, groupsOf, kindOf, stepsIn } from "./frames";
import { snapped } from "./graph";
import { mint } from "./mint";

/** The note whose text is being typed on the canvas. */
export const useEditing = create<{ note: string | null }>()(() => ({ note: null }));

const NOTE = { width: 200, height: 120 };

/** Puts a note into the middle of what is seen; its text is typed at once. */
export async function addNote(flow: Flow) {
  const canvas = document.querySelector(".react-flow")?.getBoundingClientRect();
  if (!canvas) return;
  const middle = { x: canvas.left + canvas.width / 2, y: canvas.top + canvas.height / 2 };
  const { x, y } = flow.screenToFlowPosition(middle);
  const id = mint("note");
  const place = snapped({ x: x - NOTE.width / 2, y: y - NOTE.height / 2 });
  const value = { ...place, ...NOTE, text: "", tint: "amber" };
  if (!(await useJourney.getState().edit({ edit: "set_layout", pointer: `/notes/${id}`, value }))) return;
  useView.getState().select([], [id]);
  useEditing.setState({ note: id });
}

/** Draws a frame around the selected steps. */
export async function groupSelection(flow: Flow) {
  const { selected } = useView.getState();
  const boxes = [...boxesOf(flow)].filter(([id]) => selected.includes(id)).map(([, box]) => box);
  if (boxes.length === 0) return;
  const id = mint("grp");
  const value = { ...frameOf(boxes), name: "" };
  if (await useJourney.getState().edit({ edit: "set_layout", pointer: `/groups/${id}`, value }))
    useView.getState().select([], [id]);
}

export function changeFrame(id: string, fields: Record<string, JsonValue | undefined>) {
  const edits = frameEdits(id, fields);
  const [first] = edits;
  if (first) void useJourney.getState().edit(edits.length > 1 ? { edit: "together", edits } : first);
}

/** Collapses a group to one card, or expands it again. */
export function foldGroup(flow: Flow, id: string) {
  const group = groupNamed(id);
  if (!group) return;
  changeFrame(id, { collapsed: group.collapsed ? undefined : stepsIn(group, boxesOf(flow)) });
}

/** Collapses or expands the group that is selected. */
export function foldSelected(flow: Flow) {
  const [id] = useView.getState().framed;
  if (id) foldGroup(flow, id);
}

export function groupNamed(id: string | undefined): Group | undefined {
  const layout = useJourney.getState().opened?.drawing.layout;
  return layout && groupsOf(layout).find((group) => group.id === id);
}

/** Returns the edits that take notes and groups away; the steps of a group stay. */
export function removalOf(framed: string[]): Edit[] {
  return framed.map((id) => ({ edit: "set_layout", pointer: `/${kindOf(id)}/${id}` }));
}
