// Finding what a person typed anywhere in a journey: names, notes, conditions, texts of messages, ids, settings.
import type { Drawing } from "../bindings/Drawing";
import type { Field } from "../bindings/Field";
import type { Palette } from "../bindings/Palette";
import type { JsonValue } from "../bindings/serde_json/JsonValue";
import type { Words } from "../bindings/Words";
import { has } from "./spelling";

/** One text of the journey. */
export interface Entry {
  /** Names it among all. */
  key: string;
  /** The step it stands in; none means the journey. */
  node: string | null;
  /** The field it stands in: one of the designer's own words, or words of the core. */
  place: "name" | "note" | "id" | Words;
  text: string;
}

/** Returns every text of a journey, step by step, the journey's own last. */
export function textsOf(drawing: Drawing, palette: Palette | undefined): Entry[] {
  const entries: Entry[] = [];
  const say = (node: string | null, pointer: string, place: Entry["place"], text: string) =>
    text !== "" && entries.push({ key: `${node ?? ""}${pointer}`, node, place, text });
  for (const [id, step] of Object.entries(drawing.nodes)) {
    if (!step) continue;
    const form = palette?.kinds.find((kind) => kind.id === step.kind)?.form ?? [];
    for (const [at, text] of leaves(step.name ?? "", "/name")) say(id, at, "name", text);
    for (const [at, text] of leaves(step.note ?? "", "/note")) say(id, at, "note", text);
    for (const [key, value] of Object.entries(step.config ?? {})) {
      for (const [at, text] of leaves(value, `/config/${key}`)) say(id, at, labelOf(form, key), text);
    }
    say(id, "/id", "id", id);
  }
  for (const [at, text] of leaves(drawing.note, "/note")) say(null, at, "note", text);
  for (const [section, value] of Object.entries(drawing.settings)) {
    const label = labelOf(palette?.settings ?? [], section);
    const names =
      typeof value === "object" && value !== null && !Array.isArray(value) ? Object.keys(value) : [];
    for (const name of names) say(null, `/settings/${section}/${name}/`, label, name);
    for (const [at, text] of leaves(value, `/settings/${section}`)) say(null, at, label, text);
  }
  return entries;
}

/** Returns the texts in which something is found; names come before what stands deeper. */
export function found(entries: Entry[], query: string): Entry[] {
  const wanted = query.trim();
  if (wanted === "") return [];
  const hits = entries.filter((entry) => has(entry.text, wanted));
  return [...hits.filter((hit) => hit.place === "name"), ...hits.filter((hit) => hit.place !== "name")];
}

const labelOf = (form: Field[], key: string): Words =>
  form.find((field) => field.key === key)?.label ?? { en: key, ja: key };

function leaves(value: JsonValue | undefined, at: string): [string, string][] {
  if (typeof value === "string") return [[at, value]];
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => leaves(inner, `${at}/${key}`));
}
