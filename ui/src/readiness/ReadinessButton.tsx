// In the bar: whether the journey may be published, and how much stands in the way.
import { ClipboardCheck } from "lucide-react";
import { useTranslation } from "react-i18next";
import { useView } from "../state/view";
import { useReadiness } from "./useReadiness";

export function ReadinessButton() {
  const { t } = useTranslation();
  const open = useView((view) => view.drawer === "readiness");
  const readiness = useReadiness();
  const count = readiness?.items.filter(({ blocks }) => blocks).length ?? 0;
  const state = !readiness ? "" : count > 0 ? t("readiness.blocked", { count }) : t("readiness.may");
  const name = [t("actions.readiness"), state].filter(Boolean).join(": ");
  const tint = !readiness ? "" : count > 0 ? "text-warning" : "text-success";
  return (
    <button
      type="button"
      className={`quiet ${open ? "bg-accent-tint" : ""}`}
      data-readiness
      aria-pressed={open}
      aria-label={name}
      title={name}
      onClick={() => useView.getState().toggle("readiness")}
    >
      <ClipboardCheck size={16} className={tint} />
      {count > 0 && <span className="text-xs font-medium text-warning">{count}</span>}
    </button>
  );
}
