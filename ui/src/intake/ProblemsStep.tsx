// Third step: cells that do not fit, each with its row, what stands there and what was expected; and what becomes of
// them: mended in place, their rows skipped, or read as missing.
import { CircleCheck } from "lucide-react";
import { useTranslation } from "react-i18next";
import type { ColumnTrouble } from "../bindings/ColumnTrouble";
import type { FilePlan } from "../bindings/FilePlan";
import type { FileTrial } from "../bindings/FileTrial";
import type { OnBad } from "../bindings/OnBad";
import { TextField } from "../controls/TextField";
import { useText } from "../i18n/text";
import { Footer } from "./Footer";
import { useIntake } from "./intake";

const CHOICES: OnBad[] = ["missing", "skip"];

export function ProblemsStep() {
  const { t } = useTranslation();
  const { files, trial, tryIt } = useIntake();
  const troubles = trial?.files.flatMap((file) => file.troubles) ?? [];
  const open = trial?.files.some((file) => {
    const plan = files.find(({ plan }) => plan.file === file.file)?.plan;
    return plan && file.troubles.some((trouble) => !isDecided(plan, trouble));
  });
  const nobody = troubles.length === 0 && trial?.customers === 0;
  return (
    <>
      <div className="flex min-h-0 flex-1 flex-col gap-6 overflow-auto p-5">
        {troubles.length === 0 && (
          <p className="flex items-center gap-2">
            <CircleCheck size={16} className="text-success" />
            {t(nobody ? "intake.nobody" : "intake.noProblems")}
          </p>
        )}
        {files.map(({ look, plan }) => {
          const file = trial?.files.find((file) => file.file === look.file);
          return file && <Troubles key={look.file} name={look.name} plan={plan} file={file} />;
        })}
      </div>
      <Footer
        back="columns"
        told={open ? t("intake.undecided") : undefined}
        next={t("intake.toKeep")}
        disabled={open || nobody}
        onNext={() => void tryIt()}
      />
    </>
  );
}

/** Whether a rule says what becomes of the cells, or each of them was mended. */
function isDecided(plan: FilePlan, trouble: ColumnTrouble): boolean {
  const rule = plan.rules.some((rule) => rule.column === trouble.column && rule.bad === trouble.bad);
  const mended = trouble.cells.filter((cell) => mendOf(plan, trouble, cell.line) !== "");
  return rule || mended.length === trouble.count;
}

function mendOf(plan: FilePlan, trouble: ColumnTrouble, line: number): string {
  return plan.mends.find((mend) => mend.line === line && mend.column === trouble.column)?.value ?? "";
}

function Troubles({ name, plan, file }: { name: string; plan: FilePlan; file: FileTrial }) {
  return file.troubles.map((trouble) => (
    <OneTrouble key={`${trouble.column} ${trouble.bad}`} name={name} plan={plan} trouble={trouble} />
  ));
}

function OneTrouble({ name, plan, trouble }: { name: string; plan: FilePlan; trouble: ColumnTrouble }) {
  const { t } = useTranslation();
  const { words, language } = useText();
  const { change } = useIntake();
  const { column, bad, count } = trouble;
  const rule = plan.rules.find((rule) => rule.column === column && rule.bad === bad)?.then;
  const decide = (then: OnBad) => {
    const others = plan.rules.filter((rule) => rule.column !== column || rule.bad !== bad);
    change(plan.file, { rules: [...others, { column, bad, then }] });
  };
  const mend = (line: number, value: string) => {
    const others = plan.mends.filter((mend) => mend.line !== line || mend.column !== column);
    change(plan.file, { mends: value.trim() ? [...others, { line, column, value }] : others });
  };
  const choices = CHOICES.filter((then) => then === "skip" || trouble.may_be_missing);
  const title = t(`intake.bad.${bad}`, {
    count,
    column: trouble.name,
    number: count.toLocaleString(language),
  });
  return (
    <section
      aria-label={title}
      data-trouble={trouble.name}
      className="rounded-panel border border-line bg-panel p-4"
    >
      <h3 className="font-semibold">{title}</h3>
      <p className="mb-3 text-xs text-soft">
        {t("intake.expected", { expected: words(trouble.expected) })} · {name}
      </p>
      <div className="mb-3 flex flex-wrap gap-x-6 gap-y-1">
        {choices.map((then) => (
          <label key={then} className="flex items-center gap-2">
            <input
              type="radio"
              className="accent-accent"
              name={`${plan.file} ${column} ${bad}`}
              checked={rule === then}
              onChange={() => decide(then)}
            />
            {t(`intake.then.${bad === "twice" ? "first" : then}`)}
          </label>
        ))}
      </div>
      <ul className="grid grid-cols-[repeat(auto-fill,minmax(17rem,1fr))] gap-x-6 gap-y-1.5">
        {trouble.cells.map((cell) => (
          <li key={cell.line} className="flex items-center gap-3 text-xs">
            <span className="w-20 shrink-0 text-soft">
              {t("intake.row", { row: cell.line.toLocaleString(language) })}
            </span>
            <span className="min-w-0 flex-1 truncate" title={cell.found}>
              {cell.found || <span className="text-soft">{t("intake.empty")}</span>}
            </span>
            <span className="w-28 shrink-0">
              <TextField
                label={t("intake.mend", { column: trouble.name, row: cell.line })}
                placeholder={t("intake.mendHint")}
                value={mendOf(plan, trouble, cell.line)}
                onChange={(value) => mend(cell.line, value)}
              />
            </span>
          </li>
        ))}
      </ul>
      {count > trouble.cells.length && (
        <p className="mt-2 text-xs text-soft">
          {t("intake.more", { number: (count - trouble.cells.length).toLocaleString(language) })}
        </p>
      )}
    </section>
  );
}
