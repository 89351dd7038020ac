// One customer's way: each line with its reasons, the steps on the drawing, and going through it step by step.
import { Check, FlaskConical, Minus, Pause, Play, SkipBack, SkipForward, X } from "lucide-react";
import { useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import type { Because } from "../bindings/Because";
import type { Story } from "../bindings/Story";
import type { StoryLine } from "../bindings/StoryLine";
import { type Flow, useFlow } from "../canvas/flow";
import { Select } from "../controls/Select";
import { lookAt } from "../designer/look";
import { useText } from "../i18n/text";
import { makeScenario } from "../scenarios/tests";
import { useJourney } from "../state/journey";
import { useNames } from "../state/names";
import { useView } from "../state/view";
import { useReplay } from "./replay";

/** From one line to the next, while it plays. */
const BEAT = 900;

export function StoryView({ run }: { run: string | null }) {
  const { t } = useTranslation();
  const story = useReplay((replay) => replay.story);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a story is of one rehearsal, and goes with it
  useEffect(() => () => useReplay.getState().show(null), [run]);
  if (!story) return <p className="px-6 py-4 text-soft">{t("rehearse.choose")}</p>;
  return (
    <section
      aria-label={t("rehearse.story", { customer: story.customer })}
      className="flex min-w-0 flex-1 flex-col"
    >
      <Controls story={story} run={run} />
      <div className="min-h-0 flex-1 overflow-auto">
        <Attributes story={story} />
        <ol>
          {story.lines.map((line, place) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a line has no other name than its place
            <Line key={place} line={line} place={place} />
          ))}
        </ol>
        {story.lines.length === 0 && <p className="px-6 py-4 text-soft">{t("rehearse.nothing")}</p>}
      </div>
    </section>
  );
}

/** Goes to a line: its step is selected and brought into sight. */
function goTo(flow: Flow, place: number) {
  useReplay.getState().go(place);
  const { story, at } = useReplay.getState();
  const node = story?.lines[at]?.node;
  if (!node || !useJourney.getState().opened?.drawing.nodes[node]) return;
  useView.getState().select([node]);
  lookAt(flow, node);
}

function Controls({ story, run }: { story: Story; run: string | null }) {
  const { t } = useTranslation();
  const flow = useFlow();
  const names = useNames();
  const { at, playing, play, breakpoint, breakAt } = useReplay();
  const last = story.lines.length - 1;
  useEffect(() => {
    if (!playing) return;
    const timer = window.setInterval(() => {
      const { at, breakpoint } = useReplay.getState();
      if (at >= last) return play(false);
      goTo(flow, at + 1);
      if (breakpoint !== null && story.lines[at + 1]?.node === breakpoint) play(false);
    }, BEAT);
    return () => window.clearInterval(timer);
  }, [playing, flow, last, play, story]);
  const steps = [...new Set(story.lines.flatMap((line) => (line.node ? [line.node] : [])))];
  const stops = steps.map((id) => ({ value: id, label: names.step(id) }));
  return (
    <div className="flex flex-wrap items-center gap-1 border-b border-line px-4 py-1">
      <h3 className="mr-2 font-semibold">{story.customer}</h3>
      <Step name="stepBack" disabled={at <= 0} act={() => goTo(flow, at - 1)} icon={<SkipBack size={14} />} />
      <Step
        name={playing ? "pause" : "play"}
        disabled={last < 1}
        act={() => play(!playing)}
        icon={playing ? <Pause size={14} /> : <Play size={14} />}
      />
      <Step
        name="stepForward"
        disabled={at >= last}
        act={() => goTo(flow, at + 1)}
        icon={<SkipForward size={14} />}
      />
      <input
        type="range"
        min={0}
        max={Math.max(last, 0)}
        value={at}
        aria-label={t("rehearse.scrub")}
        aria-valuetext={timeOf(story.lines[at])}
        className="mx-2 w-40 accent-accent"
        onChange={(event) => goTo(flow, Number(event.target.value))}
      />
      <span className="w-36">
        <Select
          label={t("rehearse.breakpoint")}
          value={breakpoint ?? "none"}
          options={[{ value: "none", label: t("rehearse.noBreakpoint") }, ...stops]}
          onChange={(step) => breakAt(step === "none" ? null : step)}
        />
      </span>
      <span className="flex-1" />
      {run && (
        <button
          type="button"
          className="quiet border border-control"
          onClick={() => void makeScenario(run, story.customer)}
        >
          <FlaskConical size={14} />
          {t("tests.make")}
        </button>
      )}
      <Step name="closeStory" act={() => useReplay.getState().show(null)} icon={<X size={15} />} />
    </div>
  );
}

