// The drawing's numbers as a table: the same figures for who reads rather than looks, and the choice of what the drawing
// is colored by.
import { useTranslation } from "react-i18next";
import type { NodeReport } from "../bindings/report/NodeReport";
import { useFlow } from "../canvas/flow";
import { readingOrder } from "../canvas/walk";
import { lookAt } from "../designer/look";
import { useJourney } from "../state/journey";
import { useNames } from "../state/names";
import { useView } from "../state/view";
import { useFigures } from "./figures";
import { MEASURES, type Measure, measured } from "./heat";
import { useRehearsal } from "./rehearsal";
import { written } from "./StepFigures";

export function StepTable() {
  const { t } = useTranslation();
  const numbers = useRehearsal((rehearsal) => rehearsal.numbers);
  const opened = useJourney((journey) => journey.opened);
  if (!numbers || !opened) return <p className="px-4 py-2 text-soft">{t("rehearse.none")}</p>;
  const { runs } = numbers.options;
  const own = readingOrder(opened.drawing, opened.cards).filter((id) => numbers.nodes[id]);
  // Steps of sub-journeys stand behind those of the drawing.
  const others = Object.keys(numbers.nodes).filter((id) => !opened.drawing.nodes[id]);
  return (
    <div className="min-h-0 flex-1 overflow-auto">
      <table className="w-full border-collapse text-sm">
        <thead className="sticky top-0 z-10 bg-panel text-xs text-soft">
          <tr>
            <th scope="col" className="px-4 py-1 text-left font-medium">
              {runs > 1 ? t("rehearse.stepsOnAverage", { runs }) : t("rehearse.step")}
            </th>
            {MEASURES.map((measure) => (
              <Head key={measure} measure={measure} />
            ))}
          </tr>
        </thead>
        <tbody>
          {[...own, ...others].map((id) => {
            const node = numbers.nodes[id];
            return node ? <Row key={id} id={id} node={node} runs={runs} /> : null;
          })}
        </tbody>
      </table>
    </div>
  );
}

/** A click colors the drawing by this measure; another click takes the colors away. */
function Head({ measure }: { measure: Measure }) {
  const { t } = useTranslation();
  const shown = useView((view) => view.measure === measure);
  return (
    <th scope="col" className="px-2 py-1 text-right font-medium">
      <button
        type="button"
        aria-pressed={shown}
        title={t(`rehearse.measureHelp.${measure}`)}
        className={`rounded-control px-2 py-0.5 hover:bg-sunken ${shown ? "bg-accent-tint text-ink" : ""}`}
        onClick={() => useView.setState({ measure: shown ? null : measure })}
      >
        {t(`rehearse.measure.${measure}`)}
      </button>
    </th>
  );
}

function Row({ id, node, runs }: { id: string; node: NodeReport; runs: number }) {
  const figures = useFigures();
  const names = useNames();
  const flow = useFlow();
  const current = useView((view) => view.selected.includes(id));
  const go = () => {
    if (!useJourney.getState().opened?.drawing.nodes[id]) return;
    useView.getState().select([id]);
    lookAt(flow, id);
  };
  return (
    <tr className={`border-t border-line hover:bg-sunken ${current ? "bg-accent-tint" : ""}`} data-step={id}>
      <th scope="row" className="max-w-80 p-0 text-left font-normal">
        <button type="button" className="block w-full truncate px-4 py-1 text-left" onClick={go}>
          {names.step(id)}
        </button>
      </th>
      {MEASURES.map((measure) => {
        const value = measured(node, measure, runs);
        return (
          <td key={measure} data-measure={measure} className="px-4 py-1 text-right">
            {value === null ? <span className="text-soft">–</span> : written(figures, measure, value)}
          </td>
        );
      })}
    </tr>
  );
}
