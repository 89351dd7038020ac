// A condition held as rows. What is finished is written into the text, each change as one edit; what is not stays in
// the hand. Text that was changed elsewhere is read again.
import { useEffect, useRef, useState } from "react";
import { call } from "../bridge";
import { useJourney } from "../state/journey";
import { type Place, useAnswer } from "./place";
import { afterWriting, type Group, held } from "./rows";

export function useRows(place: Place, value: string, send: (text: string) => Promise<boolean>) {
  const read = useAnswer("rows", { ...place, text: value });
  // Nothing yet, rows, or none that could show the text.
  const [root, setRoot] = useState<Group | null | undefined>(undefined);
  /** The rows with what is being typed just now: they are asked about, and not shown, since the field shows it. */
  const [typing, setTyping] = useState<Group | null>(null);
  const latest = useRef({ value, send });
  latest.current = { value, send };
  const known = useRef<string | null>(null);
  /** Texts that were sent and did not come back yet. */
  const sent = useRef<string[]>([]);
  const fresh = read.isPlaceholderData ? undefined : read.data;
  useEffect(() => {
    if (!fresh || known.current === value) return;
    known.current = value;
    const own = sent.current.indexOf(value);
    sent.current.splice(0, own + 1);
    if (own >= 0) return;
    setTyping(null);
    setRoot(fresh.lines && (held(fresh.lines) as Group));
  }, [fresh, value]);
  const asked = typing ?? root ?? null;
  const empty: Group = { is: "group", id: 0, all: true, not: false, lines: [] };
  const written = useAnswer("write_rows", { ...place, lines: asked ?? empty }, asked !== null).data;
  const change = async (next: Group) => {
    setRoot(next);
    setTyping(null);
    try {
      const { text, unfinished } = await call("write_rows", { ...place, lines: next });
      setRoot((now) => (now === next ? afterWriting(next, unfinished) : now));
      if (text === null || text === (sent.current.at(-1) ?? latest.current.value)) return;
      sent.current.push(text);
      const kept = await latest.current.send(text);
      if (!kept) sent.current = sent.current.filter((other) => other !== text);
    } catch (error) {
      useJourney.getState().refuse(error);
    }
  };
  return {
    root,
    names: read.data?.names ?? [],
    unfinished: written?.unfinished ?? [],
    /** The text of the rows as they stand, typed or sent. */
    text: written?.text ?? value,
    change,
    type: setTyping,
  };
}

export type Rows = ReturnType<typeof useRows>;
