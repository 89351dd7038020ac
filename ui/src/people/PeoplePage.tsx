// The sample customers of a journey on one page: how many, what groups, what each attribute is like, what they do.
import { Dialog } from "@base-ui/react/dialog";
import { Users, X } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Field } from "../bindings/Field";
import type { Opened } from "../bindings/Opened";
import type { Portrait } from "../bindings/Portrait";
import type { SampleCustomers } from "../bindings/SampleCustomers";
import type { Shape } from "../bindings/Shape";
import { useText } from "../i18n/text";
import { asFields, type Fields, part, SheetContext } from "../inspector/context";
import { FieldList } from "../inspector/FieldList";
import { useJourneySheet } from "../inspector/journeySheet";
import { useJourney } from "../state/journey";
import { usePalette } from "../state/palette";
import { useView } from "../state/view";
import { EventRows } from "./EventRows";
import { Histogram } from "./Histogram";
import { Personas } from "./Personas";
import { closePeople, makePeople, useSampleCustomers } from "./people";
import { SpreadFields } from "./SpreadFields";
import { Add, Same, Take } from "./Unsaid";
import { Wrong } from "./Wrong";

export function PeoplePage() {
  const { t } = useTranslation();
  const open = useView((view) => view.dialog === "people");
  const opened = useJourney((journey) => journey.opened);
  return (
    <Dialog.Root open={open && opened !== null} onOpenChange={(next) => !next && closePeople()}>
      <Dialog.Portal>
        <Dialog.Backdrop className="fixed inset-0 z-40 bg-black/40" />
        <Dialog.Popup
          data-people
          className="fixed top-1/2 left-1/2 z-50 flex h-[min(48rem,92vh)] w-[68rem] max-w-[94vw] -translate-x-1/2 -translate-y-1/2 flex-col rounded-panel border border-line bg-raised shadow-lg"
        >
          <header className="flex items-center gap-3 border-b border-line px-5 py-2">
            <Users size={16} className="text-accent" />
            <Dialog.Title className="text-base font-semibold">{t("people.title")}</Dialog.Title>
            <p className="text-xs text-soft">{t("people.help")}</p>
            <Dialog.Close className="quiet ml-auto" aria-label={t("people.close")} title={t("people.close")}>
              <X size={16} />
            </Dialog.Close>
          </header>
          {opened && <Inside opened={opened} />}
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

const AT = "/population";

function Inside({ opened }: { opened: Opened }) {
  const sheet = useJourneySheet(opened);
  const palette = usePalette();
  const [persona, show] = useState<number | null>(null);
  const people = useSampleCustomers(persona);
  const { population } = opened.drawing.settings;
  const form = fieldsOf(palette?.settings.find((field) => field.key === "population")?.shape);
  if (!people || form.length === 0) return null;
  if (population === undefined) return <NobodyYet />;
  return (
    <SheetContext value={sheet}>
      <Filled population={asFields(population)} form={form} persona={persona} show={show} people={people} />
    </SheetContext>
  );
}

function NobodyYet() {
  const { t } = useTranslation();
  return (
    <div className="grid flex-1 place-items-center p-8">
      <div className="flex max-w-md flex-col items-center gap-3 text-center">
        <p className="text-base font-semibold">{t("people.nobody")}</p>
        <p className="text-soft">{t("people.nobodyHelp")}</p>
        <button
          type="button"
          className="min-h-8 rounded-control bg-accent px-4 font-semibold text-accent-ink"
          onClick={() => void makePeople()}
        >
          {t("people.make")}
        </button>
      </div>
    </div>
  );
}

interface FilledProps {
  population: Fields;
  form: Field[];
  persona: number | null;
  show: (persona: number | null) => void;
  people: SampleCustomers;
}

function Filled({ population, form, persona, show, people }: FilledProps) {
  const { t } = useTranslation();
  const { words } = useText();
  const list = Array.isArray(population.personas) ? population.personas.map(asFields) : [];
  const own = persona === null ? undefined : list[persona];
  const base = own ? `${AT}/personas/${persona}` : AT;
  const holder = own ?? population;
  const numbers = ["customers", "seed", "start"].flatMap((key) => form.filter((field) => field.key === key));
  const events = form.find((field) => field.key === "events")?.shape;
  const spread = form.find((field) => field.key === "attributes")?.shape;
  const spreadForm = spread?.shape === "table" ? fieldsOf(spread.item) : [];
  const rows = { at: `${base}/attributes`, rest: asFields(population.attributes), form: spreadForm, people };
  const theirs = own && own.events === undefined ? undefined : (holder.events ?? []);
  return (
    <div className="min-h-0 flex-1 overflow-auto">
      <div data-numbers className="grid grid-cols-3 gap-4 border-b border-line px-5 py-3">
        <FieldList fields={numbers.map((field) => ({ ...field, rare: false }))} at={AT} values={population} />
      </div>
      {people.refused && people.refused_at === null && (
        <p role="alert" className="bg-error-tint px-5 py-2 text-error">
          {words(people.refused)}
        </p>
      )}
      <Personas personas={list} shown={own ? persona : null} show={show} people={people} />
      <section aria-label={t("people.attributes")} className="px-5 py-3">
        <h3 className="mb-2 font-semibold">{t("people.attributes")}</h3>
        {people.attributes.length === 0 && <p className="text-xs text-soft">{t("people.noAttributes")}</p>}
        {people.attributes.map((portrait) => (
          <AttributeRow
            key={`${persona} ${portrait.name}`}
            portrait={portrait}
            spreads={asFields(holder.attributes)}
            ofPersona={own !== undefined}
            {...rows}
          />
        ))}
      </section>
      <section aria-label={t("people.events")} className="border-t border-line px-5 py-3">
        <h3 className="mb-2 font-semibold">{t("people.events")}</h3>
        {theirs === undefined ? (
          <Same at={`${base}/events`} copy={population.events ?? []} label={t("people.events")} />
        ) : (
          <EventRows
            key={String(persona)}
            at={`${base}/events`}
            events={Array.isArray(theirs) ? theirs : []}
            form={events?.shape === "list" ? fieldsOf(events.item) : []}
            people={people}
          />
        )}
      </section>
    </div>
  );
}

interface RowProps {
  portrait: Portrait;
  at: string;
  /** The spreads that are shown: the persona's own, or the population's. */
  spreads: Fields;
  /** The population's. */
  rest: Fields;
  ofPersona: boolean;
  form: Field[];
  people: SampleCustomers;
}

function AttributeRow({ portrait, at, spreads, rest, ofPersona, form, people }: RowProps) {
  const { t } = useTranslation();
  const { words } = useText();
  const { name, label } = portrait;
  const spread = spreads[name];
  const proposed = asFields(asFields(people.proposed).attributes)[name];
  return (
    <section
      data-attribute={name}
      aria-label={words(label)}
      className="grid items-start gap-x-6 gap-y-2 border-t border-line py-3 md:grid-cols-[9rem_minmax(0,1fr)_15rem]"
    >
      <div className="min-w-0">
        <h4 className="font-medium">{words(label)}</h4>
        <p className="truncate text-xs text-soft" title={name}>
          {name}
        </p>
        {spread !== undefined && (
          <Take at={`${at}/${part(name)}`} said={t(ofPersona ? "people.asOthers" : "people.empty")} />
        )}
      </div>
      <div className="min-w-0">
        {spread === undefined ? (
          <Add
            at={at}
            map={spreads}
            name={name}
            value={ofPersona ? (rest[name] ?? proposed) : proposed}
            said={t(ofPersona ? "people.sameAsOthers" : "people.nobodyHas")}
            doing={t(ofPersona ? "people.differ" : "people.spread")}
          />
        ) : (
          <SpreadFields
            at={`${at}/${part(name)}`}
            spread={asFields(spread)}
            portrait={portrait}
            form={form}
          />
        )}
        <Wrong of={people} at={(wrong) => wrong === name} />
      </div>
      <Histogram portrait={portrait} samples={people.samples} />
    </section>
  );
}

const fieldsOf = (shape: Shape | undefined): Field[] => (shape?.shape === "group" ? shape.fields : []);
