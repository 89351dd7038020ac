// What the drawing is colored by, and what the colors mean.
import { Panel } from "@xyflow/react";
import { useTranslation } from "react-i18next";
import { Select } from "../controls/Select";
import { useFigures } from "../rehearsal/figures";
import { heatRamp, MEASURES, type Measure } from "../rehearsal/heat";
import { useRehearsal } from "../rehearsal/rehearsal";
import { written } from "../rehearsal/StepFigures";
import { rangeNow } from "../rehearsal/seen";
import { useOverlay } from "../report/overlay";
import { useView } from "../state/view";

export function HeatLegend() {
  const { t } = useTranslation();
  const figures = useFigures();
  const rehearsed = useRehearsal((rehearsal) => rehearsal.numbers !== null);
  const measure = useView((view) => view.measure);
  // Where two versions are shown, their signs mean something else.
  const held = useOverlay() !== null;
  if (!rehearsed || held) return null;
  const options = [
    { value: "none", label: t("rehearse.measure.none") },
    ...MEASURES.map((value) => ({ value, label: t(`rehearse.measure.${value}`) })),
  ];
  const choose = (value: string) =>
    useView.setState({ measure: MEASURES.find((known) => known === value) ?? (null as Measure | null) });
  const [low, high] = measure ? rangeNow(measure) : [0, 0];
  const colors = heatRamp().join(", ");
  return (
    <Panel position="top-left">
      <div className="nopan nowheel flex items-center gap-3 rounded-panel border border-line bg-panel px-3 py-1.5 text-xs">
        <span className="text-soft">{t("rehearse.colored")}</span>
        <span className="w-32">
          <Select
            label={t("rehearse.colored")}
            value={measure ?? "none"}
            options={options}
            onChange={choose}
          />
        </span>
        {measure && (
          <span className="flex items-center gap-2" data-legend={measure}>
            {written(figures, measure, low)}
            <span
              aria-hidden
              className="h-3 w-28 rounded-sm"
              style={{ background: `linear-gradient(to right, ${colors})` }}
            />
            {written(figures, measure, high)}
          </span>
        )}
      </div>
    </Panel>
  );
}
