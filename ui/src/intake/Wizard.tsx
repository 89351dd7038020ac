// Importing customers and events, step by step: file, columns, problems, keep. Nothing is kept before the last step.
import { Dialog } from "@base-ui/react/dialog";
import { Check, X } from "lucide-react";
import { type DragEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { useText } from "../i18n/text";
import { useView } from "../state/view";
import { ColumnsStep } from "./ColumnsStep";
import { FileStep } from "./FileStep";
import { closeIntake, STEPS, useIntake } from "./intake";
import { KeepStep } from "./KeepStep";
import { ProblemsStep } from "./ProblemsStep";

const PAGES = { file: FileStep, columns: ColumnsStep, problems: ProblemsStep, keep: KeepStep };

/** The eye and the hand begin with the file. */
const firstToDo = () => document.querySelector<HTMLElement>("[data-choose]");

export function Wizard() {
  const open = useView((view) => view.dialog === "intake");
  const [over, setOver] = useState(false);
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    const { step, work, kept, add, go } = useIntake.getState();
    const file = event.dataTransfer.files[0];
    if (!file || work || kept) return;
    if (step !== "file") go("file");
    void add(file);
  };
  return (
    <Dialog.Root open={open} onOpenChange={(next) => !next && closeIntake()}>
      <Dialog.Portal>
        <Dialog.Backdrop className="fixed inset-0 z-40 bg-black/40" />
        <Dialog.Popup
          data-intake
          initialFocus={firstToDo}
          onDragOver={(event) => {
            event.preventDefault();
            setOver(true);
          }}
          onDragLeave={() => setOver(false)}
          onDrop={drop}
          className={`fixed top-1/2 left-1/2 z-50 flex h-[min(46rem,88vh)] w-[64rem] max-w-[94vw] -translate-x-1/2 -translate-y-1/2 flex-col rounded-panel border bg-raised shadow-lg ${over ? "border-accent" : "border-line"}`}
        >
          <Inside />
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

function Inside() {
  const { t } = useTranslation();
  const { step, work } = useIntake();
  const Page = PAGES[step];
  return (
    <>
      <header className="flex items-center gap-6 border-b border-line px-5 py-2">
        <Dialog.Title className="text-base font-semibold">{t("intake.title")}</Dialog.Title>
        <Steps />
        <Dialog.Close className="quiet ml-auto" aria-label={t("intake.close")} title={t("intake.close")}>
          <X size={16} />
        </Dialog.Close>
      </header>
      <Refusal />
      {work ? <Working /> : <Page />}
    </>
  );
}

function Steps() {
  const { t } = useTranslation();
  const step = useIntake((intake) => intake.step);
  const at = STEPS.indexOf(step);
  return (
    <ol className="flex flex-wrap items-center gap-4 text-xs">
      {STEPS.map((name, place) => (
        <li
          key={name}
          aria-current={name === step ? "step" : undefined}
          className={`flex items-center gap-1.5 ${name === step ? "font-semibold text-accent" : "text-soft"}`}
        >
          <span
            aria-hidden
            className={`grid size-5 place-items-center rounded-full border ${name === step ? "border-accent" : "border-control"}`}
          >
            {place < at ? <Check size={12} /> : place + 1}
          </span>
          {t(`intake.step.${name}`)}
        </li>
      ))}
    </ol>
  );
}

function Refusal() {
  const { words } = useText();
  const refused = useIntake((intake) => intake.refused);
  if (!refused) return null;
  return (
    <p role="alert" className="border-b border-line bg-error-tint px-5 py-2 text-error">
      {words(refused.message)}
    </p>
  );
}

/** What was pressed has gone; the key goes on where one can stop. */
const inHand = (button: HTMLButtonElement | null) => button?.focus();

function Working() {
  const { t } = useTranslation();
  const { language } = useText();
  const work = useIntake((intake) => intake.work);
  if (!work) return null;
  const label = t(`intake.work.${work.what}`);
  const percent = work.share.toLocaleString(language, { style: "percent" });
  return (
    <div className="grid flex-1 place-items-center p-8">
      <div className="flex w-96 max-w-full flex-col gap-3">
        <p>
          {label}
          <span className="block truncate text-xs text-soft" title={work.name}>
            {work.name}
          </span>
        </p>
        <span className="flex items-center gap-3">
          <span
            role="progressbar"
            tabIndex={-1}
            aria-label={label}
            aria-valuenow={Math.round(work.share * 100)}
            className="h-1.5 flex-1 overflow-hidden rounded-full bg-sunken"
          >
            <span className="block h-full bg-accent" style={{ width: `${work.share * 100}%` }} />
          </span>
          <span className="w-12 text-right text-xs text-soft">{percent}</span>
        </span>
        <button
          type="button"
          ref={inHand}
          className="quiet self-end border border-control"
          onClick={work.stop}
        >
          {t("intake.stop")}
        </button>
      </div>
    </div>
  );
}
