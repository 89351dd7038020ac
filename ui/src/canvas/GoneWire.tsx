// A wire that the version before had and the journey has not.
import { BaseEdge, EdgeLabelRenderer, type EdgeProps, getSmoothStepPath } from "@xyflow/react";
import { useTranslation } from "react-i18next";
import { useNames } from "../state/names";
import type { GoneWireEdge } from "./graph";
import { WayApart } from "./WayApart";

export function GoneWire(props: EdgeProps<GoneWireEdge>) {
  const { t } = useTranslation();
  const names = useNames();
  const [path, x, y] = getSmoothStepPath(props);
  const way = props.data?.way;
  if (!way) return null;
  const said = t("overlay.goneWay", { from: names.step(way.node), to: names.step(way.old_to ?? "") });
  return (
    <>
      {/* biome-ignore lint/a11y/noInteractiveElementToNoninteractiveRole: a part of a drawing is no control */}
      <g role="img" aria-label={said} data-gone-way={`${way.node}.${way.port}`}>
        <BaseEdge path={path} className="gone" />
      </g>
      <EdgeLabelRenderer>
        <WayApart way={{ ...way, mark: "removed" }} x={x} y={y} />
      </EdgeLabelRenderer>
    </>
  );
}
