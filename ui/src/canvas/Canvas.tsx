// The drawing. What the hand does here becomes one edit when it is done; the core decides whether it may be.
import {
  Background,
  BackgroundVariant,
  type Connection,
  Controls,
  MiniMap,
  type OnConnectStart,
  ReactFlow,
  SelectionMode,
} from "@xyflow/react";
import { useCallback, useRef } from "react";
import { useTranslation } from "react-i18next";
import { call } from "../bridge";
import { hue } from "../controls/Kind";
import { useJourney } from "../state/journey";
import { useView } from "../state/view";
import { EmptyCanvas } from "./EmptyCanvas";
import { type StepNode, snapped } from "./graph";
import { StepCard } from "./StepCard";
import { useFirstView } from "./useFirstView";
import { useMirror } from "./useMirror";

const nodeTypes = { step: StepCard };
/** From this many steps on, only what is in sight is drawn. */
const MANY = 200;

export function Canvas() {
  const { t } = useTranslation();
  const edit = useJourney((journey) => journey.edit);
  const select = useView((view) => view.select);
  const mirror = useMirror();
  const targets = useTargets();
  useFirstView();
  const onConnect = ({ source, sourceHandle, target }: Connection) => {
    if (sourceHandle) void edit({ edit: "connect", from: source, port: sourceHandle, to: target });
  };
  const move = (_: unknown, __: unknown, moved: StepNode[]) => {
    const positions = Object.fromEntries(moved.map((node) => [node.id, snapped(node.position)]));
    void edit({ edit: "move", positions });
  };
  const onSelectionChange = useCallback(
    ({ nodes }: { nodes: { id: string }[] }) => select(nodes.map((node) => node.id)),
    [select],
  );
  return (
    <section aria-label={t("canvas.label")} className="relative min-h-0 flex-1">
      <ReactFlow
        nodes={mirror.steps}
        edges={mirror.wires}
        nodeTypes={nodeTypes}
        onNodesChange={mirror.onSteps}
        onEdgesChange={mirror.onWires}
        onNodeDragStop={move}
        onSelectionChange={onSelectionChange}
        onConnect={onConnect}
        onConnectStart={targets.ask}
        isValidConnection={targets.allows}
        deleteKeyCode={null}
        nodeDragThreshold={4}
        connectionRadius={24}
        snapToGrid
        snapGrid={[8, 8]}
        minZoom={0.1}
        maxZoom={2.5}
        selectionMode={SelectionMode.Partial}
        selectionKeyCode="Shift"
        multiSelectionKeyCode={["Shift", "Control", "Meta"]}
        onlyRenderVisibleElements={mirror.steps.length > MANY}
        disableKeyboardA11y
        defaultEdgeOptions={{ interactionWidth: 16 }}
        proOptions={{ hideAttribution: true }}
      >
        <Background variant={BackgroundVariant.Dots} gap={24} size={1.5} />
        <Controls showInteractive={false} position="bottom-left" />
        <MiniMap<StepNode>
          pannable
          zoomable
          nodeColor={(node) =>
            node.data.problems[0]?.severity === "error" ? "var(--error)" : hue(node.data.card.category)
          }
          nodeBorderRadius={12}
          style={{ width: 160, height: 100 }}
        />
      </ReactFlow>
      {mirror.steps.length === 0 && <EmptyCanvas />}
    </section>
  );
}

/** Asks once, when a wire is picked up, where it may lead; the same rule decides again when the edit is made. */
function useTargets() {
  const allowed = useRef<Set<string> | null>(null);
  const ask: OnConnectStart = (_, { nodeId, handleId, handleType }) => {
    allowed.current = null;
    const document = useJourney.getState().opened?.document;
    if (!document || !nodeId || !handleId || handleType !== "source") return;
    call("targets", { document, from: nodeId, port: handleId }).then(
      ({ nodes }) => {
        allowed.current = new Set(nodes);
      },
      (error) => useJourney.getState().refuse(error),
    );
  };
  const allows = ({ target }: { target: string }) => allowed.current?.has(target) ?? true;
  return { ask, allows };
}
