//! What commands ask and answer, where it is not a document itself.

use std::collections::{BTreeMap, BTreeSet};

use engine::people::Whom;
use engine::report::Report;
use journey::document::Label;
use journey::edit::{Edit, Position};
use journey::id::{NodeId, PortName};
use journey::lang::Lang;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use ts_rs::TS;

use crate::export::report::ReportShape;
use crate::picture::Theme;
use crate::preview::Texts;
use crate::rehearsal::{ForkAt, Phase, Setup, WorldsAsked};
use crate::rows::Line;
use crate::samples::Sample;
use crate::session::{Dated, Snapshot};
use crate::text::AssumptionWords;

/// A request that needs to say nothing.
#[derive(Clone, Copy, Debug, Default, Serialize, Deserialize, TS)]
pub struct Empty {}

/// An answer that says only that it was done.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Nothing {}

/// What is asked for in one language only, since there is much of it.
#[derive(Clone, Copy, Debug, Serialize, Deserialize, TS)]
pub struct InLanguage {
    /// The language.
    pub language: Lang,
}

/// A document of the workspace.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct DocumentRef {
    /// Its id.
    pub document: String,
}

/// The sample customers of a document's journey.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct Crowd {
    /// The document.
    pub document: String,
    /// The place of the persona that they are of; none for everyone.
    pub persona: Option<u32>,
}

/// A sample.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct Pick {
    /// Its id.
    pub sample: String,
}

/// A file as text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Text {
    /// Its name, without its folder.
    pub name: String,
    /// What stands in it.
    pub text: String,
}

/// What to save, and where.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct Located {
    /// The document.
    pub document: String,
    /// Whether a place is asked for, even where the journey has one.
    #[serde(default)]
    pub elsewhere: bool,
}

/// Where something was saved.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Saved {
    /// The file, without its folder.
    pub file: String,
}

/// A journey to draw, and how it is to look.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct Pictured {
    /// The document.
    pub document: String,
    /// The language of its texts.
    pub lang: Lang,
    /// Its colors.
    pub theme: Theme,
    /// Whether stages are shown as lanes.
    pub lanes: bool,
}

/// A journey as one picture.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct Drawn {
    /// What a file of it may be called, without an ending.
    pub name: String,
    /// The picture as SVG; the letters it needs are the page's own.
    pub svg: String,
    /// Its width in pixels.
    pub width: f64,
    /// Its height in pixels.
    pub height: f64,
}

/// A file: one that the page made, or one for it to hand on.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct Exported {
    /// The name it is offered.
    pub name: String,
    /// Its bytes, in Base64.
    pub bytes: String,
}

/// A page to print.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct Printed {
    /// The name its file is offered.
    pub name: String,
    /// How wide its sheets are, in pixels.
    pub width: f64,
    /// How high they are, in pixels.
    pub height: f64,
}

/// An edit against a revision.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct EditOf {
    /// The document.
    pub document: String,
    /// The revision it was made against.
    pub revision: u64,
    /// The edit.
    pub edit: Edit,
}

/// Something done to a revision.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct Act {
    /// The document.
    pub document: String,
    /// The revision it was made against.
    pub revision: u64,
}

/// A wire that is being drawn.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct Wire {
    /// The document.
    pub document: String,
    /// Where it starts.
    pub from: NodeId,
    /// By which port.
    pub port: PortName,
}

/// A condition at its place.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct ConditionAt {
    /// The document.
    pub document: String,
    /// The step it stands in; none means the settings.
    pub node: Option<NodeId>,
    /// Its field, as findings name it.
    pub field: String,
    /// Its text.
    pub text: String,
}

/// Rows at the place of a condition.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct RowsAt {
    /// The document.
    pub document: String,
    /// The step they stand in; none means the settings.
    pub node: Option<NodeId>,
    /// Their field, as findings name it.
    pub field: String,
    /// The outermost group.
    pub lines: Line,
}

/// A message's texts, and who is to read them.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct Previewed {
    /// The document.
    pub document: String,
    /// The texts, as they are typed.
    pub texts: Texts,
    /// The sample customer's place, from 0.
    pub customer: u32,
}

/// Steps to copy.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct Copied {
    /// The document.
    pub document: String,
    /// The steps.
    pub nodes: BTreeSet<NodeId>,
}

/// Copied steps.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Kept {
    /// What the clipboard holds.
    pub text: String,
}

/// Steps to paste.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct Pasted {
    /// The document.
    pub document: String,
    /// The revision it is made against.
    pub revision: u64,
    /// What the clipboard holds.
    pub text: String,
    /// How far the boxes move.
    pub offset: Position,
}

