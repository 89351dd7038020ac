// What is shown and said of each step, made once for all items.
import { useMemo } from "react";
import type { Card } from "../bindings/Card";
import type { Opened } from "../bindings/Opened";
import type { Problem } from "../bindings/Problem";
import { orderOf, problemsOf } from "../canvas/graph";
import { useText } from "../i18n/text";

export interface Told {
  title: string;
  kind: string;
  card: Card;
  problems: Problem[];
  place: number;
  total: number;
}

export function useTold(opened: Opened): Map<string, Told> {
  const { label, words, language } = useText();
  // biome-ignore lint/correctness/useExhaustiveDependencies: texts change with the language
  return useMemo(() => {
    const problems = problemsOf(opened.findings);
    const order = orderOf(opened);
    const told = new Map<string, Told>();
    for (const [id, place] of order) {
      const [card, step] = [opened.cards[id], opened.drawing.nodes[id]];
      if (!card || !step) continue;
      const title = label(step.name) || words(card.title);
      const found = problems.get(id) ?? [];
      told.set(id, { title, kind: step.kind, card, problems: found, place, total: order.size });
    }
    return told;
  }, [opened, language]);
}
