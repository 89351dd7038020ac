// How one attribute is spread: the shape, among those that fit, and what the shape says.
import { useTranslation } from "react-i18next";
import type { Field } from "../bindings/Field";
import type { Portrait } from "../bindings/Portrait";
import type { JsonValue } from "../bindings/serde_json/JsonValue";
import type { Variant } from "../bindings/Variant";
import { RemoveButton } from "../controls/RemoveButton";
import { useText } from "../i18n/text";
import { asFields, type Fields, part, useSheet } from "../inspector/context";
import { Labeled } from "../inspector/Labeled";
import { NewName } from "../inspector/NamedTable";
import { Value } from "../inspector/Value";
import { SplitBar } from "./SplitBar";

interface Props {
  /** The pointer of the spread. */
  at: string;
  spread: Fields;
  portrait: Portrait;
  /** The form of a spread. */
  form: Field[];
}

/** These have bars of their own. */
const BARS = ["weights", "percents", "percent"];

export function SpreadFields({ at, spread, portrait, form }: Props) {
  const { words } = useText();
  const of = form.find((field) => field.key === "of");
  const missing = form.find((field) => field.key === "missing");
  if (of?.shape.shape !== "one_of" || !missing) return null;
  const fitting = of.shape.ways.filter((way) => portrait.shapes.includes(way.tag));
  const ways = fitting.map((way): Variant => {
    const start = way.tag === "weights" ? { weights: weightsOf(portrait) } : way.start;
    return { ...way, start, shape: BARS.includes(way.tag) ? null : way.shape };
  });
  const label = words(portrait.label);
  return (
    <div className="flex min-w-0 flex-col gap-2">
      <div className="grid grid-cols-[1fr_7rem] gap-3">
        <Labeled label={words(of.label)}>
          <Value
            shape={{ shape: "one_of", ways }}
            label={`${label}: ${words(of.label)}`}
            at={`${at}/of`}
            value={spread.of}
          />
        </Labeled>
        <Labeled label={words(missing.label)}>
          <Value
            shape={{ shape: "number", whole: false, minimum: 0, maximum: 100 }}
            label={`${label}: ${words(missing.label)}`}
            at={`${at}/missing`}
            value={spread.missing ?? 0}
          />
        </Labeled>
      </div>
      <Bar at={`${at}/of`} of={asFields(spread.of)} portrait={portrait} label={label} />
    </div>
  );
}

/** What weights start with: what the sample has now. */
function weightsOf({ values, seen }: Portrait): JsonValue {
  const named =
    seen.is === "each"
      ? seen.counts
      : seen.is === "texts"
        ? seen.some.map((text) => [text, 1] as const)
        : seen.is === "stretches"
          ? [[seen.from, 1] as const, [seen.to, 1] as const]
          : values.map((value) => [value, 1] as const);
  return Object.fromEntries(named);
}

function Bar({ at, of, portrait, label }: { at: string; of: Fields; portrait: Portrait; label: string }) {
  const { t } = useTranslation();
  const { set } = useSheet();
  const [yes, no] = [t("people.yes"), t("people.no")];
  const chance = (name: string, percent: number, send: (percent: number) => void) => (
    <SplitBar
      key={name}
      label={name}
      parts={[
        { name: yes, weight: percent },
        { name: no, weight: 100 - percent },
      ]}
      onChange={([percent]) => send(percent ?? 0)}
    />
  );
  if (of.percent !== undefined) {
    return chance(label, Number(of.percent), (percent) => void set(`${at}/percent`, percent));
  }
  if (of.percents !== undefined) {
    const percents = asFields(of.percents);
    return portrait.values.map((tag) => (
      <Labeled key={tag} label={tag}>
        {chance(
          `${label} ${tag}`,
          Number(percents[tag] ?? 0),
          (percent) => void set(`${at}/percents/${part(tag)}`, percent),
        )}
      </Labeled>
    ));
  }
  if (of.weights === undefined) return null;
  return <Weights at={`${at}/weights`} weights={asFields(of.weights)} portrait={portrait} label={label} />;
}

function Weights(props: { at: string; weights: Fields; portrait: Portrait; label: string }) {
  const { at, weights, portrait, label } = props;
  const { t } = useTranslation();
  const { set } = useSheet();
  const closed = portrait.values.length > 0;
  const names = [...new Set([...portrait.values, ...Object.keys(weights)])];
  const parts = names.map((name) => ({
    name,
    weight: Number(weights[name] ?? 0),
    after: portrait.values.includes(name) ? undefined : (
      <RemoveButton
        label={`${t("inspector.remove")} ${name}`}
        onClick={() => set(`${at}/${part(name)}`, undefined)}
      />
    ),
  }));
  const send = (percents: number[]) =>
    void set(at, Object.fromEntries(names.map((name, place) => [name, percents[place] ?? 0])));
  return (
    <>
      {parts.length > 0 && <SplitBar label={label} parts={parts} onChange={send} />}
      {!closed && <NewName taken={names} add={(name) => void set(`${at}/${part(name)}`, 1)} />}
    </>
  );
}
