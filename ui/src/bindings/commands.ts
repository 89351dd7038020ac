// Generated from the core's table of commands. Do not edit.
import type { Act } from "./Act";
import type { Applied } from "./Applied";
import type { Breaks } from "./Breaks";
import type { Compared } from "./Compared";
import type { ConditionAt } from "./ConditionAt";
import type { Copied } from "./Copied";
import type { Counted } from "./Counted";
import type { Crowd } from "./Crowd";
import type { CustomerPage } from "./CustomerPage";
import type { DocumentRef } from "./DocumentRef";
import type { Drawn } from "./Drawn";
import type { EditOf } from "./EditOf";
import type { Empty } from "./Empty";
import type { Exported } from "./Exported";
import type { FileInHand } from "./FileInHand";
import type { FileLook } from "./FileLook";
import type { FileRef } from "./FileRef";
import type { ForkChoices } from "./ForkChoices";
import type { ForkOf } from "./ForkOf";
import type { Forked } from "./Forked";
import type { ForkedAt } from "./ForkedAt";
import type { Gallery } from "./Gallery";
import type { Held } from "./Held";
import type { Help } from "./Help";
import type { History } from "./History";
import type { InLanguage } from "./InLanguage";
import type { Kept } from "./Kept";
import type { KeptPopulation } from "./KeptPopulation";
import type { KeptPopulations } from "./KeptPopulations";
import type { Listed } from "./Listed";
import type { Located } from "./Located";
import type { LookAt } from "./LookAt";
import type { Nothing } from "./Nothing";
import type { Opened } from "./Opened";
import type { Outside } from "./Outside";
import type { Palette } from "./Palette";
import type { Pasted } from "./Pasted";
import type { Pick } from "./Pick";
import type { Pictured } from "./Pictured";
import type { Piece } from "./Piece";
import type { PopulationRef } from "./PopulationRef";
import type { Preference } from "./Preference";
import type { Preferences } from "./Preferences";
import type { Preview } from "./Preview";
import type { Previewed } from "./Previewed";
import type { Printed } from "./Printed";
import type { Progress } from "./Progress";
import type { Readiness } from "./Readiness";
import type { Rehearsed } from "./Rehearsed";
import type { ReportFileOf } from "./ReportFileOf";
import type { Reported } from "./Reported";
import type { Restored } from "./Restored";
import type { Retained } from "./Retained";
import type { Rows } from "./Rows";
import type { RowsAt } from "./RowsAt";
import type { RunRef } from "./RunRef";
import type { SampleCustomers } from "./SampleCustomers";
import type { Saved } from "./Saved";
import type { ScenarioOf } from "./ScenarioOf";
import type { SnapshotRef } from "./SnapshotRef";
import type { Snapshots } from "./Snapshots";
import type { Standing } from "./Standing";
import type { Story } from "./Story";
import type { StoryPart } from "./StoryPart";
import type { StoryText } from "./StoryText";
import type { TakeIn } from "./TakeIn";
import type { TakenIn } from "./TakenIn";
import type { Targets } from "./Targets";
import type { Tests } from "./Tests";
import type { Text } from "./Text";
import type { Told } from "./Told";
import type { Trial } from "./Trial";
import type { Tried } from "./Tried";
import type { Vocabulary } from "./Vocabulary";
import type { Watched } from "./Watched";
import type { WhatIfOf } from "./WhatIfOf";
import type { Wire } from "./Wire";
import type { Written } from "./Written";
import type { WrittenLine } from "./WrittenLine";

