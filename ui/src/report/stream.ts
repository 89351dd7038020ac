// The ways people go as one stream: a step stands once for each place it has on its way, so that loops never lead back.
import type { Path } from "../bindings/report/Path";

export interface Stream {
  nodes: { key: string; step: string; count: number }[];
  links: { source: string; target: string; value: number }[];
}

/** Most places of a way that are drawn. */
const DEEP = 12;

const stepOf = (turn: string) => turn.slice(0, turn.lastIndexOf("."));

/** Returns the stream of some ways; every link is as wide as the instances on it. */
export function streamOf(paths: readonly Path[]): Stream {
  const nodes = new Map<string, { key: string; step: string; count: number }>();
  const links = new Map<string, { source: string; target: string; value: number }>();
  for (const { turns, instances } of paths) {
    const keys = turns
      .slice(0, DEEP)
      .map((turn, depth) => ({ key: `${depth} ${stepOf(turn)}`, step: stepOf(turn) }));
    keys.forEach(({ key, step }, depth) => {
      const node = nodes.get(key) ?? { key, step, count: 0 };
      node.count += instances;
      nodes.set(key, node);
      const next = keys[depth + 1];
      if (!next) return;
      const name = `${key}→${next.key}`;
      const link = links.get(name) ?? { source: key, target: next.key, value: 0 };
      link.value += instances;
      links.set(name, link);
    });
  }
  return { nodes: [...nodes.values()], links: [...links.values()] };
}
