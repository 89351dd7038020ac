// The keys of the designer's window. Keys that belong to a text field, or to the input method, are left to it.

import { useEffect, useRef } from "react";
import type { Problem } from "../bindings/Problem";
import { useFlow } from "../canvas/flow";
import { wireOf } from "../canvas/graph";
import { useHand } from "../canvas/hand";
import { openAppend, openNew } from "../canvas/openPicker";
import { isComposing } from "../controls/useDraft";
import { nextProblem, useGoTo } from "../problems/useGoTo";
import { useJourney } from "../state/journey";
import { useView } from "../state/view";
import { copySelection, duplicateSelection, pasteCopied, removeSteps } from "./gestures";
import { saveFile } from "./saveFile";

export function useKeys() {
  const flow = useFlow();
  const goTo = useRef(useGoTo());
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (isComposing(event)) return;
      const ctrl = event.ctrlKey || event.metaKey;
      const key = event.key.toLowerCase();
      if (ctrl && key === "s") return handled(event, () => void saveFile());
      if (key === "f8") return handled(event, () => visit(goTo.current, event.shiftKey ? -1 : 1));
      if (isTyping(event)) return;
      if (ctrl && key === "z") return handled(event, event.shiftKey ? redo : undo);
      if (ctrl && key === "y") return handled(event, redo);
      if (ctrl && key === "c") return handled(event, () => void copySelection());
      if (ctrl && key === "v") return handled(event, () => void pasteCopied());
      if (ctrl && key === "d") return handled(event, () => void duplicateSelection());
      if (ctrl && key === "a") return handled(event, selectAll);
      if (key === "escape") return handled(event, letGo);
      if (!ctrl && !event.altKey && key === "n") return handled(event, openNew);
      if (!ctrl && !event.altKey && (key === "a" || key === "/")) return handled(event, openAppend);
      if (key === "delete" || key === "backspace") {
        return handled(event, () =>
          remove(flow.getEdges().find((edge) => edge.selected)?.id, event.shiftKey),
        );
      }
    };
    window.addEventListener("keydown", onKey);
    return () => window.removeEventListener("keydown", onKey);
  }, [flow]);
}

function handled(event: KeyboardEvent, act: () => void) {
  event.preventDefault();
  act();
}

/** Whether a key goes into a text, also one in a shadow tree. */
function isTyping(event: KeyboardEvent): boolean {
  const [target] = event.composedPath();
  return target instanceof HTMLElement && target.closest("input, textarea, [contenteditable]") !== null;
}

/** What is in the hand goes first, then the selection. */
function letGo() {
  const { wire, pick, release, close } = useHand.getState();
  if (pick) close();
  else if (wire) release();
  else useView.getState().select([]);
}

function visit(goTo: (problem: Problem) => void, step: 1 | -1) {
  const problem = nextProblem(step);
  if (!problem) return;
  useView.getState().showProblems(true);
  goTo(problem);
}

function undo() {
  if (useJourney.getState().opened?.undo !== null) void useJourney.getState().undo();
}

function redo() {
  if (useJourney.getState().opened?.redo !== null) void useJourney.getState().redo();
}

function selectAll() {
  useView.getState().select(Object.keys(useJourney.getState().opened?.drawing.nodes ?? {}));
}

/** Steps that are selected go; where none is, the wire that is selected. */
function remove(wire: string | undefined, heal: boolean) {
  const steps = useView.getState().selected;
  if (steps.length > 0) return void removeSteps(steps, heal);
  if (wire) void useJourney.getState().edit({ edit: "disconnect", ...wireOf(wire) });
}
