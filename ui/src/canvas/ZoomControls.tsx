// Zoom and fit by click. By key they are actions, so they are no stops on the way through the window.
import { ControlButton, Controls } from "@xyflow/react";
import { Maximize, Minus, Plus } from "lucide-react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { fitAll, zoomBy } from "../designer/look";
import { useFlow } from "./flow";

export function ZoomControls() {
  const { t } = useTranslation();
  const flow = useFlow();
  const button = (id: string, icon: ReactNode, act: () => void) => (
    <ControlButton tabIndex={-1} aria-label={t(`actions.${id}`)} title={t(`actions.${id}`)} onClick={act}>
      {icon}
    </ControlButton>
  );
  return (
    <Controls showZoom={false} showFitView={false} showInteractive={false} position="bottom-left">
      {button("zoomIn", <Plus className="fill-none!" />, () => zoomBy(flow, 1.25))}
      {button("zoomOut", <Minus className="fill-none!" />, () => zoomBy(flow, 0.8))}
      {button("fit", <Maximize className="fill-none!" />, () => fitAll(flow))}
    </Controls>
  );
}
