// New scenarios and guardians: the simplest that says something.
import { useJourney } from "../state/journey";
import { type Chosen, useChosen } from "./tests";

const known = (list: string): { id: string }[] => {
  const all = useJourney.getState().opened?.drawing.settings[list];
  return Array.isArray(all) ? (all as { id: string }[]) : [];
};

function freeId(list: string, stem: string): string {
  const taken = new Set(known(list).map(({ id }) => id));
  let number = taken.size + 1;
  while (taken.has(`${stem}_${number}`)) number++;
  return `${stem}_${number}`;
}

async function add(list: string, of: Chosen["of"], value: { id: string }) {
  const added = await useJourney
    .getState()
    .edit({ edit: "set_setting", pointer: `/${list}/-`, value: value as never });
  if (added) useChosen.getState().choose({ of, id: value.id });
}

export function newScenario() {
  const start = `${new Date().toISOString().slice(0, 10)}T10:00`;
  void add("scenarios", "scenario", {
    id: freeId("scenarios", "scn"),
    story: [`start ${start}`, "customer", "expect enter"],
  } as never);
}

export function newGuardian() {
  const steps = Object.keys(useJourney.getState().opened?.drawing.nodes ?? {});
  void add("guardians", "guardian", {
    id: freeId("guardians", "grd"),
    rule: { always: { one_of: [{ step: steps[0] ?? "" }] } },
  } as never);
}
