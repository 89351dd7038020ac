// Several steps at once: line them up, give them equal gaps, duplicate them, delete them.
import {
  AlignCenterHorizontal,
  AlignCenterVertical,
  AlignEndHorizontal,
  AlignEndVertical,
  AlignHorizontalSpaceBetween,
  AlignStartHorizontal,
  AlignStartVertical,
  AlignVerticalSpaceBetween,
  Copy,
  Trash2,
} from "lucide-react";
import { useTranslation } from "react-i18next";
import { type Alignment, aligned } from "../canvas/align";
import { useFlow } from "../canvas/flow";
import { moveSteps } from "../canvas/moving";
import { duplicateSelection, removeSelection } from "../designer/gestures";
import { boxesOf } from "../palette/useAdd";

const ROWS = [
  [
    ["left", AlignStartVertical],
    ["center", AlignCenterVertical],
    ["right", AlignEndVertical],
    ["across", AlignHorizontalSpaceBetween],
  ],
  [
    ["top", AlignStartHorizontal],
    ["middle", AlignCenterHorizontal],
    ["bottom", AlignEndHorizontal],
    ["down", AlignVerticalSpaceBetween],
  ],
] as const;

export function Several({ steps }: { steps: string[] }) {
  const { t } = useTranslation();
  const flow = useFlow();
  const align = (how: Alignment) => {
    const boxes = new Map([...boxesOf(flow)].filter(([id]) => steps.includes(id)));
    const positions = aligned(boxes, how);
    if (Object.keys(positions).length > 0) void moveSteps(positions);
  };
  return (
    <div className="flex flex-col gap-4 p-4">
      <h2 className="text-base font-semibold">{t("inspector.several", { count: steps.length })}</h2>
      <section className="flex flex-col gap-1">
        <h3 className="text-xs font-medium text-soft">{t("align.title")}</h3>
        {ROWS.map((row) => (
          <div key={row[0][0]} className="flex gap-1">
            {row.map(([how, Icon]) => (
              <button
                key={how}
                type="button"
                className="quiet border border-line"
                aria-label={t(`align.${how}`)}
                title={t(`align.${how}`)}
                disabled={steps.length < 3 && (how === "across" || how === "down")}
                onClick={() => align(how)}
              >
                <Icon size={16} />
              </button>
            ))}
          </div>
        ))}
      </section>
      <div className="flex gap-2 border-t border-line pt-3">
        <button type="button" className="quiet" onClick={duplicateSelection}>
          <Copy size={15} />
          {t("inspector.duplicate")}
        </button>
        <button type="button" className="quiet text-error" onClick={() => removeSelection(flow, "cut")}>
          <Trash2 size={15} />
          {t("inspector.remove")}
        </button>
      </div>
    </div>
  );
}
