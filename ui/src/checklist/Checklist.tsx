// The first things to do, below the palette: never in the way, gone for good with one click, back from the menu.
import { Check, Circle, X } from "lucide-react";
import { useTranslation } from "react-i18next";
import { useFlow } from "../canvas/flow";
import { useRehearsal } from "../rehearsal/rehearsal";
import { useJourney } from "../state/journey";
import { useView } from "../state/view";
import { ITEMS } from "./items";

export function Checklist() {
  const { t } = useTranslation();
  const flow = useFlow();
  const shown = useView((view) => view.checklist);
  const opened = useJourney((journey) => journey.opened);
  // The last of them is about the rehearsal, so its end is news here.
  useRehearsal((rehearsal) => rehearsal.numbers !== null);
  if (!shown || !opened) return null;
  const done = ITEMS.filter((item) => item.done(opened)).length;
  return (
    <section aria-label={t("checklist.title")} data-checklist className="border-t border-line p-2">
      <header className="flex items-center gap-2 pl-2">
        <h2 className="flex-1 text-xs font-medium text-soft">{t("checklist.title")}</h2>
        <span className="text-xs text-soft">{t("checklist.done", { done, all: ITEMS.length })}</span>
        <button
          type="button"
          className="quiet px-1.5"
          aria-label={t("checklist.close")}
          title={t("checklist.close")}
          onClick={() => useView.getState().showChecklist(false)}
        >
          <X size={14} />
        </button>
      </header>
      <ol>
        {ITEMS.map((item) => {
          const [Icon, state] = item.done(opened)
            ? ([Check, "ticked"] as const)
            : ([Circle, "todo"] as const);
          return (
            <li key={item.id} data-item={item.id} data-state={state}>
              <button
                type="button"
                className={`flex min-h-7 w-full items-start gap-2 rounded-control px-2 py-1 text-left hover:bg-sunken ${state === "ticked" ? "text-soft" : ""}`}
                onClick={() => item.lead(flow)}
              >
                <Icon
                  size={14}
                  role="img"
                  aria-label={t(`checklist.${state}`)}
                  className={`mt-1 shrink-0 ${state === "ticked" ? "text-success" : "text-soft"}`}
                />
                <span className="min-w-0">{t(`checklist.${item.id}`)}</span>
              </button>
            </li>
          );
        })}
      </ol>
    </section>
  );
}
