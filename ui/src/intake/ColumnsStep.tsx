// Second step: what each column is for. What looks personal is left out unless the person says otherwise.
import { EyeOff } from "lucide-react";
import { useTranslation } from "react-i18next";
import type { ColumnLook } from "../bindings/ColumnLook";
import type { ColumnUse } from "../bindings/ColumnUse";
import type { FileLook } from "../bindings/FileLook";
import type { FilePlan } from "../bindings/FilePlan";
import { type Option, Select } from "../controls/Select";
import { TextField } from "../controls/TextField";
import { useText } from "../i18n/text";
import { useJourney } from "../state/journey";
import { EventNames } from "./EventNames";
import { Footer } from "./Footer";
import { useIntake } from "./intake";
import { KINDS, keyOf, usedAs, withUse } from "./plan";

export function ColumnsStep() {
  const { t } = useTranslation();
  const { files, tryIt } = useIntake();
  const lacks = files.flatMap(({ look, plan }) => lacking(look, plan));
  const told = lacks[0] && t(`intake.lacks.${lacks[0]}`);
  return (
    <>
      <div className="min-h-0 flex-1 overflow-auto px-5 pb-5">
        {files.map(({ look, plan }) => (
          <Columns key={look.file} look={look} plan={plan} />
        ))}
      </div>
      <Footer
        back="file"
        told={told}
        next={t("intake.check")}
        disabled={lacks.length > 0}
        onNext={() => void tryIt()}
      />
    </>
  );
}

type Lack = "id" | "time" | "name";

/** What every file needs and no column of this one is. */
function lacking(look: FileLook, plan: FilePlan): Lack[] {
  const needed: Lack[] = look.of === "events" ? ["id", "time", "name"] : ["id"];
  return needed.filter((role) => !plan.columns.some((use) => use.is === role));
}

function Columns({ look, plan }: { look: FileLook; plan: FilePlan }) {
  const { t } = useTranslation();
  const { use } = useIntake();
  const known = useKnown(look);
  const leaveOut = () =>
    use(
      look.file,
      plan.columns.map((of) => (of.is === "new" ? { is: "out" } : of)),
    );
  return (
    <section aria-label={look.name} className="pt-4">
      <div className="mb-2 flex items-baseline gap-3">
        <h3 className="min-w-0 truncate font-semibold" title={look.name}>
          {look.name}
        </h3>
        <button type="button" className="quiet ml-auto text-xs" onClick={leaveOut}>
          <EyeOff size={14} />
          {t("intake.leaveNewOut")}
        </button>
      </div>
      <table className="w-full table-fixed border-collapse">
        <thead className="sticky top-0 z-10 bg-raised text-left text-xs text-soft">
          <tr className="border-b border-line">
            <th scope="col" className="w-[26%] py-1.5 pr-3 font-medium">
              {t("intake.column")}
            </th>
            <th scope="col" className="w-[26%] py-1.5 pr-3 font-medium">
              {t("intake.samples")}
            </th>
            <th scope="col" className="w-[26%] py-1.5 pr-3 font-medium">
              {t("intake.use")}
            </th>
            <th scope="col" className="py-1.5 font-medium">
              {t("intake.newName")}
            </th>
          </tr>
        </thead>
        <tbody>
          {look.columns.map((column, place) => (
            <OneColumn
              // biome-ignore lint/suspicious/noArrayIndexKey: columns stand where they stand in the file
              key={place}
              column={column}
              rows={look.rows}
              of={plan.columns[place] ?? { is: "out" }}
              options={optionsOf(t, look, column, known)}
              onUse={(next) => use(look.file, withUse(plan.columns, place, next))}
            />
          ))}
        </tbody>
      </table>
      {look.of === "events" && <EventNames look={look} plan={plan} />}
    </section>
  );
}

interface ColumnProps {
  column: ColumnLook;
  rows: number;
  of: ColumnUse;
  options: Option[];
  onUse: (use: ColumnUse) => void;
}

function OneColumn({ column, rows, of, options, onUse }: ColumnProps) {
  const { t } = useTranslation();
  const { language } = useText();
  const named = of.is === "new" || of.is === "pseudonym" ? of : null;
  const share = (column.filled / Math.max(1, rows)).toLocaleString(language, {
    style: "percent",
    maximumFractionDigits: 1,
  });
  return (
    <tr className="border-b border-line align-top" data-column={column.name}>
      <th scope="row" className="py-2 pr-3 text-left font-medium">
        <span className="block truncate" title={column.name}>
          {column.name}
        </span>
        <span className="block text-xs font-normal text-soft">{t("intake.filled", { share })}</span>
        {column.personal && (
          <span className="mt-0.5 inline-block rounded bg-warning-tint px-1.5 text-xs font-normal text-warning">
            {t(`intake.personal.${column.personal}`)}
          </span>
        )}
      </th>
      <td className="py-2 pr-3 text-xs text-soft">
        {column.samples.slice(0, 3).map((sample) => (
          <span key={sample} className="block truncate" title={sample}>
            {sample}
          </span>
        ))}
      </td>
      <td className="py-2 pr-3">
        <Select
          label={`${t("intake.use")}: ${column.name}`}
          value={keyOf(of)}
          options={options}
          onChange={(key) => onUse(usedAs(key, column, of))}
        />
      </td>
      <td className="py-2">
        {named && (
          <TextField
            label={`${t("intake.newName")}: ${column.name}`}
            value={named.name}
            onChange={(name) => onUse({ ...named, name: name.trim() })}
          />
        )}
      </td>
    </tr>
  );
}

/** What the journey declares that a column of this file can fill. */
function useKnown(look: FileLook): Option[] {
  const { label } = useText();
  const settings = useJourney((journey) => journey.opened?.drawing.settings) as Settings | undefined;
  const entries: [string, Declared][] =
    look.of === "customers"
      ? Object.entries(settings?.attributes ?? {})
      : Object.values(settings?.events ?? {}).flatMap((event) => Object.entries(event.properties ?? {}));
  return [...new Map(entries)].map(([name, declared]) => ({
    value: `known:${name}`,
    label: declared.label && Object.keys(declared.label).length > 0 ? label(declared.label) : name,
  }));
}

interface Declared {
  label?: Record<string, string>;
}

interface Settings {
  attributes?: Record<string, Declared>;
  events?: Record<string, { properties?: Record<string, Declared> }>;
}

function optionsOf(
  t: (key: string) => string,
  look: FileLook,
  column: ColumnLook,
  known: readonly Option[],
): Option[] {
  const kinds = KINDS.filter((kind) => kind !== "category" || column.values.length > 0);
  const keys = ["out", "id", "id*", ...(look.of === "events" ? ["time", "name"] : [])];
  return [
    ...keys.map((value) => ({ value, label: t(`intake.uses.${value}`) })),
    ...known,
    ...kinds.map((kind) => ({ value: `new:${kind}`, label: t(`intake.new.${kind}`) })),
    { value: "pseudonym", label: t("intake.uses.pseudonym") },
  ];
}
