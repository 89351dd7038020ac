import { expect, test } from "vitest";
import type { Card } from "../bindings/Card";
import type { Drawing } from "../bindings/Drawing";
import { wireId } from "../canvas/graph";
import { waysOut } from "../canvas/walk";
import { type Item, itemBehind, outlineOf, pathTo, rowsOf } from "./tree";

const words = { ja: "", en: "" };
const NONE: ReadonlySet<string> = new Set();

/** A journey in a line for each step: `name port>target port>! port`; a step called `in…` is an entry, `!` ends. */
function journey(text: string) {
  const [nodes, edges, cards]: [Drawing["nodes"], Drawing["edges"], Record<string, Card>] = [{}, {}, {}];
  for (const line of text.trim().split("\n")) {
    const [id = "", ...ways] = line.trim().split(/\s+/);
    const ports = ways.map((way) => way.split(">"));
    nodes[id] = { kind: "message" };
    edges[id] = Object.fromEntries(ports.filter(([, to]) => to && to !== "!"));
    cards[id] = {
      title: words,
      category: null,
      sentence: words,
      way_in: !id.startsWith("in"),
      ways: ports.map(([port = "", to]) => ({ port, words, role: "flow", ends: to === "!" })),
    };
  }
  const drawing: Drawing = { id: "jny_x", name: "", note: "", settings: {}, nodes, edges, layout: {} };
  return { drawing, cards, items: outlineOf(drawing, cards) };
}

/** The outline as text: an indent for each level, the port where it is named, `^` a step named again, `…` open. */
function told(text: string): string[] {
  return rowsOf(journey(text).items, NONE).map(({ item, level }) => {
    const way = item.named ? `${item.by?.port}: ` : "";
    const step = { step: "", again: "^", ends: "!", open: "…", loose: "loose" }[item.what];
    return `${"  ".repeat(level - 1)}${way}${step}${"step" in item ? item.step : ""}`;
  });
}

test("one way on stands beside, several ways stand below, each with what is behind it", () => {
  const text = `
    in out>mail
    mail sent>wait
    wait event>thanks timeout>again late
    thanks sent>end
    again done>mail
    end`;
  expect(told(text)).toEqual([
    "in",
    "  mail",
    "  wait",
    "    event: thanks",
    "      end",
    "    timeout: again",
    "      ^mail",
    "    late: …",
  ]);
});

test("a join is named again, an end is an end, a single open way is a place to go on", () => {
  expect(told("in out>split\nsplit a>join b>join c>!\njoin out")).toEqual([
    "in",
    "  split",
    "    a: join",
    "      …",
    "    b: ^join",
    "    c: !",
  ]);
});

test("what no entry leads to stands at the end, also where it goes round, and may lead into the rest", () => {
  expect(told("in out>end\nend\nalone out>end\nround out>other\nother out>round")).toEqual([
    "in",
    "  end",
    "loose",
    "  alone",
    "    ^end",
    "  round",
    "    other",
    "    ^round",
  ]);
});

test("a step that leads to itself, and a wire to a step that is gone", () => {
  expect(told("in out>self\nself again>self on>gone")).toEqual([
    "in",
    "  self",
    "    again: ^self",
    "    on: …",
  ]);
});

test("places, levels and parents of rows; what is collapsed is not shown", () => {
  const { items } = journey("in out>split\nsplit a>x b>y\nx\ny");
  const rows = rowsOf(items, NONE);
  expect(rows.map(({ level, place, of, parent, open }) => [level, place, of, parent, open])).toEqual([
    [1, 1, 1, -1, true],
    [2, 1, 1, 0, true],
    [3, 1, 2, 1, null],
    [3, 2, 2, 1, null],
  ]);
  expect(rowsOf(items, new Set(["split"])).map((row) => row.open)).toEqual([true, false]);
  expect(pathTo(items, "y")).toEqual(["in", "split"]);
  expect(pathTo(items, "gone")).toBeNull();
  expect(itemBehind(items, { from: "split", port: "b" })?.key).toBe("y");
  expect(itemBehind(items, { from: "y", port: "out" })).toBeNull();
});

/** Numbers that are the same at every run. */
function numbers(seed: number) {
  let state = seed;
  return (below: number) => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return Math.floor((state / 2_147_483_648) * below);
  };
}

/** Any journey: loops, joins, open ways, steps alone. */
function anyJourney(seed: number) {
  const next = numbers(seed);
  const steps = Array.from({ length: 1 + next(12) }, (_, index) =>
    next(5) === 0 ? `in${index}` : `s${index}`,
  );
  const way = (port: number) => {
    const to = steps[next(steps.length * 2)];
    return `p${port}${next(6) === 0 ? ">!" : to && !to.startsWith("in") ? `>${to}` : ""}`;
  };
  const lines = steps.map((id) => [id, ...Array.from({ length: next(4) }, (_, port) => way(port))].join(" "));
  return journey(lines.join("\n"));
}

const flat = (items: Item[]): Item[] => items.flatMap((item) => [item, ...flat(item.children)]);

test("every step is an item exactly once, and every way out appears exactly once, whatever is drawn", () => {
  for (let seed = 1; seed <= 500; seed++) {
    const { drawing, cards, items } = anyJourney(seed);
    const all = flat(items);
    const steps = all.flatMap((item) => (item.what === "step" ? [item.step] : []));
    expect(steps.toSorted(), `journey ${seed}`).toEqual(Object.keys(drawing.nodes).toSorted());
    const ways = all.flatMap((item) => (item.by ? [wireId(item.by.from, item.by.port)] : []));
    const drawn = Object.keys(drawing.nodes).flatMap((id) =>
      waysOut(drawing, cards, id).map(({ by }) => wireId(by.from, by.port)),
    );
    expect(ways.toSorted(), `journey ${seed}`).toEqual(drawn.toSorted());
    expect(new Set(all.map((item) => item.key)).size).toBe(all.length);
    const rows = rowsOf(items, NONE);
    for (const [index, { item }] of rows.entries()) {
      if (item.what !== "again") continue;
      const own = rows.findIndex((row) => row.item.key === item.step);
      expect(own >= 0 && own < index, `journey ${seed}: a step that is named again stands above`).toBe(true);
    }
  }
});

test("a thousand steps in a row, and as many branches below each other", () => {
  const ids = Array.from({ length: 1000 }, (_, index) => `s${index}`);
  const row = journey(`in out>s0\n${ids.map((id, index) => `${id} out>s${index + 1}`).join("\n")}`);
  expect(rowsOf(row.items, NONE).length).toBe(1002);
  const deep = journey(`in out>s0\n${ids.map((id, index) => `${id} a>! b>s${index + 1}`).join("\n")}`);
  expect(rowsOf(deep.items, NONE).at(-1)?.level).toBeGreaterThan(1000);
});
