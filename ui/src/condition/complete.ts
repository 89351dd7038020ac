// What may be typed next: names and functions of the vocabulary, and the values of a closed list after a comparison.
import type { Completion, CompletionContext, CompletionResult } from "@codemirror/autocomplete";
import type { Vocabulary } from "../bindings/Vocabulary";
import type { Language } from "../state/view";

const COMPARED = /((?:customer|context|event)\.\w+)\s*[=!]=\s*("?)([^"]*)$/;

export function completions(vocabulary: Vocabulary, language: Language) {
  const words = wordsOf(vocabulary, language);
  return (context: CompletionContext): CompletionResult | null => {
    const before = context.state.sliceDoc(context.state.doc.lineAt(context.pos).from, context.pos);
    const compared = COMPARED.exec(before);
    const values = vocabulary.names.find((name) => name.path === compared?.[1])?.values ?? [];
    if (compared && values.length > 0) return valuesAt(context, compared, values);
    if (insideText(before)) return null;
    const word = context.matchBefore(/[\w.]+/);
    if (!word && !context.explicit) return null;
    return { from: word?.from ?? context.pos, options: words, validFor: /^[\w.]*$/ };
  };
}

function wordsOf(vocabulary: Vocabulary, language: Language): Completion[] {
  const names = vocabulary.names.map((name) => ({
    label: name.path,
    detail: name.label[language],
    info: [name.kind[language], ...name.values].join(" · "),
    type: "variable",
    boost: 1,
  }));
  const functions = vocabulary.functions.map((known) => ({
    label: known.name,
    apply: `${known.name}(`,
    detail: known.help[language],
    info: known.takes,
    type: "function",
  }));
  return [...names, ...functions, { label: "true", type: "keyword" }, { label: "false", type: "keyword" }];
}

/** A value is written as a text; the quote that is there already is not written again. */
function valuesAt(context: CompletionContext, compared: RegExpExecArray, values: string[]): CompletionResult {
  const typed = (compared[2] ?? "") + (compared[3] ?? "");
  const closed = context.state.sliceDoc(context.pos, context.pos + 1) === '"';
  const options = values.map((value) => ({
    label: `"${value}"`,
    apply: closed ? `"${value}` : `"${value}"`,
    type: "constant",
  }));
  return { from: context.pos - typed.length, options, validFor: /^"?[^"]*$/ };
}

const insideText = (before: string) => (before.match(/(?<!\\)"/g)?.length ?? 0) % 2 === 1;
