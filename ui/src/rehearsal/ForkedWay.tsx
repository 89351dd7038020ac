// The other future: what is changed, what is held as it was, and the way as it goes then.
import { FlaskConical, X } from "lucide-react";
import { useTranslation } from "react-i18next";
import { useText } from "../i18n/text";
import { makeScenario } from "../scenarios/tests";
import { useAttributes } from "../scenarios/useAttributes";
import { type Fork, useReplay } from "./replay";
import { StoryLines } from "./StoryLines";
import { useForkWords } from "./useForkWords";

export function ForkedWay({ fork }: { fork: Fork }) {
  const { t } = useTranslation();
  const { words } = useText();
  const { change } = useForkWords();
  const attributes = useAttributes();
  const run = useReplay((replay) => replay.run);
  const { story, unchanged, same, constant } = fork.forked;
  const labelOf = (name: string) => attributes.find((it) => it.name === name)?.label ?? name;
  return (
    <section
      data-forked
      aria-label={t("fork.other")}
      className="flex min-h-0 min-w-0 flex-1 flex-col overflow-auto border-l border-line"
    >
      <div className="flex flex-col gap-1 border-b border-line px-4 py-1.5">
        <div className="flex items-start gap-2">
          <h4 className="min-w-0 flex-1 font-semibold">
            {t("fork.with", { change: change(fork.at.part, labelOf) })}
          </h4>
          {run && !unchanged && (
            <button
              type="button"
              className="quiet border border-control"
              onClick={() => void makeScenario(run, story.customer, fork.at)}
            >
              <FlaskConical size={14} />
              {t("fork.scenario")}
            </button>
          )}
          <button
            type="button"
            className="quiet"
            aria-label={t("fork.close")}
            title={t("fork.close")}
            onClick={() => useReplay.getState().part(null)}
          >
            <X size={15} />
          </button>
        </div>
        <output className="text-xs font-medium">
          {unchanged ? t("fork.unchanged") : t("fork.same", { count: same })}
        </output>
        <p className="text-xs text-soft">{words(constant)}</p>
      </div>
      <StoryLines story={story} side="other" same={unchanged ? null : same} />
    </section>
  );
}
