// Last step: what would be kept, what the journey would declare, and for how long. Then it is done.
import { CircleCheck } from "lucide-react";
import { useTranslation } from "react-i18next";
import type { Trial } from "../bindings/Trial";
import { useText } from "../i18n/text";
import { useRehearsal } from "../rehearsal/rehearsal";
import { Footer } from "./Footer";
import { closeIntake, useIntake } from "./intake";
import { Retention } from "./Retention";

/** What is wider than its place scrolls in it. */
const ACROSS = "overflow-x-auto rounded-control border border-line";

export function KeepStep() {
  const { t } = useTranslation();
  const { files, trial, kept, days, keep, keepFor } = useIntake();
  if (kept) return <Done />;
  if (!trial) return null;
  return (
    <>
      <div className="flex min-h-0 flex-1 flex-col gap-5 overflow-auto p-5">
        <Summary trial={trial} />
        {files.some(({ plan }) =>
          plan.columns.some((use) => use.is === "new" && use.kind === "category"),
        ) && <p className="text-xs text-soft">{t("intake.optionsStay")}</p>}
        <First trial={trial} />
        <div className="flex max-w-md flex-col gap-1">
          <span className="text-xs font-medium">{t("intake.keepFor")}</span>
          <Retention days={days} onChange={keepFor} />
          <span className="text-xs text-soft">{t("intake.keepHelp")}</span>
        </div>
      </div>
      <Footer back="columns" next={t("intake.keep")} onNext={() => void keep()} />
    </>
  );
}

function Summary({ trial }: { trial: Trial }) {
  const { t } = useTranslation();
  const { language } = useText();
  const sum = (of: "skipped" | "missing" | "mended" | "left_out") =>
    trial.files.reduce((all, file) => all + file[of], 0);
  const number = (count: number) => count.toLocaleString(language);
  const figures = [
    ["customers", trial.customers],
    ["events", trial.events],
    ["skipped", sum("skipped")],
    ["missing", sum("missing")],
    ["mended", sum("mended")],
    ["leftOut", sum("left_out")],
  ] as const;
  const shown = figures.filter(([name, count]) => name === "customers" || count > 0);
  const declared = [
    ["newAttributes", trial.new_attributes],
    ["newEvents", trial.new_events],
  ] as const;
  return (
    <>
      <dl className="flex flex-wrap gap-x-8 gap-y-3">
        {shown.map(([name, count]) => (
          <div key={name} data-figure={name}>
            <dt className="text-xs text-soft">{t(`intake.figure.${name}`)}</dt>
            <dd className="text-lg font-semibold">{number(count)}</dd>
          </div>
        ))}
      </dl>
      {declared.map(
        ([name, names]) =>
          names.length > 0 && (
            <p key={name}>
              <span className="block text-xs font-medium">{t(`intake.${name}`)}</span>
              <span className="wrap-anywhere">{names.join(", ")}</span>
            </p>
          ),
      )}
    </>
  );
}

function First({ trial }: { trial: Trial }) {
  const { t } = useTranslation();
  const { columns, rows } = trial.first;
  return (
    <div>
      <h3 className="mb-1 text-xs font-medium">{t("intake.first")}</h3>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls can be scrolled by key */}
      <section className={ACROSS} tabIndex={0} aria-label={t("intake.first")}>
        <table className="border-collapse text-xs">
          <thead className="text-left text-soft">
            <tr className="border-b border-line">
              <th scope="col" className="px-3 py-1.5 font-medium">
                {t("intake.uses.id")}
              </th>
              {columns.map((column) => (
                <th key={column} scope="col" className="px-3 py-1.5 font-medium whitespace-nowrap">
                  {column}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map(([id, values]) => (
              <tr key={id} className="border-b border-line last:border-b-0">
                <th scope="row" className="px-3 py-1.5 text-left font-medium whitespace-nowrap">
                  {id}
                </th>
                {values.map((value, place) => (
                  <td
                    key={columns[place]}
                    className="max-w-60 truncate px-3 py-1.5"
                    title={value ?? undefined}
                  >
                    {value ?? <span className="text-soft">—</span>}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </div>
  );
}

function Done() {
  const { t } = useTranslation();
  const { language } = useText();
  const kept = useIntake((intake) => intake.kept);
  if (!kept) return null;
  const rehearse = () => {
    const { choose, begin } = useRehearsal.getState();
    choose({ population: kept.id });
    closeIntake();
    void begin(true);
  };
  return (
    <>
      <div className="grid flex-1 place-items-center p-8 text-center" data-done>
        <div className="flex max-w-lg flex-col items-center gap-2">
          <CircleCheck size={28} className="text-success" />
          <p className="text-base font-semibold">
            {t("intake.done", { number: kept.about.customers.toLocaleString(language) })}
          </p>
          <p className="text-xs text-soft">{t("intake.doneHelp")}</p>
        </div>
      </div>
      <Footer next={t("intake.rehearse")} onNext={rehearse} />
    </>
  );
}
