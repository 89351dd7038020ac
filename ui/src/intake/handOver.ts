// A file that was dropped on the page, or chosen where the door has no dialog: it goes to the core piece by piece.
import type { FileInHand } from "../bindings/FileInHand";
import { call } from "../bridge";

/** Bytes of a piece: few enough that the page answers in between. */
const PIECE = 768 * 1024;

export async function handOver(
  file: File,
  heard: (share: number) => void,
  wanted: () => boolean,
): Promise<FileInHand | null> {
  let held = null as FileInHand | null;
  let at = 0;
  do {
    const bytes = await base64(file.slice(at, at + PIECE));
    held = await call("hand_over", { file: held?.file ?? null, name: file.name, bytes });
    at += PIECE;
    heard(Math.min(1, at / Math.max(1, file.size)));
    if (!wanted()) {
      await call("let_go", { file: held.file });
      return null;
    }
  } while (at < file.size);
  return held;
}

/** The browser encodes away from the page's own thread. */
function base64(piece: Blob): Promise<string> {
  return new Promise((give, fail) => {
    const reader = new FileReader();
    reader.onload = () => give(String(reader.result).split(",")[1] ?? "");
    reader.onerror = () => fail(reader.error);
    reader.readAsDataURL(piece);
  });
}
