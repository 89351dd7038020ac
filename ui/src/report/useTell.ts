// From a report to one customer: the drawing is shown, with their way told below it.
import { call } from "../bridge";
import { useRehearsal } from "../rehearsal/rehearsal";
import { useReplay } from "../rehearsal/replay";
import { useJourney } from "../state/journey";
import { useView } from "../state/view";
import { useReport } from "./report";

/** Returns what tells a customer's way through a rehearsal: the last one, unless another is named. */
export function useTell(named?: string | null): (customer: string) => void {
  const last = useRehearsal((rehearsal) => rehearsal.numbersOf);
  const run = named ?? last;
  return (customer) => {
    if (!run) return;
    call("story", { run, customer }).then((story) => {
      useReport.getState().open(null);
      useView.getState().showDrawer("customers");
      useReplay.getState().show(story, run);
    }, useJourney.getState().refuse);
  };
}
