// How many generated customers the condition holds for, or why that cannot be said.
import { useTranslation } from "react-i18next";
import type { Words } from "../bindings/Words";
import { useText } from "../i18n/text";
import { type Place, useAnswer } from "./place";

export function Count({ place, text }: { place: Place; text: string }) {
  const { t } = useTranslation();
  const { language, words } = useText();
  const { data } = useAnswer("count", { ...place, text }, text.trim() !== "");
  if (!data || text.trim() === "" || data.is === "wrong") return null;
  const list = (names: Words[]) => names.map(words).join(t("canvas.comma"));
  const number = new Intl.NumberFormat(language);
  return (
    <div data-count role="status" className="text-xs text-soft">
      {data.is === "of" && (
        <p className="text-ink">
          {t("condition.count", {
            matching: number.format(data.matching),
            samples: number.format(data.samples),
            percent: percent(data.matching / data.samples, language),
          })}
          {data.on && (
            <span className="whitespace-nowrap text-soft"> {t("condition.on", { day: data.on })}</span>
          )}
        </p>
      )}
      {data.is === "of" && data.unknown.length > 0 && (
        <p>{t("condition.unknown", { names: list(data.unknown) })}</p>
      )}
      {data.is === "on_the_way" && <p>{t("condition.onTheWay", { names: list(data.names) })}</p>}
      {data.is === "nobody" && <p>{words(data.why)}</p>}
    </div>
  );
}

/** A share with one decimal; a few among many are never shown as nobody. */
function percent(share: number, language: string): string {
  const format = new Intl.NumberFormat(language, { minimumFractionDigits: 1, maximumFractionDigits: 1 });
  const of = share * 100;
  return of > 0 && of < 0.05 ? `<${format.format(0.1)}` : format.format(of);
}
