// The steps made so far, the last first, with names and times. A click goes to that point by undo and redo, so nothing
// is lost until something new is done there.
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import type { Dated } from "../bindings/Dated";
import { call } from "../bridge";
import { useText } from "../i18n/text";
import { useJourney } from "../state/journey";

export function HistoryPanel() {
  const { t } = useTranslation();
  const document = useJourney((journey) => journey.opened?.document) ?? "";
  const revision = useJourney((journey) => journey.opened?.revision);
  const { data } = useQuery({
    queryKey: ["history", document, revision],
    queryFn: () => call("history", { document }),
    placeholderData: (before) => before,
    gcTime: 0,
  });
  if (!data) return null;
  const { steps, undone } = data;
  const all = [...steps, ...undone];
  return (
    <ol reversed className="min-h-0 flex-1 overflow-auto" data-revision={revision}>
      {all
        .map((step, index) => (
          <Row
            // biome-ignore lint/suspicious/noArrayIndexKey: a step has no other name than its place
            key={index}
            step={step}
            away={index + 1 - steps.length}
          />
        ))
        .reverse()}
      <Row step={null} away={-steps.length} label={t("history.start")} />
    </ol>
  );
}

interface RowProps {
  step: Dated | null;
  /** How many steps must be made again to come there; fewer than none are taken back. */
  away: number;
  label?: string;
}

function Row({ step, away, label: given }: RowProps) {
  const { label, language } = useText();
  const when =
    step && new Date(step.at).toLocaleString(language, { dateStyle: "short", timeStyle: "medium" });
  return (
    <li aria-current={away === 0 ? "step" : undefined} className="border-t border-line">
      <button
        type="button"
        data-away={away}
        className={`flex w-full items-baseline gap-3 px-4 py-1.5 text-left hover:bg-sunken ${
          away === 0 ? "bg-accent-tint font-medium" : away > 0 ? "text-soft" : ""
        }`}
        onClick={() => void travel(away)}
      >
        <span className="min-w-0 flex-1 truncate">{step ? label(step.label) : given}</span>
        {when && <time className="text-xs text-soft">{when}</time>}
      </button>
    </li>
  );
}

/** Takes steps back, or makes them again, one after the other; stops where one cannot be kept. */
async function travel(away: number) {
  const { undo, redo } = useJourney.getState();
  for (let step = 0; step < Math.abs(away); step++) {
    if (!(await (away < 0 ? undo() : redo()))) return;
  }
}
