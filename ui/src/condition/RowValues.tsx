// What a row is held against: chosen from a closed list, or typed; one, two, or as many as one likes.
import { X } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { KnownName } from "../bindings/KnownName";
import type { Type } from "../bindings/Type";
import type { ValueShape } from "../bindings/ValueShape";
import { Select, SelectMany } from "../controls/Select";
import { TextField } from "../controls/TextField";
import { isComposing } from "../controls/useDraft";

interface Props {
  label: string;
  takes: ValueShape;
  name: KnownName;
  values: string[];
  invalid: boolean;
  onChange: (values: string[]) => void;
  /** Hears of the values while one is typed. */
  onTyped: (values: string[]) => void;
}

const EXAMPLES: Partial<Record<Type, string>> = { date: "2026-11-22", instant: "2026-11-22 09:00" };

export function RowValues(props: Props) {
  const { t } = useTranslation();
  const { label, takes, name, values } = props;
  switch (takes) {
    case "none":
      return null;
    case "one":
      return (
        <div className="min-w-0 flex-[1_1_96px]">
          <One {...props} label={t("condition.value", { label })} place={0} />
        </div>
      );
    case "days":
      return (
        <div className="flex w-full items-center gap-2">
          <One {...props} label={t("condition.value", { label })} place={0} example="30" />
          <span className="shrink-0 text-xs text-soft">{t("condition.days")}</span>
        </div>
      );
    case "pair":
      return (
        <div className="flex w-full items-center gap-2">
          <One {...props} label={t("condition.least", { label })} place={0} />
          <span aria-hidden className="text-soft">
            –
          </span>
          <One {...props} label={t("condition.most", { label })} place={1} />
        </div>
      );
    case "many":
      if (name.values.length === 0) return <Typed {...props} />;
      return (
        <SelectMany
          label={t("condition.values", { label })}
          values={values}
          options={name.values.map((value) => ({ value, label: value }))}
          placeholder={t("inspector.choose")}
          onChange={props.onChange}
        />
      );
  }
}

function One(props: Props & { place: number; example?: string }) {
  const { t } = useTranslation();
  const { label, name, values, place, invalid, example } = props;
  const value = values[place] ?? "";
  const put = (text: string) => {
    const next = [...values];
    while (next.length < place) next.push("");
    next[place] = text;
    return next;
  };
  if (name.values.length > 0)
    return (
      <Select
        label={label}
        value={value}
        options={name.values.map((known) => ({ value: known, label: known }))}
        placeholder={t("inspector.choose")}
        onChange={(next) => props.onChange(put(next))}
      />
    );
  return (
    <TextField
      label={label}
      value={value}
      invalid={invalid}
      placeholder={example ?? EXAMPLES[name.type]}
      onChange={(text) => props.onChange(put(text))}
      onTyped={(text) => props.onTyped(put(text))}
    />
  );
}

/** Values that are typed one after the other: Enter, or leaving the field, adds one. */
function Typed({ label, name, values, onChange }: Props) {
  const { t } = useTranslation();
  const [text, setText] = useState("");
  const add = () => {
    if (text.trim() !== "") onChange([...values, text]);
    setText("");
  };
  return (
    <div className="flex w-full flex-wrap gap-1">
      {values.map((value, place) => (
        <span
          // biome-ignore lint/suspicious/noArrayIndexKey: a value may stand there twice
          key={place}
          className="flex min-h-6 max-w-full items-center rounded-control bg-sunken pl-2 text-xs"
        >
          <span className="truncate" title={value}>
            {value}
          </span>
          <button
            type="button"
            className="grid size-6 shrink-0 place-items-center text-soft hover:text-error"
            aria-label={t("condition.removeValue", { value, label })}
            onClick={() => onChange(values.filter((_, other) => other !== place))}
          >
            <X size={12} />
          </button>
        </span>
      ))}
      <input
        type="text"
        aria-label={t("condition.addValue", { label })}
        className="field"
        spellCheck={false}
        placeholder={EXAMPLES[name.type] ?? t("condition.enterAdds")}
        value={text}
        onChange={(event) => setText(event.target.value)}
        onBlur={add}
        onKeyDown={(event) => {
          if (event.key === "Enter" && !isComposing(event.nativeEvent)) add();
        }}
      />
    </div>
  );
}
