// Named values of a line: a field for each that there can be, of its type.
import { useTranslation } from "react-i18next";
import type { NamedValue } from "../bindings/NamedValue";
import { Select } from "../controls/Select";
import { TextField } from "../controls/TextField";
import { type Known, withStrangers } from "./values";

interface Props {
  known: Known[];
  held: NamedValue[];
  /** What is wrong with one of them, by its name. */
  wrong?: { name: string; why: string } | null;
  change: (name: string, value: string) => void;
}

export function ValueFields({ known, held, wrong = null, change }: Props) {
  return (
    <div data-values className="grid grid-cols-[repeat(auto-fill,minmax(11rem,1fr))] gap-x-4 gap-y-2">
      {withStrangers(known, held).map((of) => (
        <div key={of.name} className="flex flex-col gap-1">
          <span className="truncate text-xs leading-6 text-soft" title={of.label}>
            {of.label}
          </span>
          <OneValue
            of={of}
            value={held.findLast(({ name }) => name === of.name)?.value ?? ""}
            invalid={wrong?.name === of.name}
            onChange={(value) => change(of.name, value)}
          />
          {wrong?.name === of.name && (
            <p role="alert" className="text-xs text-error">
              {wrong.why}
            </p>
          )}
        </div>
      ))}
    </div>
  );
}

interface OneProps {
  of: Known;
  value: string;
  invalid: boolean;
  onChange: (value: string) => void;
}

function OneValue({ of, value, invalid, onChange }: OneProps) {
  const { t } = useTranslation();
  const none = { value: "", label: t("inspector.notSet") };
  const closed =
    of.type === "boolean"
      ? ["true", "false"].map((value) => ({ value, label: t(`tests.${value}`) }))
      : of.type === "category"
        ? of.values.map((value) => ({ value, label: value }))
        : null;
  // What the list does not hold is shown as it is written, so that it can be mended.
  if (!closed || (value !== "" && !closed.some((option) => option.value === value)))
    return (
      <TextField
        label={of.label}
        value={value}
        invalid={invalid}
        placeholder={none.label}
        onChange={onChange}
      />
    );
  return <Select label={of.label} value={value} options={[none, ...closed]} onChange={onChange} />;
}
