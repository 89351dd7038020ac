// What may be typed next: names and functions of the vocabulary, and the values of a closed list after a comparison;
// found by what they are called, too, as everywhere.
import type { Completion, CompletionContext, CompletionResult } from "@codemirror/autocomplete";
import type { Vocabulary } from "../bindings/Vocabulary";
import { matching } from "../palette/search";
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
    const word = context.matchBefore(/[\p{L}\p{N}_.]+/u);
    if (!word && !context.explicit) return null;
    return offered(word?.from ?? context.pos, words, word?.text ?? "");
  };
}

/** Something that may be typed, and what else it is found by. */
interface Known extends Completion {
  called: string[];
  says: string[];
}

/** Offers what matches, best first. The library knows no kana, so that it is not asked to choose. */
function offered(from: number, words: Known[], typed: string): CompletionResult {
  const options = matching(words, typed, ({ label, called, says }) => ({
    titles: [label, ...called],
    also: [],
    help: says,
  }));
  const getMatch = ({ label }: Completion) => {
    const at = label.toLowerCase().indexOf(typed.toLowerCase());
    return at < 0 || typed === "" ? [] : [at, at + typed.length];
  };
  return { from, options, filter: false, getMatch };
}

function wordsOf(vocabulary: Vocabulary, language: Language): Known[] {
  const names = vocabulary.names.map((name) => ({
    label: name.path,
    called: [name.path.slice(name.path.indexOf(".") + 1), name.label.ja, name.label.en],
    says: [],
    detail: name.label[language],
    info: [name.kind[language], ...name.values].join(" · "),
    type: "variable",
  }));
  const functions = vocabulary.functions.map((known) => ({
    label: known.name,
    called: [],
    says: [known.help.ja, known.help.en],
    apply: `${known.name}(`,
    detail: known.help[language],
    info: known.takes,
    type: "function",
  }));
  const constants = ["true", "false"].map((label) => ({ label, called: [], says: [], type: "keyword" }));
  return [...names, ...functions, ...constants];
}

/** A value is written as a text; the quote that is there already is not written again. */
function valuesAt(context: CompletionContext, compared: RegExpExecArray, values: string[]): CompletionResult {
  const typed = (compared[2] ?? "") + (compared[3] ?? "");
  const closed = context.state.sliceDoc(context.pos, context.pos + 1) === '"';
  const options = values.map((value) => ({
    label: `"${value}"`,
    apply: closed ? `"${value}` : `"${value}"`,
    called: [value],
    says: [],
    type: "constant",
  }));
  return offered(context.pos - typed.length, options, compared[3] ?? "");
}

const insideText = (before: string) => (before.match(/(?<!\\)"/g)?.length ?? 0) % 2 === 1;
