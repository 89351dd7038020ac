// A wire between two steps. In its middle, where it is pointed at or chosen, the way to put a step between.
import { BaseEdge, EdgeLabelRenderer, type EdgeProps, getSmoothStepPath } from "@xyflow/react";
import { Plus } from "lucide-react";
import { memo } from "react";
import { useTranslation } from "react-i18next";
import { PORT_EDGE, wireOf } from "./graph";
import { useHand } from "./hand";
import { usePointed } from "./usePointed";

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
  return (
    <>
      <BaseEdge
        id={id}
        path={path}
        interactionWidth={16}
        className={over ? "over" : dim ? "dim" : ""}
        {...(over ? { "data-over": true } : {})}
      />
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
