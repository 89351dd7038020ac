// What is said of an item of the outline. A step is said as on the canvas.
import { useTranslation } from "react-i18next";
import { useStepName } from "../canvas/useStepName";
import { useNames } from "../state/names";
import type { Item } from "./tree";
import type { Told } from "./useTold";

export function useSaid(item: Item, step: Told | undefined): string {
  const { t } = useTranslation();
  const names = useNames();
  const stepName = useStepName();
  const own = () => {
    switch (item.what) {
      case "step":
        return step ? stepName(step, step.title) : item.step;
      case "again":
        return t("outline.again", { step: step?.title ?? item.step });
      case "ends":
        return t("inspector.endHere");
      case "open":
        return t("outline.open");
      case "loose":
        return t("outline.loose");
    }
  };
  const { by } = item;
  return item.named && by ? t("outline.way", { way: names.way(by.from, by.port), step: own() }) : own();
}
