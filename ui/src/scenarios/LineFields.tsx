// The fields of one line of a story: what kind of thing, of which step, when. What there is to choose from is the journey's.
import { useTranslation } from "react-i18next";
import type { Named } from "../bindings/Named";
import type { StoryPart } from "../bindings/StoryPart";
import { type Option, Select } from "../controls/Select";
import { TextField } from "../controls/TextField";
import { useText } from "../i18n/text";
import { namesOf } from "../inspector/named";
import { useJourney } from "../state/journey";
import { useNames } from "../state/names";
import { usePalette } from "../state/palette";
import { choices } from "./shapes";
import { ValueFields } from "./ValueFields";
import { propertiesOf, withValue } from "./values";

type Place = "sort" | "what" | "of" | "with" | "due" | "at";

interface Props {
  part: StoryPart;
  /** The field at which the line cannot be read. */
  wrong: string | null;
  change: (changed: Partial<StoryPart>) => void;
}

/** How much of a row each place wants before it goes to the next; what is left is shared. */
const WIDTHS: Record<Place, string> = {
  sort: "basis-28",
  what: "basis-40",
  of: "basis-48",
  with: "basis-32",
  due: "basis-36",
  at: "basis-24 max-w-48",
};

const EFFECTS = [
  "enter",
  "refused",
  "step",
  "message",
  "blocked",
  "offer",
  "task",
  "goal",
  "value",
  "call",
  "survey",
  "end",
  "inside",
];
const FATES = [
  "delivered",
  "bounced",
  "opened",
  "not_opened",
  "clicked",
  "not_clicked",
  "takes",
  "comes",
  "answers",
];
const ANSWERS = ["reply", "error", "timeout", "fails"];
const SORTS = ["message", "offer", "task", "goal", "call", "survey"];
const OF_STEPS = ["enter", "step", "message", "blocked", "task", "survey", "inside"];

/** Which fields a line has, in their order. */
function placesOf({ sort, what, due }: StoryPart): Place[] {
  switch (sort) {
    case "start":
    case "until":
      return ["at"];
    case "at":
      return ["at", "of"];
    case "given":
    case "mock": {
      const after = ["opened", "clicked", "comes", "answers", "reply"].includes(what);
      const with_ = ["takes", "comes", "answers", "reply", "fails"].includes(what);
      return ["of", "what", ...(with_ ? (["with"] as const) : []), ...(after ? (["at"] as const) : [])];
    }
    case "expect":
    case "never": {
      const with_ = ["step", "message", "blocked", "value", "call"].includes(what);
      const time: Place[] = sort === "never" ? [] : due === "" ? ["due"] : ["due", "at"];
      return ["sort", "what", "of", ...(with_ ? (["with"] as const) : []), ...time];
    }
    case "no":
      return ["what"];
    default:
      return ["of"];
  }
}

export function LineFields({ part, wrong, change }: Props) {
  const { t } = useTranslation();
  const { label: text } = useText();
  const drawing = useJourney((journey) => journey.opened?.drawing);
  const options = useOptions(part);
  if (part.sort === "chance")
    return <p className="py-1 text-soft">{t("tests.drawn", { customer: part.of, seed: part.what })}</p>;
  if (part.sort === "recorded")
    return (
      <p className="py-1 text-soft">
        {t("tests.recorded", { events: part.values.map(({ name }) => name).join(", ") })}
      </p>
    );
  const properties = part.sort === "at" ? propertiesOf(drawing, part.of, text) : [];
  const lead = ["start", "until", "no"].includes(part.sort) ? t(`tests.lead.${part.sort}`) : null;
  return (
    <>
      <div className="flex flex-wrap items-center gap-1.5">
        {lead && <span>{lead}</span>}
        {placesOf(part).map((place) => {
          const label = t(`tests.place.${place}`);
          const list = options(place);
          const set = (value: string) => change({ [place]: value, ...forgotten(place, value, part) });
          return (
            <div key={place} className={`grow ${WIDTHS[place]}`}>
              {list ? (
                <Select
                  label={label}
                  value={part[place]}
                  options={list}
                  placeholder={t("tests.any")}
                  onChange={set}
                />
              ) : (
                <TextField label={label} value={part[place]} invalid={wrong === place} onChange={set} />
              )}
            </div>
          );
        })}
      </div>
      {(properties.length > 0 || (part.sort === "at" && part.values.length > 0)) && (
        <div className="mt-1.5 ml-2">
          <ValueFields
            known={properties}
            held={part.values}
            change={(name, value) => change({ values: withValue(part.values, name, value) })}
          />
        </div>
      )}
    </>
  );
}

/** What else of a line changes with one place: what came after it says nothing any more, and what is needed begins somehow. */
function forgotten(place: Place, value: string, { sort, at }: StoryPart): Partial<StoryPart> {
  if (place === "of") return { with: "", values: [] };
  if (place !== "what") return {};
  if (sort !== "given" && sort !== "mock") return { of: "", with: "" };
  const counted = value === "reply" || value === "fails";
  const after = value === "opened" || value === "clicked";
  return { with: counted ? "1" : "", at: after ? at || "1h" : "" };
}

/** Returns what can be chosen at a place; nothing where anything can be written. */
function useOptions(part: StoryPart): (place: Place) => Option[] | null {
  const { t } = useTranslation();
  const { words, label } = useText();
  const names = useNames();
  const palette = usePalette();
  const opened = useJourney((journey) => journey.opened);
  const told = (list: string[], of: string) =>
    list.map((value) => ({ value, label: t(`tests.${of}.${value}`) }));
  const any = { value: "", label: t("tests.any") };
  const known = (list: Option[], current: string) =>
    current === "" || list.some(({ value }) => value === current)
      ? list
      : [...list, { value: current, label: current }];
  const steps = Object.keys(opened?.drawing.nodes ?? {}).map((id) => ({ value: id, label: names.step(id) }));
  const chosen = (of: "channel" | "outcome") =>
    choices(palette?.settings, of).map((option) => ({ value: option.value, label: words(option.words) }));
  const named = (of: Named) => (opened ? namesOf(of, opened.drawing, label) : []);
  const expects = part.sort === "expect" || part.sort === "never";
  const ofs = (): Option[] | null => {
    if (part.sort === "at") return named("event");
    if (part.sort === "given") return steps;
    if (!expects) return null;
    if (OF_STEPS.includes(part.what)) return part.what === "step" ? steps : [any, ...steps];
    if (part.what === "end") return [any, ...chosen("outcome")];
    if (part.what === "offer") return named("offer");
    if (part.what === "goal") return named("goal");
    if (part.what === "call") return named("connector");
    return null;
  };
  return (place) => {
    switch (place) {
      case "sort":
        return told(["expect", "never"], "sort");
      case "due":
        return [{ value: "", label: t("tests.due.any") }, ...told(["at", "by"], "due")];
      case "what":
        if (part.sort === "given") return told(FATES, "fate");
        if (part.sort === "mock") return told(ANSWERS, "answer");
        return told(part.sort === "no" ? SORTS : EFFECTS, "effect");
      case "of": {
        const list = ofs();
        return list && known(list, part.of);
      }
      case "with": {
        if (part.what === "message" && expects) return known([any, ...chosen("channel")], part.with);
        const ways = opened?.cards[part.of]?.ways ?? [];
        if (part.what !== "step" || !expects) return null;
        return known([any, ...ways.map((way) => ({ value: way.port, label: words(way.words) }))], part.with);
      }
      default:
        return null;
    }
  };
}
