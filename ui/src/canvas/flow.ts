// What other rooms may know of the canvas: how to look at it, and where things stand on it. Only this folder names
// the library that draws it.
import { ReactFlowProvider, useReactFlow, useStore } from "@xyflow/react";

export const CanvasProvider = ReactFlowProvider;
export const useFlow = useReactFlow;
export type Flow = ReturnType<typeof useReactFlow>;

export function useZoom(): number {
  return useStore((flow) => flow.transform[2]);
}
