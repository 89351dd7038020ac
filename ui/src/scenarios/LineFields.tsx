// The fields of one line of a story: what kind of thing, of which step, when. What there is to choose from is the journey's.
import { useTranslation } from "react-i18next";
import type { StoryPart } from "../bindings/StoryPart";
import { type Option, Select } from "../controls/Select";
import { TextField } from "../controls/TextField";
import { useText } from "../i18n/text";
import { asFields } from "../inspector/context";
import { useJourney } from "../state/journey";
import { useNames } from "../state/names";
import { usePalette } from "../state/palette";
import { choices } from "./shapes";

type Place = "sort" | "what" | "of" | "with" | "due" | "at";

interface Props {
  part: StoryPart;
  /** The field at which the line cannot be read. */
  wrong: string | null;
  change: (changed: Partial<StoryPart>) => void;
}

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
  const options = useOptions(part);
  if (part.sort === "chance")
    return <p className="py-1 text-soft">{t("tests.drawn", { customer: part.of, seed: part.what })}</p>;
  if (part.sort === "recorded")
    return (
      <p className="py-1 text-soft">
        {t("tests.recorded", { events: part.values.map(({ name }) => name).join(", ") })}
      </p>
    );
  const lead = ["start", "until", "no"].includes(part.sort) ? t(`tests.lead.${part.sort}`) : null;
  return (
    <div className="flex flex-wrap items-center gap-1.5">
      {lead && <span>{lead}</span>}
      {placesOf(part).map((place) => {
        const label = t(`tests.place.${place}`);
        const list = options(place);
        const set = (value: string) => change({ [place]: value, ...forgotten(place) });
        return (
          <div
            key={place}
            className={place === "sort" || place === "due" ? "w-28" : place === "of" ? "w-56" : "w-40"}
          >
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
  );
}

/** What of a line says nothing any more when something before it is another one. */
function forgotten(place: Place): Partial<StoryPart> {
  if (place === "what") return { of: "", with: "" };
  if (place === "of") return { with: "" };
  return {};
}

/** Returns what can be chosen at a place; nothing where anything can be written. */
function useOptions(part: StoryPart): (place: Place) => Option[] | null {
  const { t } = useTranslation();
  const { words } = useText();
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
  const section = (name: string) =>
    Object.keys(asFields(opened?.drawing.settings[name])).map((value) => ({ value, label: value }));
  const expects = part.sort === "expect" || part.sort === "never";
  const ofs = (): Option[] | null => {
    if (part.sort === "at") return section("events");
    if (part.sort === "given") return steps;
    if (!expects) return null;
    if (OF_STEPS.includes(part.what)) return part.what === "step" ? steps : [any, ...steps];
    if (part.what === "end") return [any, ...chosen("outcome")];
    if (part.what === "offer") return section("offers");
    if (part.what === "call") return section("connectors");
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
