// Named values of a story's line: which there can be, and a change of one.
import type { Drawing } from "../bindings/Drawing";
import type { Label } from "../bindings/Label";
import type { NamedValue } from "../bindings/NamedValue";
import type { JsonValue } from "../bindings/serde_json/JsonValue";
import type { Type } from "../bindings/Type";
import { asFields } from "../inspector/context";

/** A value that a line can have. */
export interface Known {
  name: string;
  label: string;
  type: Type;
  /** Its values, where the list is closed. */
  values: string[];
}

/** Returns the values with one of them changed in its place, or added at the end; an empty one is left out. */
export function withValue(values: NamedValue[], name: string, value: string): NamedValue[] {
  if (value === "") return values.filter((it) => it.name !== name);
  if (!values.some((it) => it.name === name)) return [...values, { name, value }];
  return values.map((it) => (it.name === name ? { name, value } : it));
}

/** Returns which of the lines that together say something a change of one value belongs to: the last that has it. */
export function lineOf<Line extends { values: NamedValue[] }>(lines: Line[], name: string): Line | undefined {
  return lines.findLast(({ values }) => values.some((it) => it.name === name)) ?? lines.at(-1);
}

/** Returns what is known, and after it what a line says although nobody declared it. */
export function withStrangers(known: Known[], held: NamedValue[]): Known[] {
  const names = new Set(known.map(({ name }) => name));
  const strangers = [...new Set(held.map(({ name }) => name))].filter((name) => !names.has(name));
  return [...known, ...strangers.map((name) => ({ name, label: name, type: "text" as Type, values: [] }))];
}

/** Returns the properties of an event. */
export function propertiesOf(
  drawing: Drawing | undefined,
  event: string,
  textOf: (label: Label | undefined) => string,
): Known[] {
  const declared = asFields(asFields(asFields(drawing?.settings.events)[event]).properties);
  return Object.entries(declared).map(([name, property]) => {
    const fields = asFields(property);
    const values: JsonValue[] = Array.isArray(fields.values) ? fields.values : [];
    const label = textOf(fields.label as Label | undefined) || name;
    return { name, label, type: (fields.type ?? "text") as Type, values: values.map(String) };
  });
}
