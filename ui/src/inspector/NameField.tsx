// The name of something that stands elsewhere in the journey: what there is is offered.
import { useTranslation } from "react-i18next";
import type { Shape } from "../bindings/Shape";
import { Select } from "../controls/Select";
import { useText } from "../i18n/text";
import { useJourney } from "../state/journey";
import { useSheet } from "./context";
import { namesOf } from "./named";
import type { ValueProps } from "./Value";

export function NameField({
  shape,
  label,
  at,
  value,
  optional,
  none,
}: ValueProps<Extract<Shape, { shape: "name" }>>) {
  const { t } = useTranslation();
  const { label: textOf } = useText();
  const { set } = useSheet();
  const drawing = useJourney((journey) => journey.opened?.drawing);
  const current = typeof value === "string" ? value : "";
  const known = drawing ? namesOf(shape.of, drawing, textOf) : [];
  const there = current === "" || known.some((option) => option.value === current);
  const options = [
    ...(optional ? [{ value: "", label: none ?? t("inspector.notSet") }] : []),
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
