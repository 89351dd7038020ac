// The customers of a rehearsal: found by step, way, end, goal or id; a click tells the way of one.
import { useQuery } from "@tanstack/react-query";
import { ChevronLeft, ChevronRight, Flag } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Customer } from "../bindings/Customer";
import type { End } from "../bindings/End";
import type { Whom } from "../bindings/Whom";
import { call } from "../bridge";
import { Select } from "../controls/Select";
import { TextField } from "../controls/TextField";
import { useJourney } from "../state/journey";
import { useNames } from "../state/names";
import { useView } from "../state/view";
import { useFigures } from "./figures";
import { useRehearsal } from "./rehearsal";
import { useReplay } from "./replay";
import { StoryView } from "./StoryView";

const PAGE = 50;

const ENDS: readonly End[] = [
  "converted",
  "resolved",
  "left",
  "unresolved",
  "not_eligible",
  "expired",
  "inside",
  "never",
];

const EVERYONE: Whom = { id: "", node: null, port: null, end: null, goal: null };

export function Customers() {
  const { t } = useTranslation();
  const run = useRehearsal((rehearsal) => rehearsal.numbersOf);
  // A comparison tells of customers, too, where nothing else was rehearsed.
  const told = useReplay((replay) => replay.story !== null);
  // What goes otherwise, and two ways side by side, take the whole width.
  const forked = useReplay((replay) => replay.forking || replay.fork !== null);
  if (run === null && !told) return <p className="px-4 py-2 text-soft">{t("rehearse.none")}</p>;
  return (
    <div className="flex min-h-0 flex-1">
      {run !== null && !forked && <List run={run} />}
      <StoryView run={run} />
    </div>
  );
}

function List({ run }: { run: string }) {
  const { t } = useTranslation();
  const figures = useFigures();
  const [whom, setWhom] = useState<Whom>(EVERYONE);
  const [skip, setSkip] = useState(0);
  const { data } = useQuery({
    queryKey: ["customers", run, whom, skip],
    queryFn: () => call("customers", { run, whom, skip }),
    placeholderData: (before) => before,
    gcTime: 0,
  });
  const change = (part: Partial<Whom>) => {
    setWhom({ ...whom, ...part });
    setSkip(0);
  };
  const total = data?.total ?? 0;
  return (
    <section
      aria-label={t("drawer.customers")}
      className="flex w-[44%] min-w-80 shrink-0 flex-col border-r border-line"
    >
      <Filter whom={whom} onChange={change} />
      <div className="flex items-center gap-2 border-b border-line px-4 pb-1 text-xs text-soft">
        <output data-total={total}>
          {t("rehearse.people", { count: total, number: figures.count(total) })}
        </output>
        <span className="flex-1" />
        <button
          type="button"
          className="quiet"
          aria-label={t("rehearse.before")}
          disabled={skip === 0}
          onClick={() => setSkip(Math.max(0, skip - PAGE))}
        >
          <ChevronLeft size={14} />
        </button>
        <span>
          {total === 0 ? 0 : figures.count(skip + 1)}–{figures.count(Math.min(skip + PAGE, total))}
        </span>
        <button
          type="button"
          className="quiet"
          aria-label={t("rehearse.after")}
          disabled={skip + PAGE >= total}
          onClick={() => setSkip(skip + PAGE)}
        >
          <ChevronRight size={14} />
        </button>
      </div>
      <ul className="min-h-0 flex-1 overflow-auto">
        {data?.customers.map((customer) => (
          <Row key={customer.id} customer={customer} run={run} />
        ))}
      </ul>
    </section>
  );
}

function Filter({ whom, onChange }: { whom: Whom; onChange: (part: Partial<Whom>) => void }) {
  const { t } = useTranslation();
  const names = useNames();
  const cards = useJourney((journey) => journey.opened?.cards) ?? {};
  const selected = useView((view) => (view.selected.length === 1 ? view.selected[0] : undefined));
  const any = { value: "any", label: t("rehearse.any") };
  const steps = Object.keys(cards).map((id) => ({ value: id, label: names.step(id) }));
  const ways = whom.node ? (cards[whom.node]?.ways ?? []) : [];
  const ends = ENDS.map((value) => ({ value, label: t(`rehearse.end.${value}`) }));
  const given = (value: string) => (value === "any" ? null : value);
  return (
    <div className="flex flex-wrap items-center gap-2 px-4 py-2">
      <TextField
        label={t("rehearse.id")}
        placeholder={t("rehearse.id")}
        className="field w-24!"
        value={whom.id}
        onChange={(id) => onChange({ id })}
        onTyped={(id) => onChange({ id })}
      />
      <span className="w-40">
        <Select
          label={t("rehearse.through")}
          value={whom.node ?? "any"}
          options={[{ ...any, label: t("rehearse.anyStep") }, ...steps]}
          onChange={(node) => onChange({ node: given(node), port: null })}
        />
      </span>
      {ways.length > 1 && (
        <span className="w-32">
          <Select
            label={t("rehearse.way")}
            value={whom.port ?? "any"}
            options={[
              { ...any, label: t("rehearse.anyWay") },
              ...ways.map((way) => ({ value: way.port, label: names.way(whom.node ?? "", way.port) })),
            ]}
            onChange={(port) => onChange({ port: given(port) })}
          />
        </span>
      )}
      <span className="w-36">
        <Select
          label={t("rehearse.ended")}
          value={whom.end ?? "any"}
          options={[{ ...any, label: t("rehearse.anyEnd") }, ...ends]}
          onChange={(end) => onChange({ end: ENDS.find((known) => known === end) ?? null })}
        />
      </span>
      {selected && selected !== whom.node && (
        <button
          type="button"
          className="quiet border border-control"
          onClick={() => onChange({ node: selected, port: null })}
        >
          {t("rehearse.throughSelected")}
        </button>
      )}
    </div>
  );
}

function Row({ customer, run }: { customer: Customer; run: string }) {
  const { t } = useTranslation();
  const figures = useFigures();
  const names = useNames();
  const current = useReplay((replay) => replay.story?.customer === customer.id);
  const tell = () =>
    call("story", { run, customer: customer.id }).then(
      (story) => useReplay.getState().show(story, run),
      useJourney.getState().refuse,
    );
  return (
    <li aria-current={current || undefined} className="border-t border-line first:border-t-0">
      <button
        type="button"
        data-customer={customer.id}
        className={`flex w-full items-baseline gap-3 px-4 py-1 text-left hover:bg-sunken ${current ? "bg-accent-tint" : ""}`}
        onClick={() => void tell()}
      >
        <span className="w-24 shrink-0 truncate font-medium">{customer.id}</span>
        <span className="w-24 shrink-0 truncate">{t(`rehearse.end.${customer.end}`)}</span>
        <span className="min-w-0 flex-1 truncate text-soft">
          {customer.at ? names.step(customer.at) : ""}
        </span>
        {customer.goal && (
          <Flag size={13} role="img" aria-label={t("rehearse.goal")} className="shrink-0 text-success" />
        )}
        <span className="shrink-0 text-xs text-soft">
          {t("rehearse.messages", { count: customer.messages })}
        </span>
        <span className="w-20 shrink-0 text-right text-xs text-soft">
          {customer.instances > 0 ? figures.length(customer.waited_ms) : ""}
        </span>
      </button>
    </li>
  );
}