export type Commands = {
  /** Samples and the journeys of the workspace. */
  gallery: { request: Empty; reply: Gallery };
  /** Everything that can be placed, with its forms. */
  palette: { request: Empty; reply: Palette };
  /** The pages of the help, in one language. */
  help: { request: InLanguage; reply: Help };
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
  /** Draws the whole journey as one picture. */
  picture: { request: Pictured; reply: Drawn };
  /** Asks for a place and saves a file that the page made; null when none was chosen. */
  save_export: { request: Exported; reply: Saved | null };
  /** Asks for a place and prints there, as PDF, what the page shows to printers; null when none was chosen. */
  print_page: { request: Printed; reply: Saved | null };
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
  /** A condition as rows, and what rows may ask about at its place. */
  rows: { request: ConditionAt; reply: Rows };
  /** Rows as a condition, and what of them is not finished. */
  write_rows: { request: RowsAt; reply: Written };
  /** How many generated customers a condition holds for. */
  count: { request: ConditionAt; reply: Counted };
  /** What the journey's sample customers are like, and what they could be like where it does not say. */
  sample_customers: { request: Crowd; reply: SampleCustomers };
  /** A message's texts as a sample customer reads them. */
  preview: { request: Previewed; reply: Preview };
  /** Begins a rehearsal, in place of one that still goes on; answers at once. */
  rehearse: { request: Rehearsed; reply: RunRef };
  /** How far a rehearsal is; waits a moment for news. */
  progress: { request: Watched; reply: Progress };
  /** Stops a rehearsal. */
  stop: { request: RunRef; reply: Nothing };
  /** What a rehearsal has found so far. */
  report: { request: RunRef; reply: Reported };
  /** The report of a rehearsal as a file, for the page to save. */
  report_file: { request: ReportFileOf; reply: Exported };
  /** Begins to compare a journey with another version, in place of a rehearsal that still goes on; answers at once. Null when no file was chosen. */
  compare: { request: Held; reply: RunRef | null };
  /** What differs from the version that a rehearsal was held against. */
  compared: { request: RunRef; reply: Compared };
  /** Begins to look at what breaks in worse worlds, in place of a rehearsal that still goes on; answers at once. */
  what_if: { request: WhatIfOf; reply: RunRef };
  /** What becomes of the journey in the worlds that a rehearsal looked at. */
  breaks: { request: RunRef; reply: Breaks };
  /** What still speaks against publishing a journey. */
  readiness: { request: DocumentRef; reply: Readiness };
  /** Plays the scenarios of a journey, and says its guardians. */
  tests: { request: DocumentRef; reply: Tests };
  /** Adds a scenario made of a customer of a rehearsal, as one step. */
  make_scenario: { request: ScenarioOf; reply: Applied };
  /** A scenario's story in fields. */
  story_parts: { request: StoryText; reply: Array<StoryPart> };
  /** A line of a story from its fields, and what is wrong with it. */
  write_line: { request: StoryPart; reply: WrittenLine };
  /** A page of the customers of a rehearsal. */
  customers: { request: Listed; reply: CustomerPage };
  /** One customer's way through a rehearsal. */
  story: { request: Told; reply: Story };
  /** What could have been answered at a line of a customer's way. */
  fork_choices: { request: ForkedAt; reply: ForkChoices };
  /** One customer's way through a rehearsal, taken otherwise from a line on. */
  fork: { request: ForkOf; reply: Forked };
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
  /** Asks for a file of customers or events; null when none was chosen. */
  choose_data: { request: Empty; reply: FileInHand | null };
  /** Takes a piece of a file that the page hands over; the first one begins it. */
  hand_over: { request: Piece; reply: FileInHand };
  /** Looks at a file in hand: all of it. */
  look_at: { request: LookAt; reply: FileLook };
  /** How far the reading of a file in hand is. */
  standing: { request: FileRef; reply: Standing };
  /** Ends the reading of a file in hand. */
  stop_reading: { request: FileRef; reply: Nothing };
  /** Lets go of a file in hand. */
  let_go: { request: FileRef; reply: Nothing };
  /** What would come of files; keeps nothing. */
  try_files: { request: Tried; reply: Trial };
  /** Keeps the customers of files, and declares what they need as one step. */
  take_in: { request: TakeIn; reply: TakenIn };
  /** The populations that are kept. */
  populations: { request: Empty; reply: KeptPopulations };
  /** Says how long a population is kept. */
  retain: { request: Retained; reply: KeptPopulation };
  /** Removes a population without a trace. */
  purge: { request: PopulationRef; reply: Nothing };
};
