// Generated from the core's table of commands. Do not edit.
import type { Act } from "./Act";
import type { Applied } from "./Applied";
import type { Copied } from "./Copied";
import type { DocumentRef } from "./DocumentRef";
import type { EditOf } from "./EditOf";
import type { Empty } from "./Empty";
import type { Gallery } from "./Gallery";
import type { History } from "./History";
import type { Kept } from "./Kept";
import type { Located } from "./Located";
import type { Nothing } from "./Nothing";
import type { Opened } from "./Opened";
import type { Outside } from "./Outside";
import type { Palette } from "./Palette";
import type { Pasted } from "./Pasted";
import type { Pick } from "./Pick";
import type { Preference } from "./Preference";
import type { Preferences } from "./Preferences";
import type { Restored } from "./Restored";
import type { Saved } from "./Saved";
import type { SnapshotRef } from "./SnapshotRef";
import type { Snapshots } from "./Snapshots";
import type { Targets } from "./Targets";
import type { Text } from "./Text";
import type { Vocabulary } from "./Vocabulary";
import type { Wire } from "./Wire";

export type Commands = {
  /** Samples and the journeys of the workspace. */
  gallery: { request: Empty; reply: Gallery };
  /** Everything that can be placed, with its forms. */
  palette: { request: Empty; reply: Palette };
  /** What the person prefers, and what this door can do. */
  preferences: { request: Empty; reply: Preferences };
  /** Keeps one preference. */
  prefer: { request: Preference; reply: Nothing };
  /** Starts an empty journey. */
  start_empty: { request: Empty; reply: Opened };
  /** Starts from a sample. */
  start_sample: { request: Pick; reply: Opened };
  /** Opens a journey of the workspace. */
  open: { request: DocumentRef; reply: Opened };
  /** Asks for a file and opens it; null when none was chosen. */
  open_file: { request: Empty; reply: Opened | null };
  /** Opens the text of a file. */
  open_text: { request: Text; reply: Opened };
  /** Saves in the journey's file, or asks for one; null when none was chosen. */
  save_file: { request: Located; reply: Saved | null };
  /** Returns the journey as the text of a file. */
  export_text: { request: DocumentRef; reply: Text };
  /** Removes a journey from the workspace. */
  remove: { request: DocumentRef; reply: Nothing };
  /** Makes an edit. */
  edit: { request: EditOf; reply: Applied };
  /** Takes the last step back. */
  undo: { request: Act; reply: Applied };
  /** Makes the last step taken back again. */
  redo: { request: Act; reply: Applied };
  /** The steps made so far, and those taken back, with their times. */
  history: { request: DocumentRef; reply: History };
  /** Where a port may lead, what can be placed behind it, and why not elsewhere. */
  targets: { request: Wire; reply: Targets };
  /** What conditions of the journey may say. */
  vocabulary: { request: DocumentRef; reply: Vocabulary };
  /** Steps as text for the clipboard. */
  copy: { request: Copied; reply: Kept };
  /** Adds copied steps. */
  paste: { request: Pasted; reply: Applied };
  /** What somebody else changed in the journey's file; null when nothing. */
  outside: { request: DocumentRef; reply: Outside | null };
  /** Takes over what somebody else wrote into the file. */
  take_outside: { request: Act; reply: Applied };
  /** Keeps this side, whatever somebody else wrote into the file. */
  keep_ours: { request: DocumentRef; reply: Nothing };
  /** The snapshots of a journey, the newest first; also of one that is damaged. */
  snapshots: { request: DocumentRef; reply: Snapshots };
  /** Goes back to a snapshot, as one step that can be taken back. */
  restore: { request: Restored; reply: Applied };
  /** Starts a new journey from a snapshot, as of one that is damaged. */
  start_from: { request: SnapshotRef; reply: Opened };
};
