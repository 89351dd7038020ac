// The journey as a picture in a file; a part of the one list of actions.
import { exportPicture } from "../picture/exportPicture";
import { useJourney } from "../state/journey";
import type { Action } from "./action";

const opened = () => useJourney.getState().opened !== null;

const as = (shape: "svg" | "png" | "pdf", also: string): Action => ({
  id: `export${shape[0]?.toUpperCase()}${shape.slice(1)}`,
  also: `かきだし がぞう picture image export ${also}`,
  group: "file",
  keys: [],
  applies: opened,
  run: () => void exportPicture(shape),
});

export const PICTURES: readonly Action[] = [
  as("svg", "vector ベクター"),
  as("png", "bitmap"),
  as("pdf", "print いんさつ"),
];
