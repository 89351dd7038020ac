// The picture of the journey as a file.
import { printPicture } from "../print/printPage";
import { useJourney } from "../state/journey";
import { standingAlone } from "./alone";
import { bytesOf } from "./bytes";
import { elementsOf, pictureNow } from "./picture";
import { rasterOf } from "./raster";
import { save } from "./save";

export async function exportPicture(as: "svg" | "png" | "pdf") {
  try {
    const drawn = await pictureNow();
    if (!drawn) return;
    const name = `${drawn.name}.${as}`;
    if (as === "svg") await save(name, bytesOf(await standingAlone(drawn)), "image/svg+xml");
    if (as === "png") await save(name, await rasterOf(drawn), "image/png");
    if (as === "pdf")
      await printPicture(elementsOf(drawn), { name, width: drawn.width, height: drawn.height });
  } catch (error) {
    useJourney.getState().refuse(error);
  }
}
