// Text that is being typed: sent when the field is left, at Enter, or after half a second without a key.
// Enter that confirms a conversion of the input method belongs to the input method.
import { type KeyboardEvent, useEffect, useRef, useState } from "react";

const IDLE = 500;

/** Returns whether a key belongs to the input method and not to the designer. */
export function isComposing(event: { isComposing?: boolean; keyCode?: number }): boolean {
  return event.isComposing === true || event.keyCode === 229;
}

/** `typed` hears of every letter that is not part of a conversion. */
export function useDraft(value: string, send: (text: string) => void, typed?: (text: string) => void) {
  const [draft, setDraft] = useState<string | null>(null);
  const timer = useRef<number>(undefined);
  const composing = useRef(false);
  const latest = useRef({ draft, value, send });
  latest.current = { draft, value, send };
  const settle = () => {
    window.clearTimeout(timer.current);
    const { draft, value, send } = latest.current;
    if (draft !== null && draft !== value) send(draft);
  };
  // What is still in the hand when the field goes away is sent, not dropped.
  // biome-ignore lint/correctness/useExhaustiveDependencies: only when the field goes away
  useEffect(() => settle, []);
  const later = () => {
    window.clearTimeout(timer.current);
    timer.current = window.setTimeout(settle, IDLE);
  };
  return {
    value: draft ?? value,
    onChange: (text: string) => {
      setDraft(text);
      latest.current.draft = text;
      if (composing.current) return;
      typed?.(text);
      later();
    },
    onBlur: () => {
      settle();
      setDraft(null);
    },
    onCompositionStart: () => {
      composing.current = true;
      window.clearTimeout(timer.current);
    },
    onCompositionEnd: () => {
      composing.current = false;
      if (latest.current.draft !== null) typed?.(latest.current.draft);
      later();
    },
    onKeyDown: (event: KeyboardEvent<HTMLElement>) => {
      if (event.key === "Enter" && !isComposing(event.nativeEvent)) settle();
    },
  };
}
