// A group: a frame with a name around its steps, or one card instead of them.
import { Handle, type NodeProps, NodeResizer, Position } from "@xyflow/react";
import { ChevronDown, ChevronRight, Layers } from "lucide-react";
import { memo } from "react";
import { useTranslation } from "react-i18next";
import { useFlow } from "./flow";
import type { Group } from "./frames";
import { changeFrame, foldGroup } from "./framing";
import { type GroupNode, STEP_WIDTH } from "./graph";

export const GroupFrame = memo(function GroupFrame({ id, data, selected }: NodeProps<GroupNode>) {
  const { t } = useTranslation();
  const { group } = data;
  const name = group.name || t("frames.group");
  const ring = selected ? "outline-2 outline-offset-2 outline-accent" : "";
  if (group.collapsed)
    return (
      <article
        id={`frame-${id}`}
        aria-label={name}
        style={{ width: STEP_WIDTH }}
        className={`group-handle flex h-15 items-center gap-2.5 rounded-panel border border-dashed border-control bg-panel px-3 ${ring}`}
      >
        <Handle type="target" position={Position.Left} id="in" isConnectable={false} className="port" />
        <Layers size={18} className="shrink-0 text-soft" />
        <span className="min-w-0 flex-1">
          <span className="block truncate text-sm font-semibold">{name}</span>
          <span className="block text-xs text-soft">
            {t("status.steps", { count: group.collapsed.length })}
          </span>
        </span>
        <Fold group={group} />
        <Handle type="source" position={Position.Right} id="out" isConnectable={false} className="port" />
      </article>
    );
  return (
    <>
      <NodeResizer
        isVisible={selected}
        minWidth={160}
        minHeight={96}
        onResizeEnd={(_, { x, y, width, height }) =>
          changeFrame(id, {
            x: Math.round(x),
            y: Math.round(y),
            width: Math.round(width),
            height: Math.round(height),
          })
        }
      />
      <section
        id={`frame-${id}`}
        aria-label={name}
        className={`size-full rounded-panel border border-dashed border-control bg-accent/4 ${ring}`}
      >
        <header className="group-handle pointer-events-auto flex h-8 cursor-grab items-center gap-1 rounded-t-panel px-2">
          <Fold group={group} />
          <h3 className="min-w-0 truncate text-sm font-semibold">{name}</h3>
        </header>
      </section>
    </>
  );
});

function Fold({ group }: { group: Group }) {
  const { t } = useTranslation();
  const flow = useFlow();
  const Icon = group.collapsed ? ChevronRight : ChevronDown;
  const does = t(group.collapsed ? "frames.expand" : "frames.collapse");
  return (
    <button
      type="button"
      tabIndex={-1}
      aria-label={does}
      title={does}
      aria-expanded={!group.collapsed}
      className="nodrag nopan pointer-events-auto grid size-6 shrink-0 place-items-center rounded-control hover:bg-sunken"
      onClick={() => foldGroup(flow, group.id)}
    >
      <Icon size={15} />
    </button>
  );
}
