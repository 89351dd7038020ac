// What is said of a step, on the canvas and in the outline alike: kind, name, place, ways out, what is wrong; no
// coordinates.
import { useTranslation } from "react-i18next";
import type { Card } from "../bindings/Card";
import type { Problem } from "../bindings/Problem";
import { useText } from "../i18n/text";
import type { Untried } from "../rehearsal/gaps";

interface Told {
  card: Card;
  problems: Problem[];
  /** Its place as one reads the journey, from 1, and how many steps there are. */
  place: number;
  total: number;
  /** Whether nobody came in the last rehearsal, or nobody ever can. */
  untried?: Untried["kind"] | undefined;
}

export function useStepName(): (told: Told, title: string) => string {
  const { t } = useTranslation();
  const { words } = useText();
  return ({ card, problems, place, total, untried }, title) => {
    const kind = words(card.title);
    const count = (severity: string) => problems.filter((problem) => problem.severity === severity).length;
    const parts = [
      kind === title ? kind : t("canvas.named", { kind, name: title }),
      t("canvas.place", { place, total }),
      t("canvas.ways", { count: card.ways.length }),
      ...(untried ? [t(`gap.${untried}`)] : []),
      ...(["error", "warning"] as const).flatMap((severity) =>
        count(severity) > 0 ? [t(`status.${severity}s`, { count: count(severity) })] : [],
      ),
    ];
    return parts.join(t("canvas.comma"));
  };
}
