// What is selected among scenarios and guardians, and how they fare: asked again after every edit.
import { useQuery } from "@tanstack/react-query";
import { create } from "zustand";
import type { ForkAt } from "../bindings/ForkAt";
import type { Tests } from "../bindings/Tests";
import { call } from "../bridge";
import { useJourney } from "../state/journey";
import { useView } from "../state/view";

export interface Chosen {
  of: "scenario" | "guardian";
  id: string;
}

interface TestsState {
  chosen: Chosen | null;
  choose: (chosen: Chosen | null) => void;
}

export const useChosen = create<TestsState>()((set) => ({
  chosen: null,
  choose: (chosen) => set({ chosen }),
}));

/** Returns how they fare, and whether that is of the journey before the last edit; nothing before the core has answered. */
export function useTests(): { tests: Tests | undefined; stale: boolean } {
  const document = useJourney((journey) => journey.opened?.document) ?? "";
  const revision = useJourney((journey) => journey.opened?.revision);
  const { data } = useQuery({
    queryKey: ["tests", document, revision],
    queryFn: () => call("tests", { document }),
    placeholderData: (before) => before,
    enabled: document !== "",
    gcTime: 0,
  });
  return { tests: data, stale: data !== undefined && data.revision !== revision };
}

/** Makes a scenario of a customer of a rehearsal, as it went or with a change, and opens it. */
export async function makeScenario(run: string, customer: string, fork: ForkAt | null = null) {
  const made = await useJourney.getState().makeScenario(run, customer, fork);
  if (!made) return;
  const all = useJourney.getState().opened?.drawing.settings.scenarios;
  const last = Array.isArray(all) ? all.at(-1) : null;
  if (typeof last !== "object" || last === null || Array.isArray(last)) return;
  useChosen.getState().choose({ of: "scenario", id: String(last.id) });
  useView.getState().showDrawer("tests");
}
