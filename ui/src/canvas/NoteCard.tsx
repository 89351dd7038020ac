// A sticky note: plain text on a tint. A double click types, the corners resize.
import { type NodeProps, NodeResizer } from "@xyflow/react";
import { memo } from "react";
import { useTranslation } from "react-i18next";
import { isComposing } from "../controls/useDraft";
import type { Note } from "./frames";
import { changeFrame, useEditing } from "./framing";
import type { NoteNode } from "./graph";
import { TINT } from "./tint";

export const NoteCard = memo(function NoteCard({ id, data, selected }: NodeProps<NoteNode>) {
  const { t } = useTranslation();
  const editing = useEditing((state) => state.note === id);
  const { note } = data;
  return (
    <>
      <NodeResizer
        isVisible={selected}
        minWidth={120}
        minHeight={64}
        onResizeEnd={(_, { x, y, width, height }) => changeFrame(id, rounded({ x, y, width, height }))}
      />
      <article
        id={`frame-${id}`}
        aria-label={`${t("frames.note")} ${note.text}`}
        className={`size-full overflow-hidden rounded-control border p-2 text-sm whitespace-pre-wrap ${TINT[note.tint]} ${
          selected ? "outline-2 outline-offset-2 outline-accent" : ""
        }`}
        onDoubleClick={() => useEditing.setState({ note: id })}
      >
        {editing ? (
          <Typing note={note} />
        ) : (
          note.text || <span className="text-soft">{t("frames.empty")}</span>
        )}
      </article>
    </>
  );
});

function Typing({ note }: { note: Note }) {
  const { t } = useTranslation();
  const stop = () => useEditing.setState({ note: null });
  return (
    <textarea
      // biome-ignore lint/a11y/noAutofocus: who asks to type wants to type
      autoFocus
      defaultValue={note.text}
      aria-label={t("frames.text")}
      className="nodrag nopan nowheel size-full resize-none bg-transparent outline-none"
      onBlur={(event) => {
        if (event.target.value !== note.text) changeFrame(note.id, { text: event.target.value });
        stop();
      }}
      onKeyDown={(event) => {
        if (isComposing(event.nativeEvent) || event.key !== "Escape") return;
        event.preventDefault();
        event.currentTarget.blur();
        document.querySelector<HTMLElement>(".react-flow")?.focus();
      }}
    />
  );
}

function rounded(box: Record<string, number>): Record<string, number> {
  return Object.fromEntries(Object.entries(box).map(([key, value]) => [key, Math.round(value / 8) * 8]));
}
