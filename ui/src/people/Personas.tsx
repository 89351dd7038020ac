// Groups that differ from the rest: whom the page shows, and how large each group is.
import { Plus } from "lucide-react";
import { useTranslation } from "react-i18next";
import type { SampleCustomers } from "../bindings/SampleCustomers";
import { RemoveButton } from "../controls/RemoveButton";
import { TextField } from "../controls/TextField";
import { type Fields, useSheet } from "../inspector/context";
import { SplitBar } from "./SplitBar";
import { Wrong } from "./Wrong";

interface Props {
  personas: Fields[];
  /** The place of the one that is shown; none for the rest. */
  shown: number | null;
  show: (persona: number | null) => void;
  people: SampleCustomers;
}

const AT = "/population/personas";

export function Personas({ personas, shown, show, people }: Props) {
  const { t } = useTranslation();
  const { set } = useSheet();
  const names = personas.map((persona) => String(persona.name ?? ""));
  const shares = personas.map((persona) => Number(persona.share ?? 0));
  const rest = 100 - shares.reduce((sum, share) => sum + share, 0);
  const everyone = personas.length > 0 ? t("people.others") : t("people.everyone");
  const share = (percents: number[]) =>
    void set(AT, personas.map((persona, place) => ({ ...persona, share: percents[place] ?? 0 })) as never);
  const add = async () => {
    const taken = (number: number) => names.includes(t("people.persona", { number }));
    let number = personas.length + 1;
    while (taken(number)) number += 1;
    const fresh = {
      name: t("people.persona", { number }),
      share: Math.max(0, Math.min(20, rest)),
      attributes: {},
    };
    if (await set(AT, [...personas, fresh] as never)) show(personas.length);
  };
  const remove = async (place: number) => {
    show(null);
    const left = personas.filter((_, other) => other !== place);
    await set(AT, left.length > 0 ? (left as never) : undefined);
  };
  const tab = (name: string, place: number | null) => (
    <button
      key={place}
      type="button"
      aria-pressed={shown === place}
      className={`min-h-7 rounded-control border px-3 ${shown === place ? "border-accent bg-accent-tint font-semibold text-accent" : "border-control"}`}
      onClick={() => show(place)}
    >
      {name}
    </button>
  );
  return (
    <section aria-label={t("people.personas")} className="flex flex-col gap-3 border-b border-line px-5 py-3">
      <div className="flex flex-wrap items-center gap-2">
        <h3 className="mr-2 font-semibold">{t("people.personas")}</h3>
        {tab(everyone, null)}
        {names.map(tab)}
        <button
          type="button"
          className="quiet border border-dashed border-control"
          onClick={() => void add()}
        >
          <Plus size={14} />
          {t("people.addPersona")}
        </button>
        {shown !== null && (
          <span className="ml-auto flex items-center gap-1">
            <TextField
              label={t("people.personaName")}
              className="field w-48"
              value={names[shown] ?? ""}
              onChange={(name) => name.trim() && void set(`${AT}/${shown}/name`, name)}
            />
            <RemoveButton
              label={`${t("inspector.remove")} ${names[shown]}`}
              onClick={() => void remove(shown)}
            />
          </span>
        )}
      </div>
      {personas.length > 0 && (
        <SplitBar
          label={t("people.shares")}
          parts={[
            ...names.map((name, place) => ({ name, weight: shares[place] ?? 0 })),
            { name: everyone, weight: Math.max(0, rest) },
          ]}
          onChange={share}
        />
      )}
      <Wrong of={people} at={(wrong) => wrong === "personas"} />
    </section>
  );
}
