// A file that a person wants: through the system's dialog where the door has one, else as a download.
import { call } from "../bridge";
import { useView } from "../state/view";
import { base64Of, fromBase64 } from "./bytes";
import { download } from "./download";

export async function save(name: string, bytes: Uint8Array<ArrayBufferLike>, type: string) {
  await saveBase64(name, base64Of(bytes), type);
}

/** The same, for bytes that came from the core. */
export async function saveBase64(name: string, bytes: string, type: string) {
  if (useView.getState().dialogs) await call("save_export", { name, bytes });
  else download(name, [fromBase64(bytes)], type);
}
