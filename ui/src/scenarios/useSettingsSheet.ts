// The journey's settings as a sheet: what fields need to show and set them.
import type { Sheet } from "../inspector/context";
import { useJourney } from "../state/journey";

export function useSettingsSheet(): Sheet {
  const opened = useJourney((journey) => journey.opened);
  const edit = useJourney((journey) => journey.edit);
  return {
    values: opened?.drawing.settings ?? {},
    findings: opened?.findings.filter((found) => found.node === null) ?? [],
    root: "/settings",
    node: null,
    set: (pointer, value) => edit({ edit: "set_setting", pointer, value: value ?? null }),
  };
}
