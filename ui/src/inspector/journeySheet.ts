// The sheet of the whole journey's settings.
import type { Opened } from "../bindings/Opened";
import { useJourney } from "../state/journey";
import type { Sheet } from "./context";

export function useJourneySheet(opened: Opened): Sheet {
  const edit = useJourney((journey) => journey.edit);
  return {
    values: opened.drawing.settings,
    findings: opened.findings.filter((found) => found.node === null),
    root: "/settings",
    node: null,
    set: (pointer, value) => edit({ edit: "set_setting", pointer, value: value ?? null }),
  };
}
