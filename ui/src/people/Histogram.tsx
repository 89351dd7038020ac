// How an attribute turns out: what the sample that the core made really gives.
import { useTranslation } from "react-i18next";
import type { Portrait } from "../bindings/Portrait";
import { useText } from "../i18n/text";

export function Histogram({ portrait, samples }: { portrait: Portrait; samples: number }) {
  const { t } = useTranslation();
  const { words, language } = useText();
  const { seen, missing } = portrait;
  const share = (count: number) =>
    (samples > 0 ? count / samples : 0).toLocaleString(language, {
      style: "percent",
      maximumFractionDigits: 1,
    });
  const label = t("people.turnsOut", { name: words(portrait.label) });
  const named = (value: string) =>
    portrait.kind === "boolean" ? t(value === "true" ? "people.yes" : "people.no") : value;
  const none = missing > 0 && <p className="text-soft">{t("people.without", { share: share(missing) })}</p>;
  const shown = () => {
    if (seen.is === "nothing") return null;
    if (seen.is === "texts") return <p className="break-all text-soft">{seen.some.join(", ")}</p>;
    if (seen.is === "stretches") {
      const most = Math.max(...seen.counts, 1);
      return (
        <>
          <div
            role="img"
            aria-label={`${label}: ${seen.from} – ${seen.to}`}
            className="flex h-10 items-end gap-px"
          >
            {seen.counts.map((count, place) => (
              <span
                // biome-ignore lint/suspicious/noArrayIndexKey: a stretch has no other name than its place
                key={place}
                className="min-h-px flex-1 bg-accent"
                style={{ height: `${(count / most) * 100}%` }}
              />
            ))}
          </div>
          <p className="flex justify-between text-soft">
            <span>{seen.from}</span>
            <span>{seen.to}</span>
          </p>
        </>
      );
    }
    const most = Math.max(...seen.counts.map(([, count]) => count), 1);
    return (
      <ul aria-label={label} className="flex flex-col gap-0.5">
        {seen.counts.map(([value, count]) => (
          <li key={value} className="grid grid-cols-[6rem_1fr_3rem] items-center gap-2">
            <span className="truncate" title={named(value)}>
              {named(value)}
            </span>
            <span className="h-2 rounded-full bg-sunken">
              <span
                className="block h-full rounded-full bg-accent"
                style={{ width: `${(count / most) * 100}%` }}
              />
            </span>
            <span className="text-right text-soft">{share(count)}</span>
          </li>
        ))}
      </ul>
    );
  };
  return (
    <div data-turns-out={portrait.name} className="min-w-0 text-xs">
      {shown()}
      {none}
    </div>
  );
}
