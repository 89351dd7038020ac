// The drawing. What the hand does here becomes one edit when it is done; the core decides whether it may be.
import { ReactFlow, SelectionMode } from "@xyflow/react";
import { useTranslation } from "react-i18next";
import { useView } from "../state/view";
import { Chooser } from "./Chooser";
import { Dots } from "./Dots";
import { EmptyCanvas } from "./EmptyCanvas";
import { Ghost } from "./Ghost";
import { GoneStep } from "./GoneStep";
import { GoneWire } from "./GoneWire";
import { GroupFrame } from "./GroupFrame";
import { HandNote } from "./HandNote";
import { HeatLegend } from "./HeatLegend";
import { Lanes } from "./Lanes";
import { MiniMap } from "./MiniMap";
import { NoteCard } from "./NoteCard";
import { OverlayLegend } from "./OverlayLegend";
import { Picker } from "./Picker";
import { settleIn } from "./regions";
import { Said } from "./Said";
import { StepCard } from "./StepCard";
import { useDragging } from "./useDragging";
import { useFirstView } from "./useFirstView";
import { useKin } from "./useKin";
import { useMirror } from "./useMirror";
import { usePointed } from "./usePointed";
import { useWiring } from "./useWiring";
import { Wire } from "./Wire";
import { ZoomControls } from "./ZoomControls";

const nodeTypes = { step: StepCard, note: NoteCard, frame: GroupFrame, gone: GoneStep };
const edgeTypes = { wire: Wire, gone: GoneWire };
/** From this many steps on, only what is in sight is drawn. */
const MANY = 60;

/** The step that keys go to, for who cannot see it. */
function useActive(): string | undefined {
  const [one, more] = useView((view) => view.selected);
  return one && !more ? `step-${one}` : undefined;
}

export function Canvas() {
  const { t } = useTranslation();
  const active = useActive();
  const lanes = useView((view) => view.lanes);
  const mirror = useMirror();
  const wiring = useWiring();
  const dragging = useDragging();
  const kin = useKin();
  const { point, leave } = usePointed.getState();
  useFirstView();
  return (
    <section aria-label={t("canvas.label")} className="relative min-h-0 flex-1">
      <ReactFlow
        nodes={mirror.steps}
        edges={mirror.wires}
        nodeTypes={nodeTypes}
        edgeTypes={edgeTypes}
        onNodesChange={mirror.onSteps}
        onEdgesChange={mirror.onWires}
        {...wiring}
        {...dragging}
        {...kin}
        onEdgeMouseEnter={(_, wire) => point(wire.id)}
        onEdgeMouseLeave={leave}
        connectOnClick={false}
        connectionDragThreshold={4}
        edgesReconnectable
        reconnectRadius={12}
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
        nodesFocusable={false}
        edgesFocusable={false}
        tabIndex={0}
        onFocus={() => settleIn("canvas")}
        aria-label={t("canvas.application")}
        aria-activedescendant={active}
        proOptions={{ hideAttribution: true }}
      >
        <Dots />
        {lanes && <Lanes />}
        <ZoomControls />
        {mirror.steps.length > 0 && <MiniMap nodes={mirror.steps} />}
        <HeatLegend />
        <OverlayLegend />
        <Ghost />
      </ReactFlow>
      {mirror.steps.length === 0 && <EmptyCanvas />}
      <Said />
      <Picker />
      <Chooser />
      <HandNote />
    </section>
  );
}
