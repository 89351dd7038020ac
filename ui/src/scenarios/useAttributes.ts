// The customer's attributes as the journey declares them, with their types and the values there can be.
import { useText } from "../i18n/text";
import { useVocabulary } from "../state/vocabulary";
import type { Known } from "./values";

const PREFIX = "customer.";

export function useAttributes(): Known[] {
  const { words } = useText();
  const names = useVocabulary()?.names.filter(({ path }) => path.startsWith(PREFIX)) ?? [];
  return names.map(({ path, label, type, values }) => ({
    name: path.slice(PREFIX.length),
    label: words(label),
    type,
    values,
  }));
}
