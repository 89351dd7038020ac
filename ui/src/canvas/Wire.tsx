// A wire between two steps. In its middle, where it is pointed at or chosen, the way to put a step between.
import { BaseEdge, EdgeLabelRenderer, type EdgeProps, getSmoothStepPath } from "@xyflow/react";
import { Plus } from "lucide-react";
import { memo, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { type Untried, useUntried } from "../rehearsal/gaps";
import { useReplay } from "../rehearsal/replay";
import { useWent } from "../rehearsal/seen";
import { useWayMark } from "../report/overlay";
import { useJourney } from "../state/journey";
import { useNames } from "../state/names";
import { PORT_EDGE, wireOf } from "./graph";
import { useHand } from "./hand";
import { usePointed } from "./usePointed";
import { WayApart } from "./WayApart";

/** A wire as it is said: where it leads, and by which way out. */
function Told({ id, untried, children }: { id: string; untried: Untried | undefined; children: ReactNode }) {
  const { t } = useTranslation();
  const names = useNames();
  const { from, port } = wireOf(id);
  const to = useJourney((journey) => journey.opened?.drawing.edges[from]?.[port]) ?? "";
  const said = { step: names.step(to), from: names.step(from), way: names.way(from, port) };
  return (
    // biome-ignore lint/a11y/noInteractiveElementToNoninteractiveRole: a part of a drawing is no control
    <g
      role="img"
      aria-label={`${t("walk.behind", said)}${untried ? `${t("canvas.comma")}${t(`gap.${untried.kind}`)}` : ""}`}
    >
      {children}
    </g>
  );
}

/** After a rehearsal a wire is as wide as the root of its share; where nobody went it is broken. */
const weightOf = (share: number) =>
  share === 0 ? { strokeDasharray: "5 4" } : { strokeWidth: 1.5 + 6.5 * Math.sqrt(Math.min(share, 1)) };

/** A wire that nobody can ever go is only hinted at. */
const NEVER = { strokeDasharray: "1 6", strokeLinecap: "round" as const };

/** In the middle of a wire that nobody went: an empty circle; struck out where nobody ever can. */
function Mark({ kind, x, y }: { kind: Untried["kind"]; x: number; y: number }) {
  return (
    <g
      data-gap={kind}
      transform={`translate(${x} ${y})`}
      fill="var(--canvas)"
      stroke="var(--wire)"
      strokeWidth={1.5}
    >
      <circle r={6} strokeDasharray={kind === "impossible" ? undefined : "3 2"} />
      {kind === "impossible" && <path d="M-4 4 4 -4" />}
    </g>
  );
}

export const Wire = memo(function Wire(props: EdgeProps) {
  const { id, source, target, selected, sourceX, targetX } = props;
  const { t } = useTranslation();
  const [path, x, y] = getSmoothStepPath({
    ...props,
    sourceX: sourceX - PORT_EDGE,
    targetX: targetX + PORT_EDGE,
  });
  const dim = useHand((hand) => hand.kin !== null && !(hand.kin.has(source) && hand.kin.has(target)));
  const over = useHand((hand) => hand.over?.id === id);
  const pointed = usePointed((state) => state.wire === id);
  const open = useHand((hand) => hand.open);
  const show = selected || pointed;
  const { from, port } = wireOf(id);
  const went = useWent(from, port);
  const untried = useUntried(from, port);
  const apart = useWayMark(from, port);
  const trodden = useReplay((replay) => replay.ways.has(id));
  return (
    <>
      <Told id={id} untried={untried}>
        <BaseEdge
          id={id}
          path={path}
          interactionWidth={16}
          className={over ? "over" : dim ? "dim" : trodden ? "trodden" : ""}
          style={untried?.kind === "impossible" ? NEVER : went ? weightOf(went.share) : {}}
          {...(over ? { "data-over": true } : {})}
        />
        {untried && !show && !apart && <Mark kind={untried.kind} x={x} y={y} />}
      </Told>
      {apart && !show && (
        <EdgeLabelRenderer>
          <WayApart way={apart} x={x} y={y} />
        </EdgeLabelRenderer>
      )}
      {show && (
        <EdgeLabelRenderer>
          <button
            type="button"
            tabIndex={-1}
            aria-label={t("canvas.insert")}
            title={t("canvas.insert")}
            className="nodrag nopan plus pointer-events-auto absolute"
            style={{ transform: `translate(-50%, -50%) translate(${x}px, ${y}px)` }}
            onPointerEnter={() => usePointed.getState().point(id)}
            onPointerLeave={() => usePointed.getState().leave()}
            onClick={(event) =>
              open({
                wire: wireOf(id),
                between: true,
                at: null,
                screen: { x: event.clientX + 16, y: event.clientY },
              })
            }
          >
            <Plus size={12} />
          </button>
        </EdgeLabelRenderer>
      )}
    </>
  );
});
