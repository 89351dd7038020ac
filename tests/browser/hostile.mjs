// Journeys full of hostile texts: every kind of step and every section of the settings, as the samples have them, with a
// text of the list at every position that holds one.
import { readdirSync, readFileSync } from "node:fs";

const FLOWS = new URL("../../flows/", import.meta.url);
export const TEXTS = JSON.parse(readFileSync(new URL("../hostile.json", import.meta.url), "utf8"));

/** What stands for something else than a text, and would only make the rest unreadable. */
const STRUCTURE = /^(kind|type|channel|class|entry|mode|unit|event|events|attribute|calendar|offer|step|team)$/;

/** Texts that steps, ways and attributes are called by here, those that every JavaScript object inherits, too. */
const NAMES = TEXTS;

const isMap = (value) => typeof value === "object" && value !== null && !Array.isArray(value);
const merged = (one, other) =>
  isMap(one) && isMap(other)
    ? Object.fromEntries([...new Set([...Object.keys(one), ...Object.keys(other)])].map((key) => [key, merged(one[key], other[key])]))
    : other ?? one;

/** One step of each kind, the one that says most, and the settings of all samples. */
function whole() {
  const files = readdirSync(FLOWS).filter((name) => name.endsWith(".journey.json")).sort();
  const journeys = files.map((name) => JSON.parse(readFileSync(new URL(name, FLOWS), "utf8")));
  const steps = new Map();
  for (const step of journeys.flatMap(({ nodes }) => Object.values(nodes))) {
    const known = steps.get(step.kind);
    if (!known || JSON.stringify(step).length > JSON.stringify(known).length) steps.set(step.kind, step);
  }
  steps.set("branch.script", { kind: "branch.script", name: "s", note: "n", config: { script: "\"a\"", ports: ["a", "b"] } });
  steps.set("flow.sub", { kind: "flow.sub", name: "s", config: { journey: "jny_other", input: { a: "b" }, output: { c: "d" } } });
  steps.set("hologram", { kind: "hologram", name: "s", config: { text: "t", deep: [{ text: "t" }] } });
  const nodes = Object.fromEntries([...steps.values()].map((step, at) => [`nod_${at}`, { note: "n", ...step }]));
  const ids = Object.keys(nodes);
  return {
    format: "tabiji.journey",
    version: 1,
    id: "jny_hostile",
    name: { ja: "名前", en: "name" },
    note: { ja: "メモ", en: "note" },
    settings: journeys.map(({ settings }) => settings).reduce(merged),
    nodes,
    edges: Object.fromEntries(ids.slice(1).map((id, at) => [ids[at], { out: id, sent: id, done: id }])),
    layout: {
      nodes: Object.fromEntries(ids.map((id, at) => [id, { x: (at % 6) * 320, y: Math.floor(at / 6) * 240 }])),
      notes: { note_1: { x: 0, y: 1000, width: 240, height: 120, text: "t", tint: "blue" } },
      groups: {
        group_1: { x: 400, y: 1000, width: 300, height: 120, name: "g" },
        group_2: { x: 800, y: 1000, width: 300, height: 120, name: "g", collapsed: [ids[0]] },
      },
    },
  };
}

/** What means something at the beginning of a text only, or alone. */
const FIRST = /^(javascript:|data:|https?:|file:|\/\/|__proto__$|constructor$|toString$|null$|NaN$)/;

/** So many texts in one are still told from each other, and shown. */
const MOST = 20;

/**
 * Joins texts, so that fewer journeys hold all of them at every place: each is as hostile as alone. What `parsed` makes of
 * several is all that it makes of each, or they do not stand together: an open tag takes in what follows.
 */
export async function joined(texts, parsed) {
  const same = (one, other) => one.toSorted().join("\n") === other.toSorted().join("\n");
  const made = [];
  for (const text of texts) {
    const own = await parsed(text);
    let place = null;
    for (const one of FIRST.test(text) ? [] : made) {
      if (one.count === MOST || !same(await parsed(one.text + text), [...one.parsed, ...own])) continue;
      place = one;
      break;
    }
    if (place) Object.assign(place, { text: place.text + text, count: place.count + 1, parsed: [...place.parsed, ...own] });
    else made.push({ text, count: 1, parsed: own });
  }
  return made.map(({ text }) => text);
}

/** Returns every text of a journey, in the order in which it is filled. */
export function textsOf(value) {
  if (typeof value === "string") return [value];
  return typeof value === "object" && value !== null ? Object.values(value).flatMap(textsOf) : [];
}

/**
 * Returns a journey with a text at every position; another one at each, beginning with the one at `first`. Where
 * `readable`, what is no text for people stays, so that everything around it is shown as well.
 */
export function journeyOf(first, readable, texts = TEXTS) {
  let next = first;
  const text = () => texts[next++ % texts.length];
  const fill = (value, path) => {
    const key = path.findLast((part) => typeof part === "string");
    if (typeof value === "string") return path[0] === "format" || key === "kind" || (readable && STRUCTURE.test(key)) || (path[0] === "edges") || key === "collapsed" ? value : text();
    if (Array.isArray(value)) return value.map((item, at) => fill(item, [...path, at]));
    if (isMap(value)) return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, fill(item, [...path, key])]));
    return value;
  };
  return fill(whole(), []);
}

/** Returns a journey whose steps, ways out, attributes and events are called by hostile texts themselves. */
export function journeyNamed(first) {
  const journey = whole();
  const named = new Map(Object.keys(journey.nodes).map((id, at) => [id, NAMES[(first + at) % NAMES.length]]));
  const renamed = (map, name) => Object.fromEntries(Object.entries(map).map(([key, value], at) => [name(key, at), value]));
  const id = (key) => named.get(key) ?? key;
  const other = (_, at) => NAMES[(first + 40 + at) % NAMES.length];
  journey.nodes = renamed(journey.nodes, id);
  journey.edges = Object.fromEntries(
    Object.entries(journey.edges).map(([from, ports]) => [
      id(from),
      Object.fromEntries(Object.entries(ports).map(([port, to], at) => [at === 2 ? other(port, at) : port, id(to)])),
    ]),
  );
  journey.layout.nodes = renamed(journey.layout.nodes, id);
  journey.layout.notes = renamed(journey.layout.notes, other);
  journey.layout.groups = renamed(journey.layout.groups, (_, at) => other(_, at + 20));
  for (const section of ["attributes", "events", "calendars", "offers", "context", "connectors"]) {
    if (journey.settings[section]) journey.settings[section] = renamed(journey.settings[section], other);
  }
  return journey;
}
