// Confirming a conversion in WebKit: it takes the letters of the conversion out, and puts the result in. Where the part that
// is converted is selected, and the same letters stand before it, the library takes the first of the two for a selection that
// was typed over, and leaves letters behind. What the browser says it deletes is what goes.
import type { Extension } from "@codemirror/state";
import { EditorView } from "@codemirror/view";

interface Span {
  from: number;
  to: number;
}

/** Deletes what stood in a conversion: all of it, and nothing else. */
export function confirming(): Extension {
  let whole: Span | null = null;
  return [
    EditorView.domEventHandlers({
      beforeinput: (event, view) => {
        whole = event.inputType === "deleteCompositionText" ? spanOf(event, view) : null;
      },
    }),
    EditorView.inputHandler.of((view, from, to, text) => {
      const gone = whole;
      whole = null;
      if (!gone || text !== "" || (gone.from === from && gone.to === to)) return false;
      view.dispatch({ changes: gone, selection: { anchor: gone.from }, userEvent: "input.type.compose" });
      return true;
    }),
  ];
}

function spanOf(event: InputEvent, view: EditorView): Span | null {
  const [range] = event.getTargetRanges();
  if (!range) return null;
  return {
    from: view.posAtDOM(range.startContainer, range.startOffset),
    to: view.posAtDOM(range.endContainer, range.endOffset),
  };
}
