// Texts that a report brings in both languages, and what steps and ways out are called in it.
import type { Report } from "../bindings/report/Report";
import { useText } from "../i18n/text";
import { useNames } from "../state/names";

export function useReportNames(report: Report) {
  const { language } = useText();
  const names = useNames();
  return {
    said: (texts: { [key in string]?: string }) => texts[language] ?? texts.en ?? "",
    /** The report knows its own steps, those of sub-journeys, too, even where the drawing has changed. */
    step: (id: string) => {
      const name = report.nodes[id]?.name;
      return name?.[language] || name?.en || names.step(id);
    },
    way: names.way,
  };
}
