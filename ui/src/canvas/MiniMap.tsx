// The whole journey, small: where things stand, and which part of it is in sight. The steps are one shape for each
// color, painted when a step changes; only the frame of what is in sight moves with the drawing.
import { Panel, useStore } from "@xyflow/react";
import { memo, type PointerEvent, useMemo } from "react";
import { useTranslation } from "react-i18next";
import { hue } from "../controls/Kind";
import { zoomBy } from "../designer/look";
import { heightOf } from "./arrange";
import { useFlow } from "./flow";
import { type CanvasNode, isStep, STEP_WIDTH } from "./graph";

const [WIDTH, HEIGHT, MARGIN] = [160, 100, 8];

interface Plan {
  /** Pixels of the map for one of the drawing. */
  scale: number;
  /** Where the drawing's origin lies on the map. */
  left: number;
  top: number;
  /** One path for each color, those that lie behind first. */
  shapes: [color: string, path: string][];
}

export const MiniMap = memo(function MiniMap({ nodes }: { nodes: CanvasNode[] }) {
  const { t } = useTranslation();
  const flow = useFlow();
  const plan = useMemo(() => planOf(nodes), [nodes]);
  const look = (event: PointerEvent) => {
    if (event.buttons !== 1) return;
    const box = event.currentTarget.getBoundingClientRect();
    const x = (event.clientX - box.x - plan.left) / plan.scale;
    const y = (event.clientY - box.y - plan.top) / plan.scale;
    event.currentTarget.setPointerCapture(event.pointerId);
    void flow.setCenter(x, y, { zoom: flow.getZoom() });
  };
  return (
    <Panel position="bottom-right">
      <div
        role="img"
        aria-label={t("canvas.map")}
        data-map
        className="nopan nowheel relative cursor-pointer overflow-hidden rounded-panel border border-line bg-panel"
        style={{ width: WIDTH, height: HEIGHT }}
        onPointerDown={look}
        onPointerMove={look}
        onWheel={(event) => zoomBy(flow, event.deltaY > 0 ? 0.8 : 1.25)}
      >
        <svg aria-hidden width={WIDTH} height={HEIGHT} className="absolute inset-0">
          {plan.shapes.map(([color, path]) => (
            <path key={color} d={path} fill={color} />
          ))}
        </svg>
        <InSight plan={plan} />
      </div>
    </Panel>
  );
});

function InSight({ plan: { scale, left, top } }: { plan: Plan }) {
  const [x, y, zoom] = useStore((flow) => flow.transform);
  const width = useStore((flow) => flow.width);
  const height = useStore((flow) => flow.height);
  const by = scale / zoom;
  return (
    <div
      data-in-sight
      className="pointer-events-none absolute top-0 left-0 rounded-sm border border-accent bg-accent/10"
      style={{
        width: width * by,
        height: height * by,
        transform: `translate(${left - x * by}px, ${top - y * by}px)`,
      }}
    />
  );
}

/** On the map errors are red; frames and notes are only there. */
function colorOf(node: CanvasNode): string {
  if (!isStep(node)) return "var(--line)";
  return node.data.problems[0]?.severity === "error" ? "var(--error)" : hue(node.data.card.category);
}

/** Returns what the map shows of the nodes, the whole of them in its middle. */
export function planOf(nodes: CanvasNode[]): Plan {
  const boxes = nodes.flatMap((node) => {
    if (node.hidden) return [];
    const width = node.measured?.width ?? node.width ?? STEP_WIDTH;
    const height =
      node.measured?.height ?? node.height ?? (isStep(node) ? heightOf(node.data.card.ways.length) : 0);
    return [{ ...node.position, width, height, color: colorOf(node) }];
  });
  if (boxes.length === 0) return { scale: 1, left: 0, top: 0, shapes: [] };
  const [x, right] = [
    Math.min(...boxes.map((box) => box.x)),
    Math.max(...boxes.map((box) => box.x + box.width)),
  ];
  const [y, bottom] = [
    Math.min(...boxes.map((box) => box.y)),
    Math.max(...boxes.map((box) => box.y + box.height)),
  ];
  const fits = Math.min((WIDTH - 2 * MARGIN) / (right - x), (HEIGHT - 2 * MARGIN) / (bottom - y));
  const scale = Math.min(fits, 0.2);
  const left = (WIDTH - (right - x) * scale) / 2 - x * scale;
  const top = (HEIGHT - (bottom - y) * scale) / 2 - y * scale;
  const shapes = new Map<string, string>();
  for (const { x, y, width, height, color } of boxes) {
    const size = [Math.max(2, width * scale), Math.max(1.5, height * scale)].map((length) =>
      length.toFixed(1),
    );
    const path = `M${(left + x * scale).toFixed(1)} ${(top + y * scale).toFixed(1)}h${size[0]}v${size[1]}h-${size[0]}z`;
    shapes.set(color, (shapes.get(color) ?? "") + path);
  }
  return { scale, left, top, shapes: [...shapes] };
}
