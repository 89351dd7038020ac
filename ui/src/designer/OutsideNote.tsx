// Says that somebody else changed the journey's file, and lets the person choose a side. Asked when the window is
// looked at again.
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Outside } from "../bindings/Outside";
import { call } from "../bridge";
import { useText } from "../i18n/text";
import { useJourney } from "../state/journey";

export function OutsideNote() {
  const { t } = useTranslation();
  const { words } = useText();
  const document = useJourney((journey) => journey.opened?.document);
  const file = useJourney((journey) => journey.opened?.file);
  const { refuse, takeOutside } = useJourney.getState();
  const [outside, setOutside] = useState<Outside | null>(null);
  useEffect(() => {
    if (!document || !file) return;
    const ask = () => void call("outside", { document }).then(setOutside, refuse);
    ask();
    window.addEventListener("focus", ask);
    return () => window.removeEventListener("focus", ask);
  }, [document, file, refuse]);
  if (!outside || !document) return null;
  const take = async () => {
    if (await takeOutside()) setOutside(null);
  };
  const keep = () => void call("keep_ours", { document }).then(() => setOutside(null), refuse);
  const count = outside.differences?.length ?? 0;
  const told = outside.differences ? "outside.changed" : "outside.gone";
  return (
    <div
      role="alert"
      className="flex flex-wrap items-center gap-x-3 border-b border-line bg-warning-tint px-4 py-1.5 text-warning"
    >
      <p title={outside.differences?.map(words).join("\n")}>{t(told, { file: outside.file, count })}</p>
      {outside.differences && (
        <button type="button" className="quiet border border-control" onClick={take}>
          {t("outside.take")}
        </button>
      )}
      <button type="button" className="quiet border border-control" onClick={keep}>
        {t("outside.keep")}
      </button>
    </div>
  );
}
