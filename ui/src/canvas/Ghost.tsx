// The step that is about to be placed: a wire to a dashed box, gone with the picker.
import { getSmoothStepPath, Position, useInternalNode, ViewportPortal } from "@xyflow/react";
import { PORT_EDGE, STEP_WIDTH } from "./graph";
import { type Pick, useHand } from "./hand";

const HEIGHT = 60;

export function Ghost() {
  const pick = useHand((hand) => hand.pick);
  return pick?.at ? <Drawn pick={pick} at={pick.at} /> : null;
}

function Drawn({ pick, at }: { pick: Pick; at: { x: number; y: number } }) {
  const start = useStart(pick);
  const [path] = start
    ? getSmoothStepPath({
        ...start,
        sourcePosition: Position.Right,
        targetX: at.x,
        targetY: at.y + 24,
        targetPosition: Position.Left,
      })
    : [""];
  return (
    <ViewportPortal>
      <svg
        aria-hidden
        data-ghost
        className="pointer-events-none absolute overflow-visible"
        width={1}
        height={1}
      >
        <path d={path} fill="none" stroke="var(--accent)" strokeWidth={1.5} strokeDasharray="6 4" />
        <rect
          x={at.x}
          y={at.y}
          width={STEP_WIDTH}
          height={HEIGHT}
          rx={8}
          fill="var(--panel)"
          stroke="var(--accent)"
          strokeDasharray="6 4"
        />
      </svg>
    </ViewportPortal>
  );
}

/** Where the wire of the ghost starts: at the middle of its port. */
function useStart({ wire }: Pick) {
  const node = useInternalNode(wire?.from ?? "");
  const handle = node?.internals.handleBounds?.source?.find((known) => known.id === wire?.port);
  if (!node || !handle) return null;
  const { x, y } = node.internals.positionAbsolute;
  return { sourceX: x + handle.x + handle.width - PORT_EDGE, sourceY: y + handle.y + handle.height / 2 };
}
