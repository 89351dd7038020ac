// One customer's way: each line with its reasons, the steps on the drawing, and going through it step by step; and
// beside it the way as it would go with a change.
import { FlaskConical, Pause, Play, SkipBack, SkipForward, Split, X } from "lucide-react";
import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import type { Story } from "../bindings/Story";
import { useFlow } from "../canvas/flow";
import { Select } from "../controls/Select";
import { useText } from "../i18n/text";
import { usePanels } from "../panels/panels";
import { makeScenario } from "../scenarios/tests";
import { useNames } from "../state/names";
import { ForkedWay } from "./ForkedWay";
import { ForkForm } from "./ForkForm";
import { goTo } from "./goTo";
import { useReplay, wayOf } from "./replay";
import { StoryLines, timeOf } from "./StoryLines";

/** From one line to the next, while it plays. */
const BEAT = 900;

export function StoryView({ run }: { run: string | null }) {
  const { t } = useTranslation();
  const { story, fork, forking } = useReplay();
  // biome-ignore lint/correctness/useExhaustiveDependencies: a story is of one rehearsal, and goes with it
  useEffect(() => () => useReplay.getState().show(null), [run]);
  if (!story) return <p className="px-6 py-4 text-soft">{t("rehearse.choose")}</p>;
  return (
    <section
      aria-label={t("rehearse.story", { customer: story.customer })}
      className="flex min-w-0 flex-1 flex-col"
    >
      <Controls story={story} />
      <div className="flex min-h-0 flex-1 flex-col overflow-auto">
        {forking && <ForkForm story={story} />}
        <div className="flex min-h-24 flex-1">
          <section
            aria-label={fork ? t("fork.first") : undefined}
            className="flex min-h-0 min-w-0 flex-1 flex-col overflow-auto"
          >
            {fork && <h4 className="border-b border-line px-4 py-1.5 font-semibold">{t("fork.first")}</h4>}
            <Attributes story={story} />
            <StoryLines
              story={story}
              side="first"
              same={fork && !fork.forked.unchanged ? fork.forked.same : null}
            />
          </section>
          {fork && <ForkedWay fork={fork} />}
        </div>
      </div>
    </section>
  );
}

function Controls({ story }: { story: Story }) {
  const { t } = useTranslation();
  const flow = useFlow();
  const names = useNames();
  const replay = useReplay();
  const { at, playing, play, breakpoint, breakAt, forking, run, side } = replay;
  const lines = wayOf(replay)?.lines ?? [];
  const last = lines.length - 1;
  useEffect(() => {
    if (!playing) return;
    const timer = window.setInterval(() => {
      const { at, breakpoint } = useReplay.getState();
      if (at >= last) return play(false);
      goTo(flow, at + 1);
      if (breakpoint !== null && lines[at + 1]?.node === breakpoint) play(false);
    }, BEAT);
    return () => window.clearInterval(timer);
  }, [playing, flow, last, play, lines]);
  const steps = [...new Set(lines.flatMap((line) => (line.node ? [line.node] : [])))];
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
        aria-valuetext={timeOf(lines[at])}
        className="mx-2 min-w-16 flex-1 accent-accent"
        onChange={(event) => goTo(flow, Number(event.target.value))}
      />
      <span className="w-32">
        <Select
          label={t("rehearse.breakpoint")}
          value={breakpoint ?? "none"}
          options={[{ value: "none", label: t("rehearse.noBreakpoint") }, ...stops]}
          onChange={(step) => breakAt(step === "none" ? null : step)}
        />
      </span>
      {run && (
        <>
          <button
            type="button"
            className="quiet border border-control"
            data-fork
            aria-expanded={forking}
            title={t("fork.help")}
            onClick={() => {
              // What goes otherwise is said of a line of the way as it was.
              if (side === "other") goTo(flow, Math.min(at, story.lines.length - 1), "first");
              if (!forking) makeRoom();
              replay.ask(!forking);
            }}
          >
            <Split size={14} className="rotate-90" />
            {t("fork.ask")}
          </button>
          <button
            type="button"
            className="quiet border border-control"
            aria-label={t("tests.make")}
            title={t("tests.make")}
            onClick={() => void makeScenario(run, story.customer)}
          >
            <FlaskConical size={14} />
            {t("tests.makeShort")}
          </button>
        </>
      )}
      <Step name="closeStory" act={() => useReplay.getState().show(null)} icon={<X size={15} />} />
    </div>
  );
}

/** Height at which two ways side by side can be read. */
const ROOM = 344;

/** Makes the drawer higher where it is too low for what is asked. */
function makeRoom() {
  const { size, resize } = usePanels.getState();
  if (size.drawer < ROOM) resize("drawer", ROOM);
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
    <details className="border-b border-line px-4 py-1.5 text-xs">
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
