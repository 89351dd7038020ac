// Saving in a file: through the system's dialog where the door has one, else as a download.
import { call } from "../bridge";
import { useJourney } from "../state/journey";
import { useView } from "../state/view";

export async function saveFile() {
  const { opened, show, refuse } = useJourney.getState();
  if (!opened) return;
  const document = opened.document;
  try {
    if (!useView.getState().dialogs) {
      download(await call("export_text", { document }));
      return;
    }
    const saved = await call("save_file", { document, elsewhere: false });
    const now = useJourney.getState().opened;
    if (saved && now) show({ ...now, file: saved.file });
  } catch (error) {
    refuse(error);
  }
}

function download({ name, text }: { name: string; text: string }) {
  const address = URL.createObjectURL(new Blob([text], { type: "application/json" }));
  const link = document.createElement("a");
  link.href = address;
  link.download = name;
  link.click();
  URL.revokeObjectURL(address);
}
