// Beside the pointer while a wire is in the hand: why it may not lead to the step under it.
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { useText } from "../i18n/text";
import type { Place } from "./graph";
import { useHand } from "./hand";
import { nodeAt } from "./under";

export function HandNote() {
  const { t } = useTranslation();
  const { words } = useText();
  const { wire, clicked, rules, note } = useHand();
  const at = usePointer(wire !== null) ?? clicked;
  const under = at && nodeAt(at);
  // At the step it starts from, a wire is only on its way.
  const refused = under && under !== wire?.from ? rules?.refused[under] : undefined;
  const text = refused
    ? words(refused)
    : clicked && wire
      ? t("canvas.leadOn")
      : note
        ? words(note.words)
        : "";
  const place = wire ? at : note?.screen;
  if (!place || text === "") return null;
  const bad = refused !== undefined || (note !== null && !wire);
  return (
    <output
      className={`pointer-events-none fixed z-50 max-w-72 rounded-control border bg-raised px-2 py-1 text-xs ${
        bad ? "border-error text-error" : "border-line text-soft"
      }`}
      style={{ left: place.x + 16, top: place.y + 16 }}
    >
      {text}
    </output>
  );
}

function usePointer(watching: boolean): Place | null {
  const [at, setAt] = useState<Place | null>(null);
  useEffect(() => {
    if (!watching) return setAt(null);
    const onMove = (event: PointerEvent) => setAt({ x: event.clientX, y: event.clientY });
    window.addEventListener("pointermove", onMove);
    return () => window.removeEventListener("pointermove", onMove);
  }, [watching]);
  return at;
}
