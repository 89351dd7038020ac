// A scenario in fields: who the customer is, what they do, how chance falls, what must happen. The core reads the lines
// and writes them back; each change is one step.
import { useQuery } from "@tanstack/react-query";
import { Plus } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Drawing } from "../bindings/Drawing";
import type { Label } from "../bindings/Label";
import type { Problem } from "../bindings/Problem";
import type { StoryPart } from "../bindings/StoryPart";
import type { Unlike } from "../bindings/Unlike";
import type { WrittenLine } from "../bindings/WrittenLine";
import { call } from "../bridge";
import { RemoveButton } from "../controls/RemoveButton";
import { TextField } from "../controls/TextField";
import { useText, withText } from "../i18n/text";
import { asFields } from "../inspector/context";
import { Labeled } from "../inspector/Labeled";
import { useJourney } from "../state/journey";
import { CustomerFields } from "./CustomerFields";
import { LineFields } from "./LineFields";
import { useSettingsSheet } from "./useSettingsSheet";

/** The sections of a story, and the lines that stand in each. */
const SECTIONS = [
  { name: "clock", sorts: ["start", "until"] },
  { name: "does", sorts: ["at"] },
  { name: "chance", sorts: ["chance", "recorded", "given", "mock"] },
  { name: "expected", sorts: ["expect", "never", "no"] },
  { name: "other", sorts: ["#", ""] },
];

/** Returns the sort of line that a section's button adds, and the fields it begins with; none where nothing fits. */
function begun(section: string, own: StoryPart[], drawing: Drawing | undefined): Partial<StoryPart> | null {
  const event = Object.keys(asFields(drawing?.settings.events))[0];
  const message = Object.entries(drawing?.nodes ?? {}).find(([, node]) => node?.kind === "message")?.[0];
  switch (section) {
    case "clock":
      return own.some(({ sort }) => sort === "until") ? null : { sort: "until", at: "90d" };
    case "does":
      return event === undefined ? null : { sort: "at", at: "+0s", of: event };
    case "chance":
      return message === undefined ? null : { sort: "given", of: message, what: "delivered" };
    case "expected":
      return { sort: "expect", what: "enter" };
    default:
      return null;
  }
}

const EMPTY: StoryPart = { line: 1, sort: "", what: "", of: "", with: "", due: "", at: "", values: [] };

