// What if the world were worse: what is tried, and what breaks, the worst first. Same customers, same luck; one change each.
import { Loader, Play, Square } from "lucide-react";
import { type ReactNode, useCallback } from "react";
import { useTranslation } from "react-i18next";
import type { Breaks } from "../../bindings/Breaks";
import type { World } from "../../bindings/World";
import { TextField } from "../../controls/TextField";
import { useText } from "../../i18n/text";
import { useFigures } from "../../rehearsal/figures";
import { Apart } from "../Apart";
import { Chart, type Colors, figuresAxis, namesAxis } from "../Chart";
import { valueIn } from "../estimate";
import { Page, Part, Table } from "../parts";
import { useWorlds } from "../worlds";

/** Most bars in the picture; the table has them all. */
const SHOWN = 14;
const TIMES = [2, 5];

export function WhatIf() {
  const { t } = useTranslation();
  const { words } = useText();
  const { breaks, refused } = useWorlds();
  return (
    <Page question={t("report.whatIf.question")} answer={<Answer breaks={breaks} />}>
      <Asked />
      {refused && (
        <p role="alert" className="rounded-panel bg-warning-tint px-4 py-3 text-warning">
          {words(refused.message)}
        </p>
      )}
      {breaks && <Result breaks={breaks} />}
    </Page>
  );
}

/** The figure that worlds are sorted by. */
const mainOf = (world: World, by: string) => world.kpis.find(({ id }) => id === by);

function Answer({ breaks }: { breaks: Breaks | null }) {
  const { t } = useTranslation();
  const { words, language } = useText();
  if (!breaks) return t("report.whatIf.choose");
  const [worst] = breaks.worlds;
  const kpi = worst && mainOf(worst, breaks.by);
  if (!worst || kpi?.verdict !== "less") return t("report.whatIf.nothing", { count: breaks.worlds.length });
  return t("report.whatIf.answer", {
    world: words(worst.name),
    figure: words({ en: "", ja: "", ...kpi.name }),
    old: valueIn(language, kpi, kpi.old),
    new: valueIn(language, kpi, kpi.new),
  });
}

/** What is tried, and the button that tries it. */
function Asked() {
  const { t } = useTranslation();
  const { asked, choose, look, stop, going, progress } = useWorlds();
  const share = progress && progress.total > 0 ? progress.done / progress.total : null;
  return (
    <Part title={t("report.whatIf.asked")} help={t("report.whatIf.askedHelp")}>
      <div className="grid grid-cols-[repeat(auto-fit,minmax(17rem,1fr))] gap-x-8 gap-y-2 py-2">
        <Tick on={asked.outages} set={(outages) => choose({ outages })}>
          {t("report.whatIf.outages")}
        </Tick>
        <Tick on={asked.assumptions} set={(assumptions) => choose({ assumptions })}>
          {t("report.whatIf.assumptions")}
        </Tick>
        {TIMES.map((times) => (
          <Tick
            key={times}
            on={asked.arrivals.includes(times)}
            set={(on) =>
              choose({ arrivals: TIMES.filter((it) => (it === times ? on : asked.arrivals.includes(it))) })
            }
          >
            {t("report.whatIf.arrivals", { times })}
          </Tick>
        ))}
        <Days name="holidays" days={asked.holidays} set={(holidays) => choose({ holidays })} />
        <Days name="clocks" days={asked.clocks} set={(clocks) => choose({ clocks })} />
      </div>
      <div className="flex items-center gap-3 pt-2">
        <button
          type="button"
          className="flex min-h-8 items-center gap-1.5 rounded-control bg-accent px-3 font-semibold text-accent-ink hover:brightness-110 disabled:opacity-60"
          disabled={going}
          onClick={() => void look()}
        >
          <Play size={14} />
          {t("report.whatIf.look")}
        </button>
        {going && (
          <>
            <Loader size={15} className="animate-spin text-accent motion-reduce:animate-none" />
            {share !== null && (
              <span
                role="progressbar"
                tabIndex={-1}
                aria-label={t("rehearse.progress")}
                aria-valuenow={Math.round(share * 100)}
                className="h-1.5 w-40 overflow-hidden rounded-full bg-sunken"
              >
                <span className="block h-full bg-accent" style={{ width: `${share * 100}%` }} />
              </span>
            )}
            <button type="button" className="quiet border border-control" onClick={stop}>
              <Square size={13} />
              {t("rehearse.stop")}
            </button>
          </>
        )}
      </div>
    </Part>
  );
}

