import { expect, it } from "vitest";
import type { Path } from "../bindings/report/Path";
import { streamOf } from "./stream";

const path = (turns: string[], instances: number): Path => ({
  turns,
  instances,
  share: 0,
  cumulative: 0,
  median_ms: null,
  goal_rate: null,
  row: 0,
});

it("keeps every instance and never leads back", () => {
  const loop = path(["in.out", "wait.again", "wait.again", "wait.done", "end.x"], 3);
  const straight = path(["in.out", "wait.done", "end.x"], 7);
  const { nodes, links } = streamOf([loop, straight]);
  const count = (key: string) => nodes.find((node) => node.key === key)?.count;
  expect(count("0 in")).toBe(10);
  expect(count("1 wait")).toBe(10);
  expect(count("2 wait")).toBe(3);
  expect(count("2 end")).toBe(7);
  const into = (key: string) =>
    links.filter((link) => link.target === key).reduce((sum, { value }) => sum + value, 0);
  for (const { key, count } of nodes) if (!key.startsWith("0 ")) expect(into(key), key).toBe(count);
  for (const { source, target } of links)
    expect(Number.parseInt(source, 10)).toBeLessThan(Number.parseInt(target, 10));
});