export function ScenarioEditor({ index, unlike }: { index: number; unlike: Unlike | null }) {
  const { t } = useTranslation();
  const { words, label, language } = useText();
  const sheet = useSettingsSheet();
  const drawing = useJourney((journey) => journey.opened?.drawing);
  const all = drawing?.settings.scenarios;
  const scenario = asFields(Array.isArray(all) ? all[index] : undefined);
  const lines = Array.isArray(scenario.story) ? scenario.story.map(String) : [];
  const at = `/scenarios/${index}`;
  const { data: parts } = useQuery({
    queryKey: ["story_parts", lines],
    queryFn: () => call("story_parts", { lines }),
    placeholderData: (before) => before,
  });
  const name = scenario.name as Label | undefined;
  const problemsOf = (line: number) =>
    sheet.findings.filter((found) => found.field === `/settings${at}/story/${line - 1}`);
  const set = (part: StoryPart, text: string) => sheet.set(`${at}/story/${part.line - 1}`, text);
  const add = (text: string) => void sheet.set(`${at}/story/-`, text);
  const begin = async (first: Partial<StoryPart>) =>
    add((await call("write_line", { ...EMPTY, ...first })).text);
  const people = parts?.filter(({ sort }) => sort === "customer") ?? [];
  return (
    <section data-scenario-editor className="flex flex-col gap-3 p-4">
      <div className="flex items-end gap-2">
        <div className="flex-1">
          <Labeled label={t("tests.name")}>
            <TextField
              label={t("tests.name")}
              value={label(name) || String(scenario.id ?? "")}
              onChange={(text) => sheet.set(`${at}/name`, withText(name, language, text) as never)}
            />
          </Labeled>
        </div>
        <RemoveButton label={t("tests.removeScenario")} onClick={() => sheet.set(at, undefined)} />
      </div>
      <h4 className="font-semibold">{t("tests.part.customer")}</h4>
      {people.length > 0 ? (
        <CustomerFields parts={people} set={set} />
      ) : (
        <AddLine onClick={() => add("customer")} name="customer" />
      )}
      <Problems of={people.flatMap(({ line }) => problemsOf(line))} />
      {SECTIONS.map(({ name, sorts }) => {
        const own = parts?.filter(({ sort }) => sorts.includes(sort)) ?? [];
        if (own.length === 0 && name === "other") return null;
        const first = begun(name, own, drawing);
        return (
          <div key={name} data-part={name} className="flex flex-col gap-1">
            <h4 className="font-semibold">{t(`tests.part.${name}`)}</h4>
            <div className="flex flex-col divide-y divide-line">
              {own.map((part) => (
                <div
                  key={part.line}
                  data-line={part.line}
                  className={`border-l-2 py-1.5 pl-2 ${unlike?.line === part.line ? "border-l-error" : "border-l-transparent"}`}
                >
                  <Line
                    part={part}
                    set={(text) => set(part, text)}
                    remove={() => void sheet.set(`${at}/story/${part.line - 1}`, undefined)}
                  />
                  {unlike?.line === part.line && <p className="text-xs text-error">{words(unlike.text)}</p>}
                  <Problems of={problemsOf(part.line)} />
                </div>
              ))}
            </div>
            {first && <AddLine onClick={() => void begin(first)} name={name} />}
          </div>
        );
      })}
      <Written add={add} />
    </section>
  );
}

function Problems({ of }: { of: Problem[] }) {
  const { words } = useText();
  return of.map((problem) => (
    <p key={problem.code + problem.field + problem.message.en} className="text-xs text-error">
      {words(problem.message)}
    </p>
  ));
}

function AddLine({ onClick, name }: { onClick: () => void; name: string }) {
  const { t } = useTranslation();
  return (
    <button type="button" className="quiet self-start border border-dashed border-control" onClick={onClick}>
      <Plus size={14} />
      {t(`tests.addTo.${name}`)}
    </button>
  );
}

interface LineProps {
  part: StoryPart;
  set: (text: string) => Promise<boolean>;
  remove: () => void;
}

/** One line: a change that cannot be read stays in the hand, with what is wrong at its field. */
function Line({ part, set, remove }: LineProps) {
  const { t } = useTranslation();
  const { words } = useText();
  const [hand, setHand] = useState<{ part: StoryPart; written: WrittenLine } | null>(null);
  const shown = hand?.part ?? part;
  const change = async (changed: Partial<StoryPart>) => {
    const next = { ...shown, ...changed };
    const written = await call("write_line", next);
    if (written.wrong) return setHand({ part: next, written });
    setHand(null);
    await set(written.text);
  };
  return (
    <div className="flex items-start gap-2">
      <div className="min-w-0 flex-1">
        <LineFields part={shown} wrong={hand?.written.field ?? null} change={change} />
        {hand?.written.wrong && (
          <p role="alert" className="text-xs text-error">
            {words(hand.written.wrong)}
          </p>
        )}
      </div>
      <RemoveButton label={`${t("inspector.remove")} ${part.line}`} onClick={remove} />
    </div>
  );
}

/** A line as the notation writes it, for what has no button. */
function Written({ add }: { add: (text: string) => void }) {
  const { t } = useTranslation();
  return (
    <Labeled label={t("tests.asText")} help={t("tests.asTextHelp")}>
      <TextField
        label={t("tests.asText")}
        value=""
        placeholder="given nod_mail opened +30m"
        onChange={(text) => text.trim() !== "" && add(text.trim())}
      />
    </Labeled>
  );
}
