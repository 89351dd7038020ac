// Under the top bar: how far the rehearsal is, then what it found, in one sentence.
import { ChartColumn, CircleAlert, CircleCheck, CircleHelp, Loader, Square, Users, X } from "lucide-react";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Progress } from "../bindings/Progress";
import { useText } from "../i18n/text";
import { makePeopleAndRehearse, openPeople } from "../people/people";
import { useReport } from "../report/report";
import { useJourney } from "../state/journey";
import { useView } from "../state/view";
import { useFigures } from "./figures";
import { isRunning, useRehearsal } from "./rehearsal";

/** A rehearsal that is over before this is not spoken of while it goes on. */
const SOON = 400;

export function RunBar() {
  const running = useRehearsal(isRunning);
  const late = useLate(running);
  const refused = useRehearsal((rehearsal) => rehearsal.refused);
  const numbers = useRehearsal((rehearsal) => rehearsal.numbers);
  const counted = useRehearsal((rehearsal) => rehearsal.run === rehearsal.numbersOf);
  if (late && !counted) return <Going />;
  if (refused) return <Refusal />;
  return numbers ? <Verdict running={running} /> : null;
}

const BAR = "flex min-h-9 shrink-0 flex-wrap items-center gap-x-3 border-b border-line bg-panel px-4 py-1";

/** Returns whether something has been going on for a while. */
function useLate(running: boolean): boolean {
  const began = useRehearsal((rehearsal) => rehearsal.began);
  const [late, setLate] = useState(false);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another rehearsal begins anew
  useEffect(() => {
    setLate(false);
    if (!running) return;
    const timer = window.setTimeout(() => setLate(true), SOON);
    return () => window.clearTimeout(timer);
  }, [running, began]);
  return late && running;
}

function Going() {
  const { t } = useTranslation();
  const progress = useRehearsal((rehearsal) => rehearsal.progress);
  const pace = usePace(progress);
  if (!progress) return null;
  const { done, total, phase } = progress;
  const share = total > 0 ? done / total : null;
  return (
    <output className={BAR} data-phase={phase}>
      <Loader size={15} className="shrink-0 animate-spin text-accent motion-reduce:animate-none" />
      <span className="font-medium">{t(`rehearse.phase.${phase}`)}</span>
      {share !== null && (
        <span
          role="progressbar"
          tabIndex={-1}
          aria-label={t("rehearse.progress")}
          aria-valuenow={Math.round(share * 100)}
          className="h-1.5 w-40 overflow-hidden rounded-full bg-sunken"
        >
          <span className="block h-full bg-accent" style={{ width: `${share * 100}%` }} />
        </span>
      )}
      <span className="text-xs text-soft">{pace}</span>
      <span className="flex-1" />
      <Stop />
    </output>
  );
}

function Stop() {
  const { t } = useTranslation();
  return (
    <button
      type="button"
      className="quiet border border-control"
      onClick={() => useRehearsal.getState().stop()}
    >
      <Square size={13} />
      {t("rehearse.stop")}
    </button>
  );
}

/** Returns how fast it goes and how long it will take, once that can be said. */
function usePace(progress: Progress | null): string {
  const { t } = useTranslation();
  const figures = useFigures();
  const began = useRehearsal((rehearsal) => rehearsal.began);
  if (progress?.phase !== "counting" || progress.done === 0) return "";
  const rate = progress.done / Math.max(performance.now() - began, 1);
  const left = (progress.total - progress.done) / rate;
  return t("rehearse.pace", { rate: figures.count(rate * 1000), left: figures.length(left + 500) });
}

function Refusal() {
  const { words } = useText();
  const refused = useRehearsal((rehearsal) => rehearsal.refused);
  if (!refused) return null;
  return (
    <div role="alert" className={`${BAR} bg-warning-tint text-warning`}>
      <CircleAlert size={15} className="shrink-0" />
      <p className="min-w-0 flex-1">{words(refused.message)}</p>
      {refused.code === "no_customers" && <WayOut />}
      <Dismiss />
    </div>
  );
}

/** Customers where nothing was said of them; the page on them where something else is wrong. */
function WayOut() {
  const { t } = useTranslation();
  const said = useJourney((journey) => journey.opened?.drawing.settings.population !== undefined);
  return (
    <button
      type="button"
      className="quiet border border-control"
      onClick={() => (said ? openPeople() : void makePeopleAndRehearse())}
    >
      <Users size={14} />
      {t(said ? "people.open" : "people.makeAndRehearse")}
    </button>
  );
}

const STATUS = {
  ready: [CircleCheck, "text-success"],
  too_few: [CircleHelp, "text-soft"],
  check_assumptions: [CircleHelp, "text-warning"],
} as const;

/** The numbers are there; what takes longer may still be looked at. */
function Verdict({ running }: { running: boolean }) {
  const { t } = useTranslation();
  const { language } = useText();
  const numbers = useRehearsal((rehearsal) => rehearsal.numbers);
  const stale = useRehearsal((rehearsal) => rehearsal.stale);
  const phase = useRehearsal((rehearsal) => rehearsal.progress?.phase);
  if (!numbers) return null;
  const { status, text } = numbers.verdict;
  const [Icon, tint] = STATUS[status];
  return (
    <section aria-label={t("rehearse.result")} className={BAR} data-phase={phase}>
      <Icon size={15} className={`shrink-0 ${tint}`} role="img" aria-label={t(`rehearse.status.${status}`)} />
      <p className="min-w-0 flex-1" aria-live="polite">
        {text[language]}
      </p>
      {running && (
        <>
          <span className="flex items-center gap-1.5 text-xs text-soft">
            <Loader size={13} className="animate-spin motion-reduce:animate-none" />
            {t(`rehearse.phase.${phase}`)}
          </span>
          <Stop />
        </>
      )}
      {stale && (
        <span className="rounded-full bg-warning-tint px-2 text-xs text-warning">{t("rehearse.stale")}</span>
      )}
      <button
        type="button"
        className="quiet border border-control"
        onClick={() => useReport.getState().open("verdict")}
      >
        <ChartColumn size={14} />
        {t("actions.report")}
      </button>
      <button
        type="button"
        className="quiet border border-control"
        onClick={() => {
          useReport.getState().open(null);
          useView.getState().showDrawer("customers");
        }}
      >
        <Users size={14} />
        {t("drawer.customers")}
      </button>
      <Dismiss />
    </section>
  );
}

function Dismiss() {
  const { t } = useTranslation();
  return (
    <button
      type="button"
      className="quiet"
      aria-label={t("rehearse.dismiss")}
      title={t("rehearse.dismiss")}
      onClick={() => useRehearsal.getState().forget()}
    >
      <X size={15} />
    </button>
  );
}
