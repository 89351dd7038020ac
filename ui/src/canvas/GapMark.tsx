// On a step that nobody came to: that it is so, and who would come, or why nobody can.
import { Ban, CircleDashed } from "lucide-react";
import { useTranslation } from "react-i18next";
import { useUntried } from "../rehearsal/gaps";
import { useRehearsal } from "../rehearsal/rehearsal";
import { useReport } from "../report/report";
import { useTell } from "../report/useTell";

export function GapMark({ id }: { id: string }) {
  const { t } = useTranslation();
  const untried = useUntried(id);
  const tell = useTell(useRehearsal((rehearsal) => rehearsal.wholeOf));
  if (!untried) return null;
  const { kind, customer } = untried;
  const Icon = kind === "impossible" ? Ban : CircleDashed;
  const told = t(customer ? "gap.seeWho" : "gap.seeWhy");
  return (
    <button
      type="button"
      tabIndex={-1}
      data-gap={kind}
      title={told}
      aria-label={`${t(`gap.${kind}`)}: ${told}`}
      className="nodrag nopan absolute -top-2.5 left-3 flex h-5 items-center gap-1 rounded-full border border-control bg-panel px-1.5 text-xs text-soft hover:border-accent hover:text-accent"
      onClick={(event) => {
        event.stopPropagation();
        if (customer) tell(customer);
        else useReport.getState().open("coverage");
      }}
    >
      <Icon size={11} />
      {t(`gap.${kind}`)}
    </button>
  );
}
