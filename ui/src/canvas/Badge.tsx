// What was found about a step: shape, color and count; the worst finding decides.
import { CircleAlert, Info, TriangleAlert } from "lucide-react";
import { useTranslation } from "react-i18next";
import type { Problem } from "../bindings/Problem";

const MARKS = {
  error: [CircleAlert, "bg-error-tint text-error border-error rounded-full"],
  warning: [TriangleAlert, "bg-warning-tint text-warning border-warning rounded-control"],
  info: [Info, "bg-info-tint text-info border-info rounded-full"],
} as const;

export function Badge({ problems, className = "" }: { problems: Problem[]; className?: string }) {
  const { t } = useTranslation();
  const worst = problems[0];
  if (!worst) return null;
  const [Icon, look] = MARKS[worst.severity];
  return (
    <span
      role="img"
      aria-label={t("canvas.problems", { count: problems.length })}
      className={`flex h-5 items-center gap-1 border px-1.5 text-xs font-medium ${look} ${className}`}
    >
      <Icon size={12} />
      {problems.length}
    </span>
  );
}
