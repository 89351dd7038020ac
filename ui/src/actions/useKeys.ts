// The keys of the designer's window. Keys that belong to a text, a list or the input method are left to it.
import { useEffect } from "react";
import { useFlow } from "../canvas/flow";
import { isComposing } from "../controls/useDraft";
import { useView } from "../state/view";
import { type Action, canDo } from "./action";
import { isPressed, type Pressed } from "./keys";
import { ACTIONS } from "./registry";

export function useKeys() {
  const flow = useFlow();
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (isComposing(event) || event.defaultPrevented || useView.getState().dialog) return;
      const action = actionOf(event, isTyping(event));
      if (!action) return;
      event.preventDefault();
      action.run(flow);
    };
    window.addEventListener("keydown", onKey);
    return () => window.removeEventListener("keydown", onKey);
  }, [flow]);
}

/** Returns what a key does now, if it does anything. */
export function actionOf(pressed: Pressed, typing = false): Action | undefined {
  return ACTIONS.find(
    (known) =>
      (known.typing || !typing) &&
      known.keys.some((key) => isPressed(key, pressed) && !(typing && key.length === 1)) &&
      canDo(known),
  );
}

/** Whether a key goes into a text, also one in a shadow tree, or into a list that is open. */
function isTyping(event: KeyboardEvent): boolean {
  const [target] = event.composedPath();
  const takes = "input, textarea, [contenteditable], [role=listbox], [role=menu]";
  return target instanceof HTMLElement && target.closest(takes) !== null;
}
