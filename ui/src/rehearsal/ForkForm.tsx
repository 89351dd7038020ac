// What goes otherwise from a line on: another answer, or another value of an attribute. What there is to choose comes
// from the core; so does why something cannot be.
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Refused } from "../bindings/Refused";
import type { Story } from "../bindings/Story";
import type { StoryPart } from "../bindings/StoryPart";
import { call } from "../bridge";
import { Select } from "../controls/Select";
import { TextField } from "../controls/TextField";
import { useText } from "../i18n/text";
import { Labeled } from "../inspector/Labeled";
import { useAttributes } from "../scenarios/useAttributes";
import { ValueFields } from "../scenarios/ValueFields";
import { refusedOf } from "../state/journey";
import { useReplay } from "./replay";
import { timeOf } from "./StoryLines";
import { useForkWords } from "./useForkWords";

const EMPTY: StoryPart = { line: 1, sort: "", what: "", of: "", with: "", due: "", at: "", values: [] };

/** The choice that is about an attribute. */
const ATTRIBUTE = "attribute";

export function ForkForm({ story }: { story: Story }) {
  const { t } = useTranslation();
  const { words } = useText();
  const run = useReplay((replay) => replay.run) ?? "";
  const at = useReplay((replay) => replay.at);
  const line = story.lines[at];
  const place = line?.place ?? 0;
  const [hand, setHand] = useState<{ place: number; choice: string; part: StoryPart } | null>(null);
  const [refused, setRefused] = useState<Refused | null>(null);
  const said = useForkWords();
  const { data: choices } = useQuery({
    queryKey: ["fork_choices", run, story.customer, place],
    queryFn: () =>
      call("fork_choices", { run, customer: story.customer, place }).then(({ choices }) => choices),
    gcTime: 0,
  });
  if (!choices) return null;
  const answers = choices.map(({ part, unchanged }, index) => ({
    value: String(index),
    label: unchanged ? t("fork.asItWas", { answer: said.answer(part) }) : said.answer(part),
  }));
  // What is proposed is the first answer that is not the one it was.
  const other = choices.findIndex(({ unchanged }) => !unchanged);
  const own = hand?.place === place ? hand : null;
  const choice = own?.choice ?? (other < 0 ? ATTRIBUTE : String(other));
  const part = own?.part ?? choices[other]?.part ?? { ...EMPTY, sort: "customer" };
  const hold = (changed: Partial<StoryPart>) => {
    setRefused(null);
    setHand({ place, choice, part: { ...part, ...changed } });
  };
  const choose = (next: string) => {
    setRefused(null);
    setHand({ place, choice: next, part: choices[Number(next)]?.part ?? { ...EMPTY, sort: "customer" } });
  };
  const fork = async () => {
    try {
      const asked = { place, part };
      const forked = await call("fork", { run, customer: story.customer, at: asked });
      useReplay.getState().part({ at: asked, forked });
    } catch (error) {
      setRefused(refusedOf(error));
    }
  };
  return (
    <form
      data-fork-form
      aria-label={t("fork.ask")}
      className="flex flex-col gap-2 border-b border-line bg-sunken px-4 py-2.5"
      onSubmit={(event) => {
        event.preventDefault();
        void fork();
      }}
    >
      <p className="text-xs text-soft">
        {t("fork.from", {
          time: timeOf(line),
          line: line ? [words(line.step), words(line.what)].filter(Boolean).join(" ") : "",
        })}
      </p>
      {choices.length === 0 && <p className="text-xs text-soft">{t("fork.noChance")}</p>}
      <div className="flex flex-wrap items-end gap-3">
        <div className="min-w-44">
          <Labeled label={t("fork.what")}>
            <Select
              label={t("fork.what")}
              value={choice}
              options={[...answers, { value: ATTRIBUTE, label: t("fork.attribute") }]}
              onChange={choose}
            />
          </Labeled>
        </div>
        {choice === ATTRIBUTE ? (
          <AttributeFields story={story} part={part} hold={hold} />
        ) : (
          <AnswerFields part={part} hold={hold} />
        )}
        <div className="ml-auto flex items-center gap-2">
          <button type="button" className="quiet min-h-8" onClick={() => useReplay.getState().ask(false)}>
            {t("fork.cancel")}
          </button>
          <button
            type="submit"
            className="min-h-8 shrink-0 rounded-control bg-accent px-4 font-semibold text-accent-ink hover:brightness-110"
          >
            {t("fork.show")}
          </button>
        </div>
      </div>
      {refused && (
        <p role="alert" className="text-xs text-error">
          {words(refused.message)}
        </p>
      )}
    </form>
  );
}

interface FieldsProps {
  part: StoryPart;
  hold: (changed: Partial<StoryPart>) => void;
}

/** When an answer comes, and the score it is. */
function AnswerFields({ part, hold }: FieldsProps) {
  const { t } = useTranslation();
  const answered = part.what === "answers" && part.with !== "";
  return (
    <>
      {answered && (
        <Labeled label={t("fork.score")}>
          <TextField
            label={t("fork.score")}
            value={part.with}
            className="field w-20!"
            onChange={(score) => hold({ with: score })}
            onTyped={(score) => hold({ with: score })}
          />
        </Labeled>
      )}
      {part.at !== "" && (
        <Labeled label={t("fork.when")} help={t("fork.whenHelp")}>
          <TextField
            label={t("fork.when")}
            value={part.at}
            className="field w-36!"
            onChange={(after) => hold({ at: after })}
            onTyped={(after) => hold({ at: after })}
          />
        </Labeled>
      )}
    </>
  );
}

/** Which attribute is otherwise, and its value; without one it has none. */
function AttributeFields({ story, part, hold }: FieldsProps & { story: Story }) {
  const { t } = useTranslation();
  const known = useAttributes();
  const [chosen, setChosen] = useState<string | null>(null);
  const name = chosen ?? part.values[0]?.name ?? known[0]?.name ?? "";
  const attribute = known.find((it) => it.name === name);
  const was = story.attributes.find((it) => it.name === name)?.value ?? "";
  const held = part.values.length > 0 ? part.values : [{ name, value: was }];
  const set = (name: string, value: string) => {
    setChosen(name);
    hold({ values: [{ name, value }] });
  };
  return (
    <>
      <div className="min-w-36">
        <Labeled label={t("fork.attribute")}>
          <Select
            label={t("fork.attribute")}
            value={name}
            options={known.map((it) => ({ value: it.name, label: it.label }))}
            onChange={(next) => set(next, story.attributes.find((it) => it.name === next)?.value ?? "")}
          />
        </Labeled>
      </div>
      {attribute && (
        <div className="w-36">
          <ValueFields known={[attribute]} held={held} change={set} />
        </div>
      )}
    </>
  );
}
