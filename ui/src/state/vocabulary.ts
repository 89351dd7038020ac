// What conditions may say; asked again only where the settings changed.
import { useQuery } from "@tanstack/react-query";
import type { Vocabulary } from "../bindings/Vocabulary";
import { call } from "../bridge";
import { useJourney } from "./journey";

export function useVocabulary(): Vocabulary | undefined {
  const document = useJourney((journey) => journey.opened?.document);
  const settings = useJourney((journey) => journey.opened?.drawing.settings);
  const { data } = useQuery({
    queryKey: ["vocabulary", document, settings],
    queryFn: () => call("vocabulary", { document: document ?? "" }),
    enabled: document !== undefined,
    placeholderData: (before) => before,
    staleTime: Infinity,
  });
  return data;
}
