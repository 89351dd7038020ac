// The first things to do, each with how one sees that it is done: from what is open, never from what was clicked.
import type { Opened } from "../bindings/Opened";
import type { Flow } from "../canvas/flow";
import { openAppend, openNew } from "../canvas/openPicker";
import { leave } from "../designer/leave";
import { visitProblem } from "../problems/goTo";
import { useRehearsal } from "../rehearsal/rehearsal";

/** Its words are `checklist.<id>`. */
interface Item {
  id: string;
  done: (opened: Opened) => boolean;
  /** Leads to where it is done. */
  lead: (flow: Flow) => void;
}

const steps = ({ drawing }: Opened) => Object.values(drawing.nodes).filter((step) => step !== undefined);
const wires = ({ drawing }: Opened) =>
  Object.values(drawing.edges).flatMap((ports) => Object.values(ports ?? {}));
const severe = (opened: Opened) => opened.findings.some(({ severity }) => severity === "error");

export const ITEMS: readonly Item[] = [
  { id: "open", done: () => true, lead: leave },
  // A sample has steps already; what counts is a change of one's own.
  { id: "place", done: (opened) => steps(opened).length > 0 && opened.undo !== null, lead: openNew },
  { id: "connect", done: (opened) => wires(opened).length > 0, lead: openAppend },
  {
    id: "mend",
    done: (opened) => steps(opened).length > 0 && !severe(opened),
    lead: (flow) => visitProblem(flow, 1),
  },
  {
    id: "rehearse",
    done: () => useRehearsal.getState().numbers !== null,
    lead: () => void useRehearsal.getState().begin(true),
  },
];
