// One step on the canvas: icon, name, its setting in words, a row for each way out. Far away it is icon and name, then
// a plain block.
import { Handle, type NodeProps, Position } from "@xyflow/react";
import { Plus } from "lucide-react";
import { memo } from "react";
import { useTranslation } from "react-i18next";
import type { Way } from "../bindings/Way";
import { hue, KindTile } from "../controls/Kind";
import { Phrases } from "../controls/Phrases";
import { useText } from "../i18n/text";
import { useUntried } from "../rehearsal/gaps";
import { StepBar, StepFigure, WayFigure } from "../rehearsal/StepFigures";
import { useHeat, useSeen } from "../rehearsal/seen";
import { useStepMark } from "../report/overlay";
import { useAim } from "./aim";
import { Badge } from "./Badge";
import { useDistance } from "./distance";
import { GapMark } from "./GapMark";
import { STEP_WIDTH, type StepNode } from "./graph";
import { useHand } from "./hand";
import { useStepName } from "./useStepName";
import { VersionMark } from "./VersionMark";

export const StepCard = memo(function StepCard({ id, data, selected }: NodeProps<StepNode>) {
  const { words, label } = useText();
  const dim = useHand((hand) => hand.kin !== null && !hand.kin.has(id));
  const distance = useDistance();
  const aimed = useAim((aim) => {
    if (aim.order[aim.at] !== id) return null;
    const color = aim.rules?.refused[id] ? "outline-error" : "outline-accent";
    return `outline-2 outline-offset-2 outline-dashed ${color}`;
  });
  const heat = useHeat(id);
  const unseen = useSeen(id)?.in === 0;
  const untried = useUntried(id);
  const mark = useStepMark(id);
  const { card, kind } = data;
  const wired = data.wired.split("\n");
  const title = label(data.name) || words(card.title);
  const name = useStepName()({ ...data, untried: untried?.kind, mark: mark?.mark }, title);
  return (
    <article
      id={`step-${id}`}
      aria-label={name}
      style={{ width: STEP_WIDTH, borderLeftColor: hue(card.category) }}
      className={`relative rounded-panel border border-l-4 bg-panel ${
        untried?.kind === "impossible"
          ? "border-dotted border-control"
          : unseen
            ? "border-dashed border-control"
            : "border-line"
      } ${aimed ?? (selected ? "outline-2 outline-offset-2 outline-accent" : "")} ${dim ? "dim" : ""}`}
    >
      {distance === "block" && (
        <span
          aria-hidden
          className="absolute inset-0 z-10 rounded-panel"
          style={{ background: heat?.fill ?? hue(card.category) }}
        />
      )}
      {distance === "far" && (
        <span
          aria-hidden
          className="absolute inset-0 z-10 flex items-center gap-2 overflow-hidden rounded-r-panel bg-panel px-3"
          style={heat ? { background: heat.fill, color: heat.ink } : undefined}
        >
          <KindTile kind={kind} category={card.category} />
          <span className="line-clamp-2 text-[24px] leading-tight font-semibold">
            <Phrases text={title} />
          </span>
        </span>
      )}
      {card.way_in && <Handle type="target" position={Position.Left} id="in" className="port top-6!" />}
      {mark ? <VersionMark mark={mark} /> : <GapMark id={id} />}
      <Badge problems={data.problems} className="absolute -top-2.5 right-3" />
      <header className="relative flex items-start gap-2.5 px-3 pt-2.5 pb-2">
        <KindTile kind={kind} category={card.category} />
        <div className="min-w-0 flex-1">
          <h3 className="line-clamp-2 text-sm leading-snug font-semibold">
            <Phrases text={title} />
          </h3>
          <div className={`flex items-baseline gap-2 ${distance === "near" ? "" : "invisible"}`}>
            <p className="min-w-0 flex-1 truncate text-xs text-soft" title={words(card.sentence)}>
              {words(card.sentence) || words(card.title)}
            </p>
            <StepFigure id={id} />
          </div>
        </div>
        <StepBar id={id} />
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
      <WayFigure id={id} port={way.port} />
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
