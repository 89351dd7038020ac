// A length of time: a number and its unit. One that needs two units is a text.
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Shape } from "../bindings/Shape";
import { Select } from "../controls/Select";
import { TextField } from "../controls/TextField";
import { useSheet } from "./context";
import { readLength, UNITS, type Unit, writeLength } from "./length";
import type { ValueProps } from "./Value";

export function LengthField(props: ValueProps<Extract<Shape, { shape: "length" }>>) {
  const { shape, label, at, value, optional, invalid } = props;
  const { t } = useTranslation();
  const { set } = useSheet();
  const text = typeof value === "string" ? value : "";
  const length = readLength(text);
  const [wrong, setWrong] = useState(false);
  const [unit, setUnit] = useState<Unit>(length?.unit ?? "d");
  const shown = length?.unit ?? unit;
  const options = UNITS.map((name) => ({ value: name, label: t(`units.${name}`) }));
  if (text !== "" && !length)
    return (
      <TextField
        label={label}
        value={text}
        invalid={invalid ?? false}
        placeholder={shape.example ?? undefined}
        onChange={(next) => set(at, next === "" && optional ? undefined : next)}
      />
    );
  const send = (typed: string) => {
    const plain = typed.normalize("NFKC").trim();
    const whole = readLength(plain);
    const bad = plain !== "" && !whole && !/^\d+$/.test(plain);
    setWrong(bad || (plain === "" && !optional));
    if (bad || (plain === "" && !optional)) return;
    if (plain === "") set(at, undefined);
    else set(at, whole ? writeLength(whole) : writeLength({ count: Number(plain), unit: shown }));
  };
  return (
    <>
      <div className="flex gap-2">
        <TextField
          label={label}
          value={length ? String(length.count) : ""}
          invalid={wrong || (invalid ?? false)}
          onChange={send}
        />
        <div className="w-28 shrink-0">
          <Select
            label={t("units.of", { label })}
            value={shown}
            options={options}
            onChange={(next) => {
              setUnit(next as Unit);
              if (length) set(at, writeLength({ count: length.count, unit: next as Unit }));
            }}
          />
        </div>
      </div>
      {wrong && <p className="text-xs text-error">{t("inspector.number")}</p>}
    </>
  );
}
