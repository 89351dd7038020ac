// Findings of the core as marks in the text: from their line and column to the end of the word there.
import type { Diagnostic } from "@codemirror/lint";
import type { Text } from "@codemirror/state";
import type { Problem } from "../bindings/Problem";
import type { Language } from "../state/view";

export function diagnosticsOf(text: Text, problems: Problem[], language: Language): Diagnostic[] {
  return problems.flatMap((problem) => {
    if (problem.line === null || text.length === 0) return [];
    const line = text.line(Math.min(problem.line, text.lines));
    const letters = [...line.text];
    const skipped = letters.slice(0, Math.max(0, (problem.column ?? 1) - 1)).join("").length;
    const rest = line.text.slice(skipped);
    const length = /^(?:[\w.]+|"[^"]*"?|[^\s\w]+)/.exec(rest)?.[0].length ?? 0;
    // What is missing at the end of a line is marked at the last letter of it.
    const to = Math.min(line.to, line.from + skipped + length);
    const from = Math.max(line.from, Math.min(line.from + skipped, to - 1));
    return [{ from, to: Math.max(to, from), severity: problem.severity, message: problem.message[language] }];
  });
}
