// What every field of one sheet shares: the values, what is wrong with them, and how one is set.
import { createContext, useContext } from "react";
import type { Problem } from "../bindings/Problem";
import type { JsonValue } from "../bindings/serde_json/JsonValue";

export type Fields = { [key: string]: JsonValue | undefined };

export interface Sheet {
  values: Fields;
  findings: Problem[];
  /** Where the values stand in the step's record, or in the file. */
  root: string;
  /** The step they belong to; none means the journey. */
  node: string | null;
  /** Sets a field, or removes it where no value is given. Says whether that was kept. */
  set: (pointer: string, value: JsonValue | undefined) => Promise<boolean>;
}

export const SheetContext = createContext<Sheet | null>(null);

export function useSheet(): Sheet {
  const sheet = useContext(SheetContext);
  if (!sheet) throw new Error("a field stands in a sheet");
  return sheet;
}

/** One part of a JSON pointer, as RFC 6901 writes it. */
export function part(key: string): string {
  return key.replaceAll("~", "~0").replaceAll("/", "~1");
}

export function asFields(value: JsonValue | undefined): Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? value : {};
}
