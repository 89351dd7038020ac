// The lines of one customer's way, each with its reasons; where there are two ways, the place at which they part.
import { Check, Minus, Split, X } from "lucide-react";
import { Fragment, useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import type { Because } from "../bindings/Because";
import type { Story } from "../bindings/Story";
import type { StoryLine } from "../bindings/StoryLine";
import { useFlow } from "../canvas/flow";
import { useText } from "../i18n/text";
import { goTo } from "./goTo";
import { type Side, useReplay } from "./replay";

interface Props {
  story: Story;
  side: Side;
  /** How many lines both ways begin with; nothing where there is one way, or they are the same. */
  same: number | null;
}

export function StoryLines({ story, side, same }: Props) {
  const { t } = useTranslation();
  if (story.lines.length === 0) return <p className="px-4 py-4 text-soft">{t("rehearse.nothing")}</p>;
  return (
    <ol data-side={side}>
      {story.lines.map((line, place) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a line has no other name than its place
        <Fragment key={place}>
          {place === same && <Parting />}
          <Line line={line} place={place} side={side} />
        </Fragment>
      ))}
      {same === story.lines.length && <Parting ends />}
    </ol>
  );
}

/** Says that the ways part here, or that this one ends here. */
function Parting({ ends = false }: { ends?: boolean }) {
  const { t } = useTranslation();
  return (
    <li
      data-parting
      className="flex items-center gap-2 border-y border-accent bg-sunken px-4 py-1 text-xs font-semibold"
    >
      <Split size={13} aria-hidden className="rotate-90 text-accent" />
      {t(ends ? "fork.ends" : "fork.parting")}
    </li>
  );
}

/** The wall clock of the customer: day and time, without the offset. */
export const timeOf = (line: StoryLine | undefined) => line?.at.slice(0, 16).replace("T", " ") ?? "";

function Line({ line, place, side }: { line: StoryLine; place: number; side: Side }) {
  const { words } = useText();
  const flow = useFlow();
  const current = useReplay((replay) => replay.at === place && replay.side === side);
  // Two ways side by side leave each half of the width, so the time stands above.
  const narrow = useReplay((replay) => replay.fork !== null);
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
        className={`flex w-full items-baseline px-4 py-1 text-left hover:bg-sunken ${narrow ? "flex-col" : "gap-3"}`}
        onClick={() => goTo(flow, place, side)}
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
        <ul className={`pr-4 pb-1.5 text-xs text-soft ${narrow ? "pl-4" : "pl-[10.25rem]"}`}>
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
