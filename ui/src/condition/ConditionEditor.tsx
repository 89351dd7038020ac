// A condition, an expression or a script as text. It stands in a shadow tree: the library's styles need no exception in
// the content policy there, and touch nothing else.
import { autocompletion, closeBrackets, closeBracketsKeymap } from "@codemirror/autocomplete";
import { defaultKeymap, history, historyKeymap } from "@codemirror/commands";
import { linter, setDiagnostics } from "@codemirror/lint";
import { Compartment, EditorState, type Extension, Prec } from "@codemirror/state";
import { EditorView, keymap } from "@codemirror/view";
import { useEffect, useRef } from "react";
import type { Problem } from "../bindings/Problem";
import { useView } from "../state/view";
import { useVocabulary } from "../state/vocabulary";
import { completions } from "./complete";
import { confirming } from "./confirming";
import { diagnosticsOf } from "./diagnostics";
import { highlighting, look } from "./language";

const IDLE = 500;

interface Props {
  label: string;
  value: string;
  lines: boolean;
  invalid: boolean;
  problems: Problem[];
  onChange: (text: string) => void;
  /** Hears of the text while it is typed. */
  onTyped?: (text: string) => void;
}

export function ConditionEditor({ label, value, lines, invalid, problems, onChange, onTyped }: Props) {
  const host = useRef<HTMLDivElement>(null);
  const view = useRef<EditorView | null>(null);
  const typed = useTyped(value, onChange, onTyped);
  const language = useView((state) => state.language);
  const vocabulary = useVocabulary();
  const completing = useRef(new Compartment());
  // biome-ignore lint/correctness/useExhaustiveDependencies: the editor is made once; what changes is told to it below
  useEffect(() => {
    const root = host.current?.shadowRoot ?? host.current?.attachShadow({ mode: "open" });
    if (!root) return;
    const extensions = [...editing(label, lines, typed), completing.current.of([])];
    const made = new EditorView({
      root,
      parent: root,
      state: EditorState.create({ doc: value, extensions }),
    });
    view.current = made;
    return () => {
      typed.settle();
      made.destroy();
      view.current = null;
    };
  }, []);
  useEffect(() => {
    if (!vocabulary) return;
    const source = autocompletion({ override: [completions(vocabulary, language)], icons: false });
    view.current?.dispatch({ effects: completing.current.reconfigure(source) });
  }, [vocabulary, language]);
  useEffect(() => {
    const now = view.current;
    const shown = now?.state.doc.toString();
    if (!now || typed.inHand() || shown === value) return;
    now.dispatch({ changes: { from: 0, to: now.state.doc.length, insert: value } });
  }, [value, typed]);
  useEffect(() => {
    const now = view.current;
    if (now && now.state.doc.toString() === value)
      now.dispatch(setDiagnostics(now.state, diagnosticsOf(now.state.doc, problems, language)));
  }, [problems, language, value]);
  useEffect(() => {
    view.current?.dom.classList.toggle("invalid", invalid);
    view.current?.dom.classList.toggle("lines", lines);
  }, [invalid, lines]);
  return <div ref={host} data-condition={label} />;
}

function editing(label: string, lines: boolean, typed: ReturnType<typeof useTyped>): Extension[] {
  const settle = { key: "Enter", run: () => !lines && typed.settle() };
  return [
    highlighting,
    look,
    linter(null),
    history(),
    confirming(),
    closeBrackets(),
    EditorView.lineWrapping,
    EditorView.contentAttributes.of({ "aria-label": label, "aria-multiline": String(lines) }),
    EditorView.updateListener.of((update) => {
      if (update.docChanged) typed.changed(update.state.doc.toString(), update.view);
    }),
    EditorView.domEventHandlers({
      blur: (_, view) => {
        letGo(view);
        typed.settle();
      },
      beforeinput: typedOver,
    }),
    // Enter chooses a completion where some are offered; else it ends a condition of one line.
    Prec.low(keymap.of([settle])),
    keymap.of([...closeBracketsKeymap, ...historyKeymap]),
    Prec.lowest(keymap.of(defaultKeymap)),
  ];
}

/**
 * Leaves the cursor without a side. Where it stands at the end of a wrapped line and has one, the library moves the browser's
 * selection there after the field is left, and with it the keys: what is typed into the next field would come here.
 */
function letGo(view: EditorView) {
  const { main } = view.state.selection;
  if (main.empty && main.assoc !== 0) view.dispatch({ selection: { anchor: main.head } });
}

/** Typing over a selection, done here: a browser would carry the look of what went in a style of its own. */
function typedOver(event: InputEvent, view: EditorView): boolean {
  const { state } = view;
  if (event.inputType !== "insertText" || !event.data || view.composing || state.selection.main.empty)
    return false;
  event.preventDefault();
  const change = state.replaceSelection(event.data);
  view.dispatch(state.update(change, { userEvent: "input.type", scrollIntoView: true }));
  return true;
}

/** Text that is being typed: sent after half a second, at Enter, or when the field is left; never in a conversion. */
function useTyped(value: string, send: (text: string) => void, hear?: (text: string) => void) {
  const latest = useRef({ value, send, hear });
  latest.current = { value, send, hear };
  const typed = useRef<ReturnType<typeof typing>>(undefined);
  typed.current ??= typing(latest);
  return typed.current;
}

type Heard = { value: string; send: (text: string) => void; hear: ((text: string) => void) | undefined };

function typing(latest: { current: Heard }) {
  let draft: string | null = null;
  let timer: number | undefined;
  const settle = () => {
    window.clearTimeout(timer);
    if (draft !== null && draft !== latest.current.value) latest.current.send(draft);
    draft = null;
    return true;
  };
  const later = (view: EditorView) => {
    window.clearTimeout(timer);
    timer = window.setTimeout(() => (view.composing ? later(view) : settle()), IDLE);
  };
  const changed = (text: string, view: EditorView) => {
    draft = text === latest.current.value ? null : text;
    if (!view.composing) latest.current.hear?.(text);
    later(view);
  };
  return { settle, changed, inHand: () => draft !== null };
}
