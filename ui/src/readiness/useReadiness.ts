// What still speaks against publishing the open journey: asked again after every edit and every rehearsal.
import { useQuery } from "@tanstack/react-query";
import type { Readiness } from "../bindings/Readiness";
import { call } from "../bridge";
import { useRehearsal } from "../rehearsal/rehearsal";
import { useJourney } from "../state/journey";

/** Returns what the core says; nothing before it has answered. */
export function useReadiness(): Readiness | undefined {
  const document = useJourney((journey) => journey.opened?.document) ?? "";
  const revision = useJourney((journey) => journey.opened?.revision);
  const run = useRehearsal((rehearsal) => rehearsal.run);
  const phase = useRehearsal((rehearsal) => rehearsal.progress?.phase);
  const { data } = useQuery({
    queryKey: ["readiness", document, revision, run, phase],
    queryFn: () => call("readiness", { document }),
    placeholderData: (before) => before,
    enabled: document !== "",
    gcTime: 0,
  });
  return data;
}
