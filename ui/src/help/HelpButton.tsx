// The question mark beside a thing: opens the page that is about it.
import { CircleHelp } from "lucide-react";
import { useTranslation } from "react-i18next";
import { openHelp, usePages } from "./help";

export function HelpButton({ page }: { page: string }) {
  const { t } = useTranslation();
  const about = usePages().find((known) => known.id === page);
  if (!about) return null;
  const name = t("help.about", { title: about.title });
  return (
    <button
      type="button"
      data-help-about={page}
      className="quiet px-1.5 text-soft"
      aria-label={name}
      title={name}
      onClick={() => openHelp(page)}
    >
      <CircleHelp size={16} />
    </button>
  );
}
