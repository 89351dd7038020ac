// The lanes behind the steps. Their names stay at the left edge while the drawing is moved; where steps stand outside
// of their lane, it is said, with the way to put them there.
import { useStore } from "@xyflow/react";
import { useTranslation } from "react-i18next";
import { tidy } from "../designer/tidy";
import { useText } from "../i18n/text";
import { useJourney } from "../state/journey";
import { usePalette } from "../state/palette";
import { useFlow } from "./flow";
import { useHeights } from "./heights";
import { astray, type Lane, lanesOf } from "./lanes";

const NAME = 28;

export function Lanes() {
  const drawing = useJourney((journey) => journey.opened?.drawing);
  if (!drawing) return null;
  return (
    <>
      {lanesOf(drawing.layout).map((lane, index) => (
        <Band key={lane.stage} lane={lane} odd={index % 2 === 1} />
      ))}
      <Astray />
    </>
  );
}

function Band({ lane, odd }: { lane: Lane; odd: boolean }) {
  const offset = useStore((flow) => flow.transform[1]);
  const zoom = useStore((flow) => flow.transform[2]);
  const name = useStageName(lane.stage);
  const [top, height] = [lane.top * zoom + offset, lane.height * zoom];
  // As long as anything of the lane is in sight, so is its name.
  const down = Math.min(Math.max(0, -top), Math.max(0, height - NAME));
  return (
    <div
      data-lane={lane.stage}
      className={`pointer-events-none absolute inset-x-0 border-b border-line ${odd ? "bg-sunken" : ""}`}
      style={{ top, height }}
    >
      <span
        className="absolute left-2 rounded-control border border-line bg-panel px-2 py-0.5 text-xs font-medium text-soft"
        style={{ top: down + 4 }}
      >
        {name}
      </span>
    </div>
  );
}

function Astray() {
  const { t } = useTranslation();
  const flow = useFlow();
  const drawing = useJourney((journey) => journey.opened?.drawing);
  const { places, heightOf } = useHeights();
  const count = drawing ? astray(drawing, places, heightOf) : 0;
  if (count === 0) return null;
  return (
    <div className="pointer-events-none absolute inset-x-0 top-3 z-10 flex justify-center">
      <p className="pointer-events-auto flex items-center gap-3 rounded-panel border border-line bg-raised px-3 py-1 text-xs">
        {t("lanes.astray", { count })}
        <button
          type="button"
          className="quiet shrink-0 border border-control text-xs"
          onClick={() => void tidy(flow)}
        >
          {t("lanes.tidy")}
        </button>
      </p>
    </div>
  );
}

function useStageName(stage: string): string {
  const { words } = useText();
  const shape = usePalette()?.step.find((field) => field.key === "stage")?.shape;
  const options = shape?.shape === "choice" ? shape.options : [];
  const known = options.find((option) => option.value === stage);
  return known ? words(known.words) : stage;
}
