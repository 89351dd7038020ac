// The picture of the journey as a file: through the system's dialog where the door has one, else as a download.
import { call } from "../bridge";
import { printPage } from "../print/printPage";
import { useJourney } from "../state/journey";
import { useView } from "../state/view";
import { standingAlone } from "./alone";
import { base64Of, bytesOf } from "./bytes";
import { download } from "./download";
import { elementsOf, pictureNow } from "./picture";
import { rasterOf } from "./raster";

export async function exportPicture(as: "svg" | "png" | "pdf") {
  try {
    const drawn = await pictureNow();
    if (!drawn) return;
    const name = `${drawn.name}.${as}`;
    if (as === "svg") await save(name, bytesOf(await standingAlone(drawn)), "image/svg+xml");
    if (as === "png") await save(name, await rasterOf(drawn), "image/png");
    if (as === "pdf") await printPage(elementsOf(drawn), { name, width: drawn.width, height: drawn.height });
  } catch (error) {
    useJourney.getState().refuse(error);
  }
}

async function save(name: string, bytes: Uint8Array<ArrayBufferLike>, type: string) {
  if (!useView.getState().dialogs) return download(name, [bytes as Uint8Array<ArrayBuffer>], type);
  await call("save_export", { name, bytes: base64Of(bytes) });
}
