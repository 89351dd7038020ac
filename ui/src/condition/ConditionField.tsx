// A condition, as rows or as text: both write the same text. One that rows cannot show stays the text it is.
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Problem } from "../bindings/Problem";
import { type ConditionsAs, useView } from "../state/view";
import { ConditionEditor } from "./ConditionEditor";
import { Count } from "./Count";
import { GroupOfRows } from "./GroupOfRows";
import type { Place } from "./place";
import { useRows } from "./useRows";

interface Props {
  label: string;
  /** What it means that there is no condition. */
  empty: string;
  place: Place;
  value: string;
  problems: Problem[];
  onChange: (text: string) => Promise<boolean>;
}

export function ConditionField({ label, empty, place, value, problems, onChange }: Props) {
  const { t } = useTranslation();
  const preferred = useView((view) => view.conditions);
  const prefer = useView((view) => view.showConditions);
  const [shown, setShown] = useState<ConditionsAs>(preferred);
  const [typed, setTyped] = useState<string | null>(null);
  const rows = useRows(place, value, onChange);
  const isScript = rows.root === null;
  // What was shown as text stays text while it is typed, even where rows could show it by now.
  useEffect(() => {
    if (isScript) setShown("text");
  }, [isScript]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: what was typed counts until the text is another one
  useEffect(() => setTyped(null), [value]);
  const show = (as: ConditionsAs) => {
    setShown(as);
    prefer(as);
  };
  const asText = shown === "text" || isScript;
  return (
    <div data-builder={label} className="flex min-w-0 flex-col gap-2">
      <fieldset
        aria-label={t("condition.how", { label })}
        className="grid grid-cols-2 gap-0.5 self-start rounded-control bg-sunken p-0.5"
      >
        {(["rows", "text"] as const).map((as) => (
          <button
            key={as}
            type="button"
            aria-pressed={asText === (as === "text")}
            disabled={as === "rows" && isScript}
            className="min-h-6 rounded-[4px] px-3 text-xs text-soft enabled:hover:text-ink disabled:opacity-50 aria-pressed:bg-panel aria-pressed:font-medium aria-pressed:text-ink"
            onClick={() => show(as)}
          >
            {t(`condition.${as}`)}
          </button>
        ))}
      </fieldset>
      {asText ? (
        <ConditionEditor
          label={label}
          value={value}
          lines={false}
          invalid={problems.some((problem) => problem.severity === "error")}
          problems={problems}
          onChange={onChange}
          onTyped={setTyped}
        />
      ) : (
        rows.root && <GroupOfRows label={label} empty={empty} rows={rows} group={rows.root} at={[]} />
      )}
      {isScript && <p className="text-xs text-soft">{t("condition.script")}</p>}
      <Count place={place} text={asText ? (typed ?? value) : rows.text} />
    </div>
  );
}
