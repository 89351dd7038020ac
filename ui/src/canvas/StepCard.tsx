// One step on the canvas: icon, name, its setting in words, a row for each way out. Far away it is icon and name, then
// a plain block.
import { Handle, type NodeProps, Position, useStore } from "@xyflow/react";
import { CircleAlert, Info, Plus, TriangleAlert } from "lucide-react";
import { memo } from "react";
import { useTranslation } from "react-i18next";
import type { Problem } from "../bindings/Problem";
import type { Way } from "../bindings/Way";
import { hue, KindTile } from "../controls/Kind";
import { useText } from "../i18n/text";
import { useAim } from "./aim";
import { STEP_WIDTH, type StepNode } from "./graph";
import { useHand } from "./hand";

type Distance = "near" | "far" | "block";

const distanceOf = (zoom: number): Distance => (zoom < 0.25 ? "block" : zoom < 0.5 ? "far" : "near");

export const StepCard = memo(function StepCard({ id, data, selected }: NodeProps<StepNode>) {
  const { words, label } = useText();
  const dim = useHand((hand) => hand.kin !== null && !hand.kin.has(id));
  const distance = useStore((flow) => distanceOf(flow.transform[2]));
  const aimed = useAim((aim) => {
    if (aim.order[aim.at] !== id) return null;
    const color = aim.rules?.refused[id] ? "outline-error" : "outline-accent";
    return `outline-2 outline-offset-2 outline-dashed ${color}`;
  });
  const { card, kind } = data;
  const wired = data.wired.split("\n");
  const title = label(data.name) || words(card.title);
  const name = useStepName(data, title);
  return (
    <article
      id={`step-${id}`}
      aria-label={name}
      style={{ width: STEP_WIDTH, borderLeftColor: hue(card.category) }}
      className={`relative rounded-panel border border-l-4 border-line bg-panel ${
        aimed ?? (selected ? "outline-2 outline-offset-2 outline-accent" : "")
      } ${dim ? "dim" : ""}`}
    >
      {distance === "block" && (
        <span
          aria-hidden
          className="absolute inset-0 z-10 rounded-panel"
          style={{ background: hue(card.category) }}
        />
      )}
      {distance === "far" && (
        <span
          aria-hidden
          className="absolute inset-0 z-10 flex items-center gap-2 overflow-hidden rounded-r-panel bg-panel px-3"
        >
          <KindTile kind={kind} category={card.category} />
          <span className="line-clamp-2 text-[24px] leading-tight font-semibold">{title}</span>
        </span>
      )}
      {card.way_in && <Handle type="target" position={Position.Left} id="in" className="port top-6!" />}
      <Badge problems={data.problems} />
      <header className="flex items-start gap-2.5 px-3 pt-2.5 pb-2">
        <KindTile kind={kind} category={card.category} />
        <div className="min-w-0 flex-1">
          <h3 className="line-clamp-2 text-sm leading-snug font-semibold">{title}</h3>
          <p
            className={`truncate text-xs text-soft ${distance === "near" ? "" : "invisible"}`}
            title={words(card.sentence)}
          >
            {words(card.sentence) || words(card.title)}
          </p>
        </div>
      </header>
      {card.ways.length > 0 && (
        <ul className="border-t border-line py-1">
          {card.ways.map((way) => (
            <WayOut
              key={way.port}
              id={id}
              way={way}
              near={distance === "near"}
              wired={wired.includes(way.port)}
            />
          ))}
        </ul>
      )}
    </article>
  );
});

/** What is said of a step: kind, name, place, ways out, what is wrong; no coordinates. */
function useStepName({ card, problems, place, total }: StepNode["data"], title: string): string {
  const { t } = useTranslation();
  const { words } = useText();
  const kind = words(card.title);
  const count = (severity: string) => problems.filter((problem) => problem.severity === severity).length;
  const parts = [
    kind === title ? kind : t("canvas.named", { kind, name: title }),
    t("canvas.place", { place, total }),
    t("canvas.ways", { count: card.ways.length }),
    ...(["error", "warning"] as const).flatMap((severity) =>
      count(severity) > 0 ? [t(`status.${severity}s`, { count: count(severity) })] : [],
    ),
  ];
  return parts.join(t("canvas.comma"));
}

function WayOut({ id, way, near, wired }: { id: string; way: Way; near: boolean; wired: boolean }) {
  const { t } = useTranslation();
  const { take, open } = useHand.getState();
  const wire = { from: id, port: way.port };
  const { words } = useText();
  const tint = way.role === "error" ? "text-error" : way.role === "timeout" ? "text-warning" : "text-soft";
  return (
    <li
      className={`relative flex h-6 items-center justify-end gap-2 pr-4 text-xs ${tint} ${near ? "" : "invisible"}`}
    >
      {way.ends && <span className="rounded-full bg-sunken px-2 text-soft">{t("canvas.ends")}</span>}
      <span className="truncate">{words(way.words)}</span>
      <Handle
        type="source"
        position={Position.Right}
        id={way.port}
        className="port visible"
        onClick={(event) => {
          event.stopPropagation();
          take(wire, { x: event.clientX, y: event.clientY });
        }}
      />
      {near && !wired && !way.ends && (
        <button
          type="button"
          tabIndex={-1}
          aria-label={t("canvas.append", { way: words(way.words) })}
          title={t("canvas.append", { way: words(way.words) })}
          className="nodrag nopan plus absolute top-0 -right-10"
          onClick={(event) => {
            event.stopPropagation();
            open({ wire, between: false, at: null, screen: { x: event.clientX + 16, y: event.clientY } });
          }}
        >
          <Plus size={12} />
        </button>
      )}
    </li>
  );
}

const MARKS = {
  error: [CircleAlert, "bg-error-tint text-error border-error rounded-full"],
  warning: [TriangleAlert, "bg-warning-tint text-warning border-warning rounded-control"],
  info: [Info, "bg-info-tint text-info border-info rounded-full"],
} as const;

/** Shape, color and count: the worst finding decides. */
function Badge({ problems }: { problems: Problem[] }) {
  const { t } = useTranslation();
  const worst = problems[0];
  if (!worst) return null;
  const [Icon, look] = MARKS[worst.severity];
  return (
    <span
      role="img"
      aria-label={t("canvas.problems", { count: problems.length })}
      className={`absolute -top-2.5 right-3 flex h-5 items-center gap-1 border px-1.5 text-xs font-medium ${look}`}
    >
      <Icon size={12} />
      {problems.length}
    </span>
  );
}
