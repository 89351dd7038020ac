// What the core says of guardians' fields: the rules there are, and the words of channels and outcomes.
import type { Field } from "../bindings/Field";
import type { Shape } from "../bindings/Shape";
import type { Variant } from "../bindings/Variant";

const fieldsOf = (shape: Shape | undefined | null): Field[] => (shape?.shape === "group" ? shape.fields : []);

/** Returns the fields of one guardian. */
export function guardianFields(settings: Field[] | undefined): Field[] {
  const list = settings?.find(({ key }) => key === "guardians")?.shape;
  return list?.shape === "list" ? fieldsOf(list.item) : [];
}

/** Returns the rules that a guardian can say. */
export function rulesOf(settings: Field[] | undefined): Variant[] {
  const rule = guardianFields(settings).find(({ key }) => key === "rule")?.shape;
  return rule?.shape === "one_of" ? rule.ways : [];
}

/** Returns the blanks of a rule. */
export const blanksOf = (rule: Variant | undefined): Field[] => fieldsOf(rule?.shape);

/** Returns the channels, or the outcomes, with their words. */
export function choices(settings: Field[] | undefined, of: "channel" | "outcome") {
  const blanks = rulesOf(settings).flatMap(blanksOf);
  const shape =
    of === "channel"
      ? blanks.find(({ key }) => key === "channel")?.shape
      : targetWays(blanks).find(({ tag }) => tag === "outcome")?.shape;
  return shape?.shape === "choice" ? shape.options : [];
}

function targetWays(blanks: Field[]): Variant[] {
  const target = blanks.find(({ key }) => key === "target")?.shape;
  return target?.shape === "one_of" ? target.ways : [];
}
