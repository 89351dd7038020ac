// Applying a patch to the mirror: whole records are replaced, as the core replaced them.
import type { Applied } from "../bindings/Applied";
import type { Change } from "../bindings/Change";
import type { Drawing } from "../bindings/Drawing";
import type { Opened } from "../bindings/Opened";
import type { JsonValue } from "../bindings/serde_json/JsonValue";

type Fields = { [key: string]: JsonValue | undefined };

/** Returns the document after a change that the core has made and kept. */
export function afterApplied(opened: Opened, applied: Applied): Opened {
  const cards = { ...opened.cards };
  for (const [id, card] of Object.entries(applied.cards)) {
    if (card) cards[id] = card;
    else delete cards[id];
  }
  const { revision, undo, redo, findings } = applied;
  const drawing = applied.patch.reduce(afterChange, opened.drawing);
  return { ...opened, revision, undo, redo, findings, cards, drawing };
}

function afterChange(drawing: Drawing, change: Change): Drawing {
  const { key, after } = change;
  switch (key.record) {
    case "head":
      return { ...drawing, ...(after as Partial<Drawing>) };
    case "setting":
      return { ...drawing, settings: put(drawing.settings, key.section, after) };
    case "node":
      return { ...drawing, nodes: put(drawing.nodes as Fields, key.id, after) as Drawing["nodes"] };
    case "edges":
      return { ...drawing, edges: put(drawing.edges as Fields, key.node, after) as Drawing["edges"] };
    case "layout":
      return { ...drawing, layout: put(drawing.layout, key.section, after) };
    case "layout_entry": {
      const section = (drawing.layout[key.section] ?? {}) as Fields;
      return { ...drawing, layout: put(drawing.layout, key.section, put(section, key.entry, after)) };
    }
    case "extra":
      return drawing;
  }
}

function put(fields: Fields, name: string, after: JsonValue | undefined): { [key: string]: JsonValue } {
  const next = { ...fields };
  if (after === undefined) delete next[name];
  else next[name] = after;
  return next as { [key: string]: JsonValue };
}