/// The steps made so far.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct History {
    /// Those that hold, oldest first.
    pub steps: Vec<Dated>,
    /// Those that were taken back, the next to be made again first.
    pub undone: Vec<Dated>,
}

/// What the first screen offers.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
pub struct Gallery {
    /// Samples to start from.
    pub samples: Vec<Sample>,
    /// Journeys of the workspace, the last changed first.
    pub journeys: Vec<Listing>,
}

/// A journey of the workspace.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
pub struct Listing {
    /// Its id.
    pub document: String,
    /// Its name.
    pub name: Label,
    /// How many steps it has.
    pub steps: u64,
    /// When it was last changed: milliseconds since 1970, UTC.
    pub changed_at: i64,
}

/// What the person prefers.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
pub struct Preferences {
    /// By key, as the designer kept them.
    pub values: BTreeMap<String, Value>,
    /// Whether this door can ask for files.
    pub dialogs: bool,
}

/// One preference.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct Preference {
    /// Its key.
    pub key: String,
    /// Its value.
    pub value: Value,
}

/// The snapshots of a journey.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
pub struct Snapshots {
    /// The newest first.
    pub snapshots: Vec<Snapshot>,
}

/// A snapshot of a document.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct SnapshotRef {
    /// The document.
    pub document: String,
    /// The snapshot's id.
    pub snapshot: String,
}

/// A snapshot to go back to.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct Restored {
    /// The document.
    pub document: String,
    /// The revision it is at.
    pub revision: u64,
    /// The snapshot's id.
    pub snapshot: String,
}

/// What to rehearse, and how.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct Rehearsed {
    /// The document.
    pub document: String,
    /// How.
    pub setup: Setup,
}

/// A journey, and the version it is held against.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct Held {
    /// The document.
    pub document: String,
    /// What it is held against.
    pub against: Against,
    /// How both are rehearsed.
    pub setup: Setup,
}

/// Another version of a journey.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[serde(tag = "of", rename_all = "snake_case")]
pub enum Against {
    /// One of its snapshots.
    Snapshot {
        /// The snapshot.
        snapshot: String,
    },
    /// As it stands in the file it was last saved in.
    Saved,
    /// A file that the door asks for.
    Chosen,
    /// The text of a file, where the door cannot ask for one.
    File {
        /// The file's name.
        name: String,
        /// What is in it.
        text: String,
    },
}

/// A journey, and the worse worlds it is looked at in.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct WhatIfOf {
    /// The document.
    pub document: String,
    /// The worlds.
    pub worlds: WorldsAsked,
    /// How each is rehearsed.
    pub setup: Setup,
}

/// A rehearsal.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct RunRef {
    /// Its id.
    pub run: String,
}

/// A rehearsal, and where somebody has seen it stand.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct Watched {
    /// Its id.
    pub run: String,
    /// Where it stood; none has seen nothing.
    pub seen: Option<Phase>,
}

/// What a rehearsal has found so far.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
pub struct Reported {
    /// The report, as `tabiji simulate` writes it.
    pub report: Report,
    /// What each of its assumptions says, in its order.
    pub assumptions: Vec<AssumptionWords>,
}

/// A rehearsal whose report becomes a file.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct ReportFileOf {
    /// The rehearsal.
    pub run: String,
    /// What kind of file.
    pub shape: ReportShape,
    /// The language of its name and of the heads of its tables.
    pub language: Lang,
}

/// Some customers of a rehearsal.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct Listed {
    /// The rehearsal.
    pub run: String,
    /// Whom.
    pub whom: Whom,
    /// How many of them stand on the pages before.
    pub skip: usize,
}

/// A customer of a rehearsal who becomes a scenario of a document.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct ScenarioOf {
    /// The document.
    pub document: String,
    /// The revision it is at.
    pub revision: u64,
    /// The rehearsal.
    pub run: String,
    /// The customer's id.
    pub customer: String,
    /// The change their way has; none takes it as it was.
    pub fork: Option<ForkAt>,
}

/// A line of a customer's way.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct ForkedAt {
    /// The rehearsal.
    pub run: String,
    /// The customer's id.
    pub customer: String,
    /// The line, by its place among all that was told.
    pub place: u32,
}

/// A customer's way with a change.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct ForkOf {
    /// The rehearsal.
    pub run: String,
    /// The customer's id.
    pub customer: String,
    /// Where it forks, and by what.
    pub at: ForkAt,
}

/// A story as it stands in the document.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct StoryText {
    /// Its lines.
    pub lines: Vec<String>,
}

/// A customer of a rehearsal.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct Told {
    /// The rehearsal.
    pub run: String,
    /// Their id.
    pub customer: String,
}
