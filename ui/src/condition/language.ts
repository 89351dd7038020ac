// How a condition looks while it is typed: words, numbers and texts told apart. What it means is the core's to say.
import { Decoration, EditorView, MatchDecorator, ViewPlugin } from "@codemirror/view";

const PARTS = [
  ["comment", /\/\/.*/],
  ["text", /"(?:\\.|[^"\\])*"?/],
  ["name", /\b(?:customer|context|event)(?:\.\w+)?/],
  ["word", /\b(?:true|false|in|if|else|return|let|const|for|while|loop|switch|break|continue)\b/],
  ["function", /\b\w+(?=\s*\()/],
  ["number", /\b\d+(?:\.\d+)?\b/],
] as const;

const ALL = new RegExp(PARTS.map(([, part]) => `(${part.source})`).join("|"), "g");
const MARKS = PARTS.map(([kind]) => Decoration.mark({ class: `part-${kind}` }));

const marks = new MatchDecorator({
  regexp: ALL,
  decoration: (match) => MARKS[match.slice(1).findIndex((part) => part !== undefined)] ?? null,
});

export const highlighting = ViewPlugin.define((view) => new Parts(view), {
  decorations: (parts) => parts.all,
});

class Parts {
  all;

  constructor(view: EditorView) {
    this.all = marks.createDeco(view);
  }

  update(update: Parameters<typeof marks.updateDeco>[0]) {
    this.all = marks.updateDeco(update, this.all);
  }
}

export const look = EditorView.theme({
  "&": {
    border: "1px solid var(--control)",
    borderRadius: "6px",
    background: "var(--panel)",
    color: "var(--ink)",
    fontSize: "12px",
  },
  "&.cm-focused": { outline: "2px solid var(--accent)", outlineOffset: "0" },
  "&.invalid": { borderColor: "var(--error)" },
  ".cm-scroller": {
    fontFamily: "ui-monospace, 'Noto Sans JP Variable', 'Noto Sans JP Rare', monospace",
    lineHeight: "1.6",
  },
  ".cm-content": { padding: "4px 0", minHeight: "20px", caretColor: "var(--ink)" },
  "&.lines .cm-content": { minHeight: "96px" },
  ".cm-line": { padding: "0 8px" },
  ".part-comment": { color: "var(--soft)" },
  ".part-text": { color: "var(--success)" },
  ".part-name": { color: "var(--info)" },
  ".part-word": { color: "var(--branch)" },
  ".part-function": { color: "var(--action)" },
  ".part-number": { color: "var(--warning)" },
  ".cm-tooltip": {
    border: "1px solid var(--line)",
    borderRadius: "6px",
    background: "var(--raised)",
    color: "var(--ink)",
    overflow: "hidden",
  },
  ".cm-tooltip.cm-tooltip-autocomplete > ul": { fontFamily: "inherit", maxHeight: "14em" },
  ".cm-tooltip.cm-tooltip-autocomplete > ul > li": { padding: "3px 8px" },
  ".cm-tooltip-autocomplete ul li[aria-selected]": { background: "var(--accent-tint)", color: "var(--ink)" },
  ".cm-completionDetail": { fontStyle: "normal", color: "var(--soft)" },
  ".cm-completionMatchedText": { textDecoration: "none", fontWeight: "600" },
  ".cm-tooltip.cm-completionInfo": { padding: "4px 8px", maxWidth: "220px", overflow: "visible" },
  ".cm-diagnostic": { padding: "4px 8px", borderLeft: "3px solid var(--error)", maxWidth: "280px" },
  ".cm-diagnostic-warning": { borderLeftColor: "var(--warning)" },
  ".cm-diagnostic-info": { borderLeftColor: "var(--info)" },
});
