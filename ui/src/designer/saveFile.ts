// Saving in a file: through the system's dialog where the door has one, else as a download.
import { call } from "../bridge";
import { download } from "../picture/download";
import { useJourney } from "../state/journey";
import { useView } from "../state/view";

/** Saves in the journey's own file; `elsewhere` asks for another, which is its own from then on. */
export async function saveFile(elsewhere = false) {
  const { opened, show, refuse } = useJourney.getState();
  if (!opened) return;
  const document = opened.document;
  try {
    if (!useView.getState().dialogs) {
      const { name, text } = await call("export_text", { document });
      download(name, [text], "application/json");
      return;
    }
    const saved = await call("save_file", { document, elsewhere });
    const now = useJourney.getState().opened;
    if (saved && now) show({ ...now, file: saved.file });
  } catch (error) {
    refuse(error);
  }
}
