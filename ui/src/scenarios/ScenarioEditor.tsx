// A scenario in fields: who the customer is, what they do, how chance falls, what must happen. The core reads the lines
// and writes them back; each change is one step.
import { useQuery } from "@tanstack/react-query";
import { Plus } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Label } from "../bindings/Label";
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
  { name: "clock", sorts: ["start", "until"], add: "until +90d" },
  { name: "does", sorts: ["at"], add: null },
  { name: "chance", sorts: ["chance", "recorded", "given", "mock"], add: null },
  { name: "expected", sorts: ["expect", "never", "no"], add: "expect enter" },
  { name: "other", sorts: ["#", ""], add: null },
];

export function ScenarioEditor({ index, unlike }: { index: number; unlike: Unlike | null }) {
  const { t } = useTranslation();
  const { words, label, language } = useText();
  const sheet = useSettingsSheet();
  const all = useJourney((journey) => journey.opened?.drawing.settings.scenarios);
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
  const props = (part: StoryPart) => ({
    part,
    set: (text: string) => sheet.set(`${at}/story/${part.line - 1}`, text),
    remove: () => void sheet.set(`${at}/story/${part.line - 1}`, undefined),
  });
  const add = (text: string) => void sheet.set(`${at}/story/-`, text);
  const person = parts?.find(({ sort }) => sort === "customer");
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
      {person ? (
        <CustomerFields {...props(person)} />
      ) : (
        <AddLine onClick={() => add("customer")} name="customer" />
      )}
      {SECTIONS.map(({ name, sorts, add: first }) => {
        const own = parts?.filter(({ sort }) => sorts.includes(sort)) ?? [];
        if (own.length === 0 && name === "other") return null;
        return (
          <div key={name} data-part={name} className="flex flex-col gap-1">
            <h4 className="font-semibold">{t(`tests.part.${name}`)}</h4>
            {own.map((part) => (
              <div
                key={part.line}
                data-line={part.line}
                className={unlike?.line === part.line ? "border-l-2 border-error pl-2" : "pl-2.5"}
              >
                <Line {...props(part)} />
                {unlike?.line === part.line && <p className="text-xs text-error">{words(unlike.text)}</p>}
                {problemsOf(part.line).map((problem) => (
                  <p key={problem.message.en} className="text-xs text-error">
                    {words(problem.message)}
                  </p>
                ))}
              </div>
            ))}
            {first && !(name === "clock" && own.length > 1) && (
              <AddLine onClick={() => add(first)} name={name} />
            )}
          </div>
        );
      })}
      <Written add={add} />
    </section>
  );
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

export interface LineProps {
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
