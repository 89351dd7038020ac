// The fields of a form in the order of thought; what most people never need is folded.
import { ChevronRight } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Field } from "../bindings/Field";
import type { JsonValue } from "../bindings/serde_json/JsonValue";
import { useText } from "../i18n/text";
import { type Fields, part, useSheet } from "./context";
import { Labeled } from "./Labeled";
import { Value } from "./Value";

interface Props {
  fields: Field[];
  /** The pointer of what holds the fields. */
  at: string;
  values: Fields;
  /** Whether each field is folded by itself, as where there are many. */
  folded?: boolean;
}

export function FieldList({ fields, at, values, folded }: Props) {
  const { t } = useTranslation();
  const { words } = useText();
  const usual = fields.filter((field) => !field.rare);
  const rare = fields.filter((field) => field.rare);
  const row = (field: Field) => <FieldRow key={field.key} field={field} at={at} value={values[field.key]} />;
  return (
    <>
      {usual.map((field) =>
        folded && !isSmall(field) ? (
          <Fold key={field.key} title={words(field.label)} count={countOf(values[field.key])}>
            {row(field)}
          </Fold>
        ) : (
          row(field)
        ),
      )}
      {rare.length > 0 && <Fold title={t("inspector.rare")}>{rare.map(row)}</Fold>}
    </>
  );
}

function FieldRow({ field, at, value }: { field: Field; at: string; value: JsonValue | undefined }) {
  const { t } = useTranslation();
  const { words } = useText();
  const sheet = useSheet();
  const pointer = `${at}/${part(field.key)}`;
  const missing = field.optional && value === undefined;
  const needsButton = missing && !isSmall(field);
  const problems = sheet.findings.filter((found) => found.field === sheet.root + pointer);
  const clear = field.optional && !missing && !isPlain(field) && (
    <button type="button" className="quiet text-xs text-soft" onClick={() => sheet.set(pointer, undefined)}>
      {t("inspector.clear")}
    </button>
  );
  return (
    <Labeled label={words(field.label)} help={words(field.help)} problems={problems} action={clear}>
      {needsButton ? (
        <button
          type="button"
          className="quiet self-start border border-dashed border-control"
          onClick={() => sheet.set(pointer, field.start)}
        >
          {t("inspector.set")}
        </button>
      ) : (
        <Value
          shape={field.shape}
          label={words(field.label)}
          at={pointer}
          value={value ?? field.default ?? undefined}
          optional={field.optional}
          invalid={problems.some((problem) => problem.severity === "error")}
        />
      )}
    </Labeled>
  );
}

/** Whether an empty control stands for a field that is not there. */
function isPlain(field: Field): boolean {
  return ["text", "length", "number", "condition", "expression", "name", "choice"].includes(
    field.shape.shape,
  );
}

function isSmall(field: Field): boolean {
  return isPlain(field) || field.shape.shape === "switch";
}

function countOf(value: JsonValue | undefined): number | undefined {
  if (Array.isArray(value)) return value.length;
  if (typeof value === "object" && value !== null) return Object.keys(value).length;
  return undefined;
}

export function Fold(props: { title: string; count?: number | undefined; children: React.ReactNode }) {
  const [open, setOpen] = useState(false);
  return (
    <section>
      <button
        type="button"
        aria-expanded={open}
        className="quiet -ml-2 w-full font-medium"
        onClick={() => setOpen(!open)}
      >
        <ChevronRight size={14} className={open ? "rotate-90" : ""} />
        {props.title}
        {props.count !== undefined && <span className="text-xs font-normal text-soft">{props.count}</span>}
      </button>
      {open && <div className="mt-2 flex flex-col gap-4 border-l border-line pl-3">{props.children}</div>}
    </section>
  );
}