function Tick({ on, set, children }: { on: boolean; set: (on: boolean) => void; children: ReactNode }) {
  return (
    <label className="flex items-center gap-2">
      <input
        type="checkbox"
        className="accent-accent"
        checked={on}
        onChange={(event) => set(event.target.checked)}
      />
      {children}
    </label>
  );
}

/** Days as text, separated by blanks or commas; the core reads them. */
function Days({
  name,
  days,
  set,
}: {
  name: "holidays" | "clocks";
  days: string[];
  set: (days: string[]) => void;
}) {
  const { t } = useTranslation();
  const label = t(`report.whatIf.${name}`);
  return (
    <div>
      <span className="block text-xs font-medium">{label}</span>
      <TextField
        label={label}
        value={days.join(", ")}
        placeholder={t("report.whatIf.day")}
        onChange={(typed) => set(typed.split(/[\s,、，]+/).filter(Boolean))}
      />
    </div>
  );
}

function Result({ breaks }: { breaks: Breaks }) {
  const { t } = useTranslation();
  const { words, language } = useText();
  const figures = useFigures();
  const { worlds, by } = breaks;
  const main = worlds[0] && mainOf(worlds[0], by);
  const shown = worlds.slice(0, SHOWN);
  const option = useCallback(
    (colors: Colors) => ({
      yAxis: wide(namesAxis(colors, shown.map(({ name }) => words(name)).reverse())),
      xAxis: figuresAxis(colors, (value) => figures.share(value)),
      series: [
        {
          type: "bar",
          barMaxWidth: 16,
          data: shown
            .map((world) => {
              const kpi = mainOf(world, by);
              const told = kpi?.verdict === "less" || kpi?.verdict === "more";
              return {
                value: kpi?.difference ?? 0,
                itemStyle: { color: told ? (kpi.difference < 0 ? colors.bad : colors.good) : colors.soft },
              };
            })
            .reverse(),
        },
      ],
    }),
    [shown, by, words, figures],
  );
  if (!main) return null;
  const figure = words({ en: "", ja: "", ...main.name });
  const others = main ? (worlds[0]?.kpis.filter(({ id }) => id !== by && SECOND.includes(id)) ?? []) : [];
  return (
    <>
      {main.unit === "share" && (
        <Part title={t("report.whatIf.picture", { figure })} help={t("report.whatIf.pictureHelp")}>
          <Chart
            name={t("report.whatIf.picture", { figure })}
            height={shown.length * 28 + 48}
            option={option}
          />
        </Part>
      )}
      <Part
        title={t("report.whatIf.table")}
        help={t("report.whatIf.paired", { runs: breaks.runs, customers: figures.count(breaks.customers) })}
      >
        <Table
          label={t("report.whatIf.table")}
          rows={worlds}
          keyOf={({ change, name }) => `${change} ${name.en}`}
          columns={[
            { head: t("report.whatIf.world"), cell: ({ name }) => words(name) },
            {
              head: figure,
              cell: (world) => {
                const kpi = mainOf(world, by);
                return kpi ? valueIn(language, kpi, kpi.new) : "";
              },
              figure: true,
            },
            {
              head: t("report.whatIf.against", { old: valueIn(language, main, main.old) }),
              cell: (world) => <Of world={world} id={by} />,
            },
            ...others.map(({ id, name }) => ({
              head: words({ en: "", ja: "", ...name }),
              cell: (world: World) => <Of world={world} id={id} />,
            })),
            {
              head: t("report.whatIf.changed"),
              cell: (world) => figures.count(world.changed_customers),
              figure: true,
            },
          ]}
        />
      </Part>
    </>
  );
}

/** A world's name is long, and ends in what makes it another. */
const wide = (axis: ReturnType<typeof namesAxis>) => ({
  ...axis,
  axisLabel: { ...axis.axisLabel, width: 340 },
});

/** The other figures that a table has room for. */
const SECOND = ["messages_per_customer", "cost_per_customer"];

function Of({ world, id }: { world: World; id: string }) {
  const kpi = mainOf(world, id);
  return kpi ? <Apart kpi={kpi} /> : null;
}
