// Going back to the gallery: nothing is lost, everything is kept already.
import { useJourney } from "../state/journey";
import { useView } from "../state/view";

export function leave() {
  useJourney.getState().show(null);
  useView.getState().select([]);
  useView.getState().showDrawer(null);
  window.history.replaceState(null, "", "#");
}
