// What stands in a journey and can be named elsewhere in it, each with what people call it.
import type { Drawing } from "../bindings/Drawing";
import type { Label } from "../bindings/Label";
import type { Named } from "../bindings/Named";
import type { JsonValue } from "../bindings/serde_json/JsonValue";
import type { Option } from "../controls/Select";
import { asFields } from "./context";

const BUILT_IN = ["message.opened", "message.clicked", "survey.answered"];

/** Returns what there is of a sort; `textOf` gives a label in the language of the screen. */
export function namesOf(of: Named, drawing: Drawing, textOf: (label: Label | undefined) => string): Option[] {
  const section = (name: string, prefix = ""): Option[] =>
    Object.entries(asFields(drawing.settings[name])).map(([key, item]) => {
      const title = textOf(asFields(item).label as Label | undefined);
      return { value: prefix + key, label: title ? `${title}（${prefix}${key}）` : prefix + key };
    });
  switch (of) {
    case "event":
      return [...section("events"), ...BUILT_IN.map((name) => ({ value: name, label: name }))];
    case "calendar":
      return section("calendars");
    case "offer":
      return section("offers");
    case "connector":
      return section("connectors");
    case "attribute":
      return section("attributes");
    case "context":
      return section("context");
    case "variable":
      return [...section("attributes", "customer."), ...section("context", "context.")];
    case "purpose":
      return section("consent");
    case "step":
      return Object.entries(drawing.nodes).map(([id, node]) => ({
        value: id,
        label: textOf(node?.name) || id,
      }));
    case "goal":
      return goalsOf(drawing).map((name) => ({ value: name, label: name }));
  }
}

/** Returns the goals that steps and exit rules reach, each once. */
function goalsOf(drawing: Drawing): string[] {
  const steps = Object.values(drawing.nodes).filter((node) => node?.kind === "measure.goal");
  const rules = drawing.settings.exit_rules;
  const all: (JsonValue | undefined)[] = [
    ...steps.map((node) => asFields(node?.config).name),
    ...(Array.isArray(rules) ? rules : []).map((rule) => asFields(rule).goal),
  ];
  return [...new Set(all.filter((name): name is string => typeof name === "string" && name !== ""))];
}