function Step(props: { name: string; icon: React.ReactNode; disabled?: boolean; act: () => void }) {
  const { t } = useTranslation();
  const name = t(`rehearse.${props.name}`);
  return (
    <button
      type="button"
      className="quiet"
      aria-label={name}
      title={name}
      disabled={props.disabled}
      onClick={props.act}
    >
      {props.icon}
    </button>
  );
}

/** What is known of the customer, behind a click. */
function Attributes({ story }: { story: Story }) {
  const { t } = useTranslation();
  const { words } = useText();
  const known = story.attributes.filter((it) => it.value !== null);
  return (
    <details className="border-b border-line px-6 py-1.5 text-xs">
      <summary className="cursor-pointer text-soft">
        {t("rehearse.attributes", { count: known.length })}
      </summary>
      <dl className="mt-1 grid grid-cols-[repeat(auto-fill,minmax(14rem,1fr))] gap-x-6">
        {known.map(({ name, label, value }) => (
          <div key={name} className="flex justify-between gap-3 py-0.5">
            <dt className="truncate text-soft">{words(label)}</dt>
            <dd className="truncate font-medium" title={value ?? ""}>
              {value}
            </dd>
          </div>
        ))}
      </dl>
    </details>
  );
}

/** The wall clock of the customer: day and time, without the offset. */
const timeOf = (line: StoryLine | undefined) => line?.at.slice(0, 16).replace("T", " ") ?? "";

function Line({ line, place }: { line: StoryLine; place: number }) {
  const { words } = useText();
  const flow = useFlow();
  const current = useReplay((replay) => replay.at === place);
  const row = useRef<HTMLLIElement>(null);
  useEffect(() => {
    if (current) row.current?.scrollIntoView({ block: "nearest" });
  }, [current]);
  const [step, what] = [words(line.step), words(line.what)];
  return (
    <li
      ref={row}
      aria-current={current ? "step" : undefined}
      className={`border-b border-line ${current ? "bg-accent-tint" : ""}`}
    >
      <button
        type="button"
        data-line={place}
        className="flex w-full items-baseline gap-3 px-6 py-1 text-left hover:bg-sunken"
        onClick={() => goTo(flow, place)}
      >
        <time dateTime={line.at} className="w-32 shrink-0 text-xs text-soft">
          {timeOf(line)}
        </time>
        <span className="min-w-0 flex-1">
          {step && <span className="mr-2 font-medium">{step}</span>}
          {what}
        </span>
      </button>
      {line.because.length > 0 && (
        <ul className="pr-6 pb-1.5 pl-[10.75rem] text-xs text-soft">
          {line.because.map((reason, place) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a reason has no other name than its place
            <Reason key={place} reason={reason} />
          ))}
        </ul>
      )}
    </li>
  );
}

function Reason({ reason }: { reason: Because }) {
  const { t } = useTranslation();
  const { words } = useText();
  const [Icon, tint, name] =
    reason.held === true
      ? ([Check, "text-success", "held"] as const)
      : reason.held === false
        ? ([X, "text-error", "failed"] as const)
        : ([Minus, "text-soft", "unknown"] as const);
  return (
    <li className="flex items-baseline gap-1.5" style={{ paddingLeft: `${reason.depth}rem` }}>
      <Icon
        size={12}
        role="img"
        aria-label={t(`rehearse.${name}`)}
        className={`shrink-0 translate-y-0.5 ${tint}`}
      />
      <span>{words(reason.text)}</span>
    </li>
  );
}
