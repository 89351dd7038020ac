// What sample customers do by themselves: how often each, at which hours, and with which properties.
import { useTranslation } from "react-i18next";
import type { Field } from "../bindings/Field";
import type { SampleCustomers } from "../bindings/SampleCustomers";
import type { JsonValue } from "../bindings/serde_json/JsonValue";
import { RemoveButton } from "../controls/RemoveButton";
import { Select } from "../controls/Select";
import { useText } from "../i18n/text";
import { asFields, type Fields, useSheet } from "../inspector/context";
import { FieldList } from "../inspector/FieldList";
import { Labeled } from "../inspector/Labeled";
import { Hours } from "./Hours";
import { Wrong } from "./Wrong";

interface Props {
  /** The pointer of the list. */
  at: string;
  events: JsonValue[];
  form: Field[];
  people: SampleCustomers;
}

export function EventRows({ at, events, form, people }: Props) {
  const { t } = useTranslation();
  const { words } = useText();
  const { set, values } = useSheet();
  const declared = Object.keys(asFields(values.events));
  const hours = form.find((field) => field.key === "hours");
  const rest = form.filter((field) => field.key !== "event" && field.key !== "hours");
  const numbers = (value: JsonValue | undefined) => (Array.isArray(value) ? value.map(Number) : []);
  if (declared.length === 0) return <p className="text-xs text-soft">{t("people.noEvents")}</p>;
  return (
    <>
      {events.map((item, place) => {
        const event = asFields(item);
        const name = String(event.event ?? "");
        const label = words(nameOf(values, name));
        return (
          <section
            // biome-ignore lint/suspicious/noArrayIndexKey: one event may be there twice
            key={place}
            data-event={name}
            aria-label={label}
            className="grid gap-4 border-t border-line py-3 md:grid-cols-2"
          >
            <div className="flex min-w-0 flex-col gap-2">
              <h4 className="flex items-center gap-1 font-medium">
                {label}
                <RemoveButton
                  label={`${t("inspector.remove")} ${label}`}
                  onClick={() => set(`${at}/${place}`, undefined)}
                />
              </h4>
              <FieldList fields={rest} at={`${at}/${place}`} values={event} />
              <Wrong of={people} at={(wrong) => wrong === name || wrong.startsWith(`event ${place} `)} />
            </div>
            {hours && (
              <Labeled label={words(hours.label)} help={words(hours.help)}>
                <Hours
                  label={`${label}: ${words(hours.label)}`}
                  weights={numbers(event.hours)}
                  onChange={(weights) => void set(`${at}/${place}/hours`, weights)}
                />
              </Labeled>
            )}
          </section>
        );
      })}
      <div className="w-56 border-t border-line py-3">
        <Select
          label={t("people.addEvent")}
          value=""
          placeholder={t("people.addEvent")}
          options={declared.map((value) => ({ value, label: words(nameOf(values, value)) }))}
          onChange={(event) => void set(at, [...events, { event, mean: 1, properties: {} }])}
        />
      </div>
    </>
  );
}

/** What people call an event. */
function nameOf(settings: Fields, name: string): { en: string; ja: string } {
  const label = asFields(asFields(asFields(settings.events)[name]).label);
  const text = (language: string) => String(label[language] || name);
  return { en: text("en"), ja: text("ja") };
}
