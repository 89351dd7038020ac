// Texts that come from the core or the document, in the language of the screen.
import type { Label } from "../bindings/Label";
import type { Words } from "../bindings/Words";
import { type Language, useView } from "../state/view";
import { isPseudo, widened } from "./pseudo";

function textOf(label: Label | undefined, language: Language): string {
  if (label === undefined) return "";
  if (typeof label === "string") return label;
  return label[language] || label.en || Object.values(label)[0] || "";
}

/** Returns the label with one language's text changed; a text that is the same everywhere stays one. */
export function withText(label: Label | undefined, language: Language, text: string): Label {
  if (label === undefined || typeof label === "string") return text;
  return { ...label, [language]: text };
}

export function useText() {
  const language = useView((view) => view.language);
  return {
    language,
    words: (words: Words) => (isPseudo ? widened(words[language]) : words[language]),
    label: (label: Label | undefined) => textOf(label, language),
  };
}
