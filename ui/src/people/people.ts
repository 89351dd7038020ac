// The sample customers of the open journey: what they are like, as the core makes them, and what they could be like.
import { useQuery } from "@tanstack/react-query";
import type { SampleCustomers } from "../bindings/SampleCustomers";
import { call } from "../bridge";
import { useRehearsal } from "../rehearsal/rehearsal";
import { useJourney } from "../state/journey";
import { useView } from "../state/view";

export const openPeople = () => useView.setState({ dialog: "people" });
export const closePeople = () => useView.setState({ dialog: null });

/** What they are like, of one persona where its place is given; asked again only where the settings changed. */
export function useSampleCustomers(persona: number | null): SampleCustomers | undefined {
  const document = useJourney((journey) => journey.opened?.document);
  const settings = useJourney((journey) => journey.opened?.drawing.settings);
  const { data } = useQuery({
    queryKey: ["sample_customers", document, settings, persona],
    queryFn: () => call("sample_customers", { document: document ?? "", persona }),
    enabled: document !== undefined,
    placeholderData: (before) => before,
    staleTime: Infinity,
  });
  return data;
}

/** Says what the journey does not say about its sample customers: everything even. Says whether that was kept. */
export async function makePeople(): Promise<boolean> {
  const { opened, edit, refuse } = useJourney.getState();
  if (!opened) return false;
  try {
    const { proposed } = await call("sample_customers", { document: opened.document, persona: null });
    return await edit({ edit: "set_setting", pointer: "/population", value: proposed });
  } catch (error) {
    refuse(error);
    return false;
  }
}

export async function makePeopleAndRehearse() {
  if (await makePeople()) await useRehearsal.getState().begin(true);
}
