// On whom a rehearsal is made: sample customers, or customers that were imported. What each is, how long it is kept, and
// the way to purge it.
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { FileUp, Trash2, Users } from "lucide-react";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import type { KeptPopulation } from "../bindings/KeptPopulation";
import { call } from "../bridge";
import { Select } from "../controls/Select";
import { useText } from "../i18n/text";
import { openPeople } from "../people/people";
import { useRehearsal } from "../rehearsal/rehearsal";
import { useJourney } from "../state/journey";
import { openIntake } from "./intake";
import { Retention } from "./Retention";

const DAY = 86_400_000;

export function PopulationChoice() {
  const { t } = useTranslation();
  const { data } = useQuery({ queryKey: ["populations"], queryFn: () => call("populations", {}), gcTime: 0 });
  const { setup, choose } = useRehearsal();
  const all = data?.populations ?? [];
  const chosen = all.find((population) => population.id === setup.population);
  const gone = data !== undefined && setup.population !== null && !chosen;
  useEffect(() => {
    // What was purged elsewhere, or has expired, is no choice any more.
    if (gone) choose({ population: null });
  }, [gone, choose]);
  return (
    <div data-populations className="flex flex-col gap-1.5">
      <span className="block text-xs font-medium">{t("intake.onWhom")}</span>
      <Select
        label={t("intake.onWhom")}
        value={chosen?.id ?? "samples"}
        options={[
          { value: "samples", label: t("intake.samplesOfJourney") },
          ...all.map(({ id, about }) => ({ value: id, label: about.name })),
        ]}
        onChange={(id) => choose({ population: id === "samples" ? null : id })}
      />
      {chosen ? (
        <Told population={chosen} />
      ) : (
        <button type="button" className="quiet self-start border border-control" onClick={openPeople}>
          <Users size={14} />
          {t("people.open")}
        </button>
      )}
      <button type="button" className="quiet self-start border border-control" onClick={openIntake}>
        <FileUp size={14} />
        {t("actions.importCustomers")}
      </button>
    </div>
  );
}

/** What a population is, without a value of a customer. */
function Told({ population }: { population: KeptPopulation }) {
  const { t } = useTranslation();
  const { language } = useText();
  const queries = useQueryClient();
  const [asked, setAsked] = useState(false);
  const { about, made_at, expires_at } = population;
  const number = (count: number) => count.toLocaleString(language);
  const day = (at: number) => new Date(at).toLocaleDateString(language, { dateStyle: "medium" });
  const again = () => queries.invalidateQueries({ queryKey: ["populations"] });
  const { refuse } = useJourney.getState();
  const retain = (days: number | null) =>
    call("retain", { population: population.id, days }).then(again, refuse);
  const purge = () =>
    call("purge", { population: population.id }).then(() => {
      const { choose, forget } = useRehearsal.getState();
      choose({ population: null });
      forget();
      return again();
    }, refuse);
  const said = [
    t("intake.told.people", { customers: number(about.customers), events: number(about.events) }),
    t("intake.told.made", { day: day(made_at) }),
    about.skipped > 0 && t("intake.told.skipped", { number: number(about.skipped) }),
    about.missing > 0 && t("intake.told.missing", { number: number(about.missing) }),
    about.mended > 0 && t("intake.told.mended", { number: number(about.mended) }),
    about.left_out > 0 && t("intake.told.leftOut", { number: number(about.left_out) }),
    about.pseudonyms.length > 0 && t("intake.told.pseudonyms", { names: about.pseudonyms.join(", ") }),
  ];
  return (
    <div className="flex flex-col gap-2 rounded-control border border-line bg-panel p-3 text-xs">
      <ul className="text-soft">{said.map((line) => line && <li key={line}>{line}</li>)}</ul>
      <div>
        <span className="font-medium">{t("intake.keepFor")}</span>
        <Retention
          days={expires_at === null ? null : Math.round((expires_at - made_at) / DAY)}
          onChange={(days) => void retain(days)}
        />
      </div>
      {asked ? (
        <div role="alert" className="flex flex-col gap-2">
          <p>{t("intake.purgeAsk")}</p>
          <div className="flex gap-2">
            <button
              type="button"
              data-purge
              className="min-h-7 rounded-control bg-error-tint px-3 font-semibold text-error"
              onClick={() => void purge()}
            >
              {t("intake.purge")}
            </button>
            <button type="button" className="quiet" onClick={() => setAsked(false)}>
              {t("intake.dontPurge")}
            </button>
          </div>
        </div>
      ) : (
        <button type="button" className="quiet self-start text-error" onClick={() => setAsked(true)}>
          <Trash2 size={14} />
          {t("intake.purge")}
        </button>
      )}
    </div>
  );
}
