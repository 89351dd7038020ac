// A step that the version before had and the journey has not: where it stood, to look at only.
import { Handle, type NodeProps, Position } from "@xyflow/react";
import { useTranslation } from "react-i18next";
import { KindTile } from "../controls/Kind";
import { useText } from "../i18n/text";
import { type GoneNode, STEP_WIDTH } from "./graph";
import { VersionMark } from "./VersionMark";

export function GoneStep({ data: { mark } }: NodeProps<GoneNode>) {
  const { t } = useTranslation();
  const { words } = useText();
  const { ghost } = mark;
  if (!ghost) return null;
  return (
    <article
      data-gone={mark.node}
      aria-label={t("overlay.goneStep", { name: words(ghost.name) })}
      style={{ width: STEP_WIDTH }}
      className="relative rounded-panel border border-dashed border-error bg-canvas px-3 pt-2.5 pb-2 text-soft"
    >
      <Handle type="target" position={Position.Left} id="in" isConnectable={false} className="invisible" />
      <VersionMark mark={mark} />
      <div className="flex items-start gap-2.5">
        <KindTile kind={ghost.kind} category={ghost.card.category} />
        <div className="min-w-0 flex-1">
          <h3 className="line-clamp-2 text-sm leading-snug font-semibold line-through">
            {words(ghost.name)}
          </h3>
          <p className="truncate text-xs">{words(ghost.card.sentence) || words(ghost.card.title)}</p>
        </div>
      </div>
      <Handle type="source" position={Position.Right} id="out" isConnectable={false} className="invisible" />
    </article>
  );
}
