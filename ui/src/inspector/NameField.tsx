// The name of something that stands elsewhere in the journey: what there is is offered.
import { useTranslation } from "react-i18next";
import type { Drawing } from "../bindings/Drawing";
import type { Label } from "../bindings/Label";
import type { Named } from "../bindings/Named";
import type { Shape } from "../bindings/Shape";
import { type Option, Select } from "../controls/Select";
import { useText } from "../i18n/text";
import { useJourney } from "../state/journey";
import { asFields, useSheet } from "./context";
import type { ValueProps } from "./Value";

const BUILT_IN = ["message.opened", "message.clicked", "survey.answered"];

export function NameField({
  shape,
  label,
  at,
  value,
  optional,
}: ValueProps<Extract<Shape, { shape: "name" }>>) {
  const { t } = useTranslation();
  const { label: textOf } = useText();
  const { set } = useSheet();
  const drawing = useJourney((journey) => journey.opened?.drawing);
  const current = typeof value === "string" ? value : "";
  const known = drawing ? namesOf(shape.of, drawing, textOf) : [];
  const there = current === "" || known.some((option) => option.value === current);
  const options = [
    ...(optional ? [{ value: "", label: t("inspector.notSet") }] : []),
    ...(there ? [] : [{ value: current, label: current }]),
    ...known,
  ];
  const choose = (next: string) => set(at, next === "" && optional ? undefined : next);
  return (
    <Select
      label={label}
      value={current}
      options={options}
      placeholder={t("inspector.choose")}
      onChange={choose}
    />
  );
}

function namesOf(of: Named, drawing: Drawing, textOf: (label: Label | undefined) => string): Option[] {
  const section = (name: string, prefix = ""): Option[] =>
    Object.entries(asFields(drawing.settings[name])).map(([key, item]) => {
      const title = textOf(asFields(item).label as Label | undefined);
      return { value: prefix + key, label: title ? `${title}（${prefix}${key}）` : prefix + key };
    });
  switch (of) {
    case "event":
      return [...section("events"), ...BUILT_IN.map((name) => ({ value: name, label: name }))];
    case "calendar":
      return section("calendars");
    case "offer":
      return section("offers");
    case "connector":
      return section("connectors");
    case "attribute":
      return section("attributes");
    case "context":
      return section("context");
    case "variable":
      return [...section("attributes", "customer."), ...section("context", "context.")];
    case "purpose":
      return section("consent");
    case "step":
      return Object.entries(drawing.nodes).map(([id, node]) => ({
        value: id,
        label: textOf(node?.name) || id,
      }));
  }
}
