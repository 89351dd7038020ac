// Drawing wires: by drag or by two clicks, to a step anywhere on it, to empty space, and from one end to another.
import type {
  Connection,
  Edge,
  FinalConnectionState,
  OnConnectStart,
  OnReconnect,
  ReactFlowProps,
} from "@xyflow/react";
import { useReactFlow } from "@xyflow/react";
import { useMemo, useRef } from "react";
import { useJourney } from "../state/journey";
import { type CanvasNode, type Place, wireOf } from "./graph";
import { useHand, type WireEnd } from "./hand";
import { lead } from "./lead";
import { nodeAt, pointOf } from "./under";

/** How long a refusal stays beside the pointer. */
const READ = 3000;
/** From the place where a wire is let go to the corner of the step that then stands there. */
const DROP = { x: 0, y: 24 };

type Wiring = Pick<
  ReactFlowProps<CanvasNode>,
  | "onConnect"
  | "onConnectStart"
  | "onConnectEnd"
  | "onReconnect"
  | "onReconnectStart"
  | "onReconnectEnd"
  | "isValidConnection"
  | "onNodeClick"
  | "onPaneClick"
>;

export function useWiring(): Wiring {
  const flow = useReactFlow();
  const moved = useRef<Edge | null>(null);
  return useMemo(() => {
    const onConnect = ({ source, sourceHandle, target }: Connection) => {
      if (sourceHandle) letGoAt({ from: source, port: sourceHandle }, target);
    };
    const onConnectStart: OnConnectStart = (_, { nodeId, handleId, handleType }) => {
      if (nodeId && handleId && handleType === "source")
        useHand.getState().take({ from: nodeId, port: handleId }, null);
    };
    const onConnectEnd = (event: MouseEvent | TouchEvent, state: FinalConnectionState) => {
      const { wire, release } = useHand.getState();
      if (!wire || state.isValid) return release();
      const point = pointOf(event);
      const under = nodeAt(point);
      if (under) leadTo(wire, under, point);
      else if (moved.current || !onPane(point)) release();
      else place(wire, point, flow.screenToFlowPosition);
    };
    const onReconnect: OnReconnect = (edge, { source, sourceHandle, target }) => {
      const old = wireOf(edge.id);
      const same = source === old.from && sourceHandle === old.port && target === edge.target;
      if (!sourceHandle || same) return;
      const change = { ...old, new_from: source, new_port: sourceHandle, to: target };
      void useJourney.getState().edit({ edit: "reconnect", ...change });
    };
    return {
      onConnect,
      onConnectStart,
      onConnectEnd,
      onReconnect,
      onReconnectStart: (_, edge) => {
        moved.current = edge;
      },
      onReconnectEnd: () => {
        moved.current = null;
      },
      isValidConnection: ({ target }) => !useHand.getState().rules?.refused[target],
      onNodeClick: (event, node) => {
        const { wire, clicked } = useHand.getState();
        if (wire && clicked) leadTo(wire, node.id, { x: event.clientX, y: event.clientY });
      },
      onPaneClick: (event) => {
        const { wire, clicked } = useHand.getState();
        if (wire && clicked) place(wire, { x: event.clientX, y: event.clientY }, flow.screenToFlowPosition);
      },
    };
  }, [flow]);
}

function letGoAt(wire: WireEnd, to: string) {
  useHand.getState().release();
  void lead(wire, { to });
}

/** Leads a wire to a step, or says beside the pointer why it may not lead there. */
function leadTo(wire: WireEnd, to: string, screen: Place) {
  const words = useHand.getState().rules?.refused[to];
  if (!words) return letGoAt(wire, to);
  useHand.getState().release();
  const note = { screen, words };
  useHand.setState({ note });
  window.setTimeout(() => useHand.getState().note === note && useHand.setState({ note: null }), READ);
}

function place(wire: WireEnd, screen: Place, onCanvas: (point: Place) => Place) {
  const { x, y } = onCanvas(screen);
  const at = { x: x - DROP.x, y: y - DROP.y };
  useHand.getState().open({ wire, between: false, at, screen: { x: screen.x + 16, y: screen.y + 48 } });
}

const onPane = ({ x, y }: Place) => document.elementFromPoint(x, y)?.closest(".react-flow__renderer") != null;
