// What a note or a group has: text and tint, or a name.
import { ChevronDown, ChevronRight, Trash2 } from "lucide-react";
import { useTranslation } from "react-i18next";
import type { Opened } from "../bindings/Opened";
import { useFlow } from "../canvas/flow";
import { type Group, groupsOf, type Note, notesOf, TINTS } from "../canvas/frames";
import { changeFrame, foldGroup } from "../canvas/framing";
import { Select } from "../controls/Select";
import { TextField } from "../controls/TextField";
import { removeSelection } from "../designer/gestures";
import { Labeled } from "./Labeled";

export function FrameSheet({ id, opened }: { id: string; opened: Opened }) {
  const { t } = useTranslation();
  const flow = useFlow();
  const note = notesOf(opened.drawing.layout).find((known) => known.id === id);
  const group = groupsOf(opened.drawing.layout).find((known) => known.id === id);
  return (
    <div className="flex flex-col gap-4 p-4">
      {note && <NoteFields note={note} />}
      {group && <GroupFields group={group} />}
      <div className="flex gap-2 border-t border-line pt-3">
        <button type="button" className="quiet text-error" onClick={() => removeSelection(flow, "cut")}>
          <Trash2 size={15} />
          {t("inspector.remove")}
        </button>
      </div>
    </div>
  );
}

function NoteFields({ note }: { note: Note }) {
  const { t } = useTranslation();
  const tints = TINTS.map((value) => ({ value, label: t(`frames.tint.${value}`) }));
  return (
    <>
      <h2 className="text-base font-semibold">{t("frames.note")}</h2>
      <Labeled label={t("frames.text")}>
        <TextField
          lines
          label={t("frames.text")}
          value={note.text}
          onChange={(text) => changeFrame(note.id, { text })}
        />
      </Labeled>
      <Labeled label={t("frames.color")}>
        <Select
          label={t("frames.color")}
          value={note.tint}
          options={tints}
          onChange={(tint) => changeFrame(note.id, { tint })}
        />
      </Labeled>
    </>
  );
}

function GroupFields({ group }: { group: Group }) {
  const { t } = useTranslation();
  const flow = useFlow();
  const Icon = group.collapsed ? ChevronRight : ChevronDown;
  return (
    <>
      <h2 className="text-base font-semibold">{t("frames.group")}</h2>
      <Labeled label={t("inspector.name")}>
        <TextField
          label={t("frames.groupName")}
          value={group.name}
          onChange={(name) => changeFrame(group.id, { name })}
        />
      </Labeled>
      <button
        type="button"
        className="quiet self-start border border-control"
        onClick={() => foldGroup(flow, group.id)}
      >
        <Icon size={15} />
        {t(group.collapsed ? "frames.expand" : "frames.collapse")}
      </button>
    </>
  );
}
