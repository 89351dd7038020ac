// The way on and the way back, at the foot of each step.
import { ArrowLeft } from "lucide-react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { type Step, useIntake } from "./intake";

interface Props {
  back?: Step;
  /** What is worth knowing before one goes on. */
  told?: ReactNode;
  next: string;
  disabled?: boolean;
  onNext: () => void;
}

export function Footer({ back, told, next, disabled, onNext }: Props) {
  const { t } = useTranslation();
  const go = useIntake((intake) => intake.go);
  return (
    <footer className="flex items-center gap-4 border-t border-line px-5 py-3">
      {back && (
        <button type="button" className="quiet" onClick={() => go(back)}>
          <ArrowLeft size={15} />
          {t("intake.back")}
        </button>
      )}
      <span className="min-w-0 flex-1 text-right text-xs text-soft">{told}</span>
      <button
        type="button"
        data-next
        className="min-h-8 shrink-0 rounded-control bg-accent px-4 font-semibold text-accent-ink hover:brightness-110 disabled:opacity-50"
        disabled={disabled}
        onClick={onNext}
      >
        {next}
      </button>
    </footer>
  );
}
