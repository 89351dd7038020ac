// One value of a form, by its shape. What it may be is the core's to say; here it is only asked for.
import { Switch } from "@base-ui/react/switch";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Shape } from "../bindings/Shape";
import type { JsonValue } from "../bindings/serde_json/JsonValue";
import { ConditionEditor } from "../condition/ConditionEditor";
import { ConditionField } from "../condition/ConditionField";
import { Select } from "../controls/Select";
import { TextField } from "../controls/TextField";
import { useText } from "../i18n/text";
import { MessageTexts } from "../message/MessageTexts";
import { useJourney } from "../state/journey";
import { WeekField } from "../week/WeekField";
import { asFields, useSheet } from "./context";
import { FieldList } from "./FieldList";
import { ItemList } from "./ItemList";
import { LengthField } from "./LengthField";
import { NamedTable } from "./NamedTable";
import { NameField } from "./NameField";

export interface ValueProps<S extends Shape = Shape> {
  shape: S;
  label: string;
  /** The pointer of the value. */
  at: string;
  value: JsonValue | undefined;
  optional?: boolean;
  invalid?: boolean;
  /** What it is called that a choice is left out, where that has a name of its own. */
  none?: string;
}

type Of<Name extends Shape["shape"]> = Extract<Shape, { shape: Name }>;

export function Value({ shape, ...rest }: ValueProps) {
  switch (shape.shape) {
    case "text":
      return <Text shape={shape} {...rest} />;
    case "number":
      return <Digits shape={shape} {...rest} />;
    case "length":
      return <LengthField shape={shape} {...rest} />;
    case "switch":
      return <YesNo shape={shape} {...rest} />;
    case "choice":
      return <OneWord shape={shape} {...rest} />;
    case "condition":
      return <Condition shape={shape} {...rest} />;
    case "expression":
      return <Expression shape={shape} {...rest} />;
    case "name":
      return <NameField shape={shape} {...rest} />;
    case "group":
      return (
        <div className="flex flex-col gap-3 border-l border-line pl-3">
          <FieldList fields={shape.fields} at={rest.at} values={asFields(rest.value)} />
        </div>
      );
    case "texts":
      return <MessageTexts shape={shape} {...rest} />;
    case "one_of":
      return <OneForm shape={shape} {...rest} />;
    case "week":
      return <WeekField shape={shape} {...rest} />;
    case "list":
      return <ItemList shape={shape} {...rest} />;
    case "table":
      return <NamedTable shape={shape} {...rest} />;
  }
}

/** An empty text of a field that may be left out leaves it out. */
const kept = (text: string, optional: boolean | undefined) => (text === "" && optional ? undefined : text);

function Text({ shape, label, at, value, optional, invalid }: ValueProps<Of<"text">>) {
  const { set } = useSheet();
  return (
    <TextField
      label={label}
      value={plainText(value)}
      lines={shape.lines}
      placeholder={shape.example ?? undefined}
      invalid={invalid ?? false}
      onChange={(text) => set(at, kept(text, optional))}
    />
  );
}

function Expression({ shape, label, at, value, optional, invalid }: ValueProps<Of<"expression">>) {
  const { set, findings, root } = useSheet();
  const problems = findings.filter((found) => found.field === root + at);
  return (
    <ConditionEditor
      label={label}
      value={plainText(value)}
      lines={shape.lines}
      invalid={invalid ?? problems.some((problem) => problem.severity === "error")}
      problems={problems}
      onChange={(text) => set(at, kept(text, optional))}
    />
  );
}

function Condition({ shape, label, at, value, optional }: ValueProps<Of<"condition">>) {
  const { words } = useText();
  const { set, findings, root, node } = useSheet();
  const document = useJourney((journey) => journey.opened?.document) ?? "";
  return (
    <ConditionField
      label={label}
      empty={words(shape.empty)}
      place={{ document, node, field: root + at }}
      value={plainText(value)}
      problems={findings.filter((found) => found.field === root + at)}
      onChange={(text) => set(at, kept(text, optional))}
    />
  );
}

function plainText(value: JsonValue | undefined): string {
  if (value === undefined || value === null) return "";
  return typeof value === "string" ? value : JSON.stringify(value);
}

function Digits({ shape, label, at, value, optional, invalid }: ValueProps<Of<"number">>) {
  const { t } = useTranslation();
  const { set } = useSheet();
  const { minimum, maximum, whole } = shape;
  const [wrong, setWrong] = useState(false);
  const send = (text: string) => {
    const plain = text.normalize("NFKC").trim();
    const number = Number(plain);
    const outside = number < (minimum ?? -Infinity) || number > (maximum ?? Infinity);
    const unfit = !Number.isFinite(number) || (whole && !Number.isInteger(number)) || outside;
    const bad = plain === "" ? !optional : unfit;
    setWrong(bad);
    if (!bad) set(at, plain === "" ? undefined : number);
  };
  return (
    <>
      <TextField
        label={label}
        value={plainText(value)}
        invalid={wrong || (invalid ?? false)}
        onChange={send}
      />
      {wrong && (
        <p className="text-xs text-error">
          {maximum === null
            ? t("inspector.number")
            : t("inspector.between", { minimum: minimum ?? 0, maximum })}
        </p>
      )}
    </>
  );
}

function YesNo({ label, at, value }: ValueProps<Of<"switch">>) {
  const { set } = useSheet();
  return (
    <Switch.Root
      aria-label={label}
      checked={value === true}
      onCheckedChange={(checked) => set(at, checked)}
      className="flex h-6 w-10 items-center rounded-full bg-control px-1 transition-colors duration-120 data-checked:bg-accent"
    >
      <Switch.Thumb className="size-4 rounded-full bg-panel transition-transform duration-120 data-checked:translate-x-4" />
    </Switch.Root>
  );
}

function OneWord({ shape, label, at, value, optional, none }: ValueProps<Of<"choice">>) {
  const { t } = useTranslation();
  const { words } = useText();
  const { set } = useSheet();
  const named = shape.options.map((option) => ({ value: option.value, label: words(option.words) }));
  const options = optional ? [{ value: "", label: none ?? t("inspector.notSet") }, ...named] : named;
  return (
    <Select
      label={label}
      value={plainText(value)}
      options={options}
      placeholder={t("inspector.choose")}
      onChange={(next) => set(at, kept(next, optional))}
    />
  );
}

/** One of several forms: a tag alone, or a map whose only key is the tag. */
function OneForm({ shape, label, at, value }: ValueProps<Of<"one_of">>) {
  const { t } = useTranslation();
  const { words } = useText();
  const { set } = useSheet();
  const tag = typeof value === "string" ? value : Object.keys(asFields(value))[0];
  const way = shape.ways.find((known) => known.tag === tag);
  const options = shape.ways.map((known) => ({ value: known.tag, label: words(known.words) }));
  const choose = (next: string) => {
    const chosen = shape.ways.find((known) => known.tag === next);
    if (chosen && next !== tag) set(at, chosen.start);
  };
  return (
    <div className="flex flex-col gap-2">
      <Select
        label={label}
        value={tag ?? ""}
        options={options}
        placeholder={t("inspector.choose")}
        onChange={choose}
      />
      {way?.shape && (
        <Value
          shape={way.shape}
          label={words(way.words)}
          at={`${at}/${way.tag}`}
          value={asFields(value)[way.tag]}
        />
      )}
    </div>
  );
}
