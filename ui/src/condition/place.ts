// Where a condition stands, and what the core answers about it there: asked again whenever the document changed.
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import type { Commands } from "../bindings/commands";
import { call } from "../bridge";
import { useJourney } from "../state/journey";

export interface Place {
  document: string;
  /** The step; none means the settings. */
  node: string | null;
  /** The field, as findings name it. */
  field: string;
}

type Asking = "rows" | "write_rows" | "count";

/** Asks the core about a condition at its place; while it answers, the last answer is shown. */
export function useAnswer<N extends Asking>(name: N, request: Commands[N]["request"], enabled = true) {
  const revision = useJourney((journey) => journey.opened?.revision);
  return useQuery({
    queryKey: [name, revision, request],
    queryFn: () => call(name, request),
    enabled,
    placeholderData: keepPreviousData,
    staleTime: Infinity,
  });
}
