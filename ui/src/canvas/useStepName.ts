// What is said of a step, on the canvas and in the outline alike: kind, name, place, ways out, what is wrong; no
// coordinates.
import { useTranslation } from "react-i18next";
import type { Card } from "../bindings/Card";
import type { Differs } from "../bindings/Differs";
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
  /** How it differs from the version that the drawing is held against. */
  mark?: Differs | undefined;
}

export function useStepName(): (told: Told, title: string) => string {
  const { t } = useTranslation();
  const { words } = useText();
  return ({ card, problems, place, total, untried, mark }, title) => {
    const kind = words(card.title);
    const count = (severity: string) => problems.filter((problem) => problem.severity === severity).length;
    const parts = [
      kind === title ? kind : t("canvas.named", { kind, name: title }),
      t("canvas.place", { place, total }),
      t("canvas.ways", { count: card.ways.length }),
      ...(mark ? [t(`overlay.step.${mark}`)] : []),
      ...(untried ? [t(`gap.${untried}`)] : []),
      ...(["error", "warning"] as const).flatMap((severity) =>
        count(severity) > 0 ? [t(`status.${severity}s`, { count: count(severity) })] : [],
      ),
    ];
    return parts.join(t("canvas.comma"));
  };
}
