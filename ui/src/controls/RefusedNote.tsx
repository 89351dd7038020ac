// Says why the last command could not be done, until it is read.
import { X } from "lucide-react";
import { useTranslation } from "react-i18next";
import { useText } from "../i18n/text";
import { useJourney } from "../state/journey";

export function RefusedNote() {
  const { t } = useTranslation();
  const { words } = useText();
  const refused = useJourney((journey) => journey.refused);
  const read = useJourney((journey) => journey.read);
  if (!refused) return null;
  return (
    <div
      role="alert"
      className="fixed bottom-10 left-1/2 z-50 flex w-max max-w-[min(36rem,92vw)] -translate-x-1/2 items-start gap-3 rounded-panel border border-error bg-raised px-4 py-3 shadow-lg"
    >
      <p className="text-error">{words(refused.message)}</p>
      <button type="button" className="quiet shrink-0" aria-label={t("refused.close")} onClick={read}>
        <X size={16} />
      </button>
    </div>
  );
}
