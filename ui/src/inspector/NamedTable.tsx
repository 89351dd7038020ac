// Values by name, as attributes or calendars are; or by language, as texts are.
import { Plus } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Shape } from "../bindings/Shape";
import { RemoveButton } from "../controls/RemoveButton";
import { isComposing } from "../controls/useDraft";
import { asFields, part, useSheet } from "./context";
import { Fold } from "./FieldList";
import { Value, type ValueProps } from "./Value";

type Props = ValueProps<Extract<Shape, { shape: "table" }>>;

const LANGUAGES = ["ja", "en"];

export function NamedTable({ shape, label, at, value }: Props) {
  const { t } = useTranslation();
  const { set } = useSheet();
  const entries = Object.entries(asFields(value));
  const called = (key: string) =>
    shape.languages && LANGUAGES.includes(key) ? t(`inspector.language.${key}`) : key;
  const absent = shape.languages ? LANGUAGES.filter((key) => !entries.some(([known]) => known === key)) : [];
  const add = (key: string) => set(`${at}/${part(key)}`, shape.start);
  return (
    <div className="flex flex-col gap-2">
      {entries.map(([key, item]) => {
        const pointer = `${at}/${part(key)}`;
        const inner = (
          <Value shape={shape.item} label={`${label} ${called(key)}`} at={pointer} value={item} />
        );
        return (
          <div key={key} className="flex items-start gap-1">
            <div className="min-w-0 flex-1">
              {shape.languages ? (
                <>
                  <p className="mb-1 text-xs text-soft">{called(key)}</p>
                  {inner}
                </>
              ) : (
                <Fold title={key}>{inner}</Fold>
              )}
            </div>
            <RemoveButton
              label={`${t("inspector.remove")} ${called(key)}`}
              onClick={() => set(pointer, undefined)}
            />
          </div>
        );
      })}
      {absent.map((key) => (
        <button
          key={key}
          type="button"
          className="quiet self-start border border-dashed border-control"
          onClick={() => add(key)}
        >
          <Plus size={14} />
          {called(key)}
        </button>
      ))}
      {!shape.languages && <NewName taken={entries.map(([key]) => key)} add={add} />}
    </div>
  );
}

/** Asks for a name that is not taken yet. */
export function NewName({ taken, add }: { taken: string[]; add: (key: string) => void }) {
  const { t } = useTranslation();
  const [name, setName] = useState("");
  const good = name.trim() !== "" && !taken.includes(name.trim());
  const send = () => {
    if (!good) return;
    add(name.trim());
    setName("");
  };
  return (
    <div className="flex gap-1">
      <input
        className="field"
        aria-label={t("inspector.key")}
        placeholder={t("inspector.key")}
        value={name}
        onChange={(event) => setName(event.target.value)}
        onKeyDown={(event) => event.key === "Enter" && !isComposing(event.nativeEvent) && send()}
      />
      <button type="button" className="quiet shrink-0 border border-control" disabled={!good} onClick={send}>
        <Plus size={14} />
        {t("inspector.add")}
      </button>
    </div>
  );
}
