//! Everything a door can ask: one table of commands, each `name(Request) -> Reply` in JSON. The window, the browser
//! and the tests call the same table; what a door alone can do, as asking for a file, it brings as a [`Host`].

mod answer;
#[cfg(test)]
mod bindings;
mod customers;
mod export;
#[cfg(test)]
mod tests;
mod wire;

use std::future::Future;
use std::path::{Path, PathBuf};
use std::pin::Pin;

use engine::people::CustomerPage;
use serde_json::Value;

use crate::help::Help;
use crate::import::intake::{FileInHand, FileLook, Piece, Standing};
use crate::palette::Palette;
use crate::people::SampleCustomers;
use crate::preview::Preview;
use crate::readiness::Readiness;
use crate::refused::Refused;
use crate::rehearsal::{Breaks, Compared, ForkChoices, Forked, Progress, Story};
use crate::rows::{Rows, Written};
use crate::sampled::Counted;
use crate::scenarios::Tests;
use crate::scenarios::parts::{StoryPart, WrittenLine};
use crate::session::{KeptPopulation, Outside, Session, TakenIn, Trial};
use crate::vocabulary::Vocabulary;
use crate::wire::{Applied, Opened};
use crate::wiring::Targets;

pub use customers::{FileRef, KeptPopulations, LookAt, PopulationRef, Retained, TakeIn, Tried};
pub use wire::{
    Act, Against, ConditionAt, Copied, Crowd, DocumentRef, Drawn, EditOf, Empty, Exported, ForkOf,
    ForkedAt, Gallery, Held, History, InLanguage, Kept, Listed, Located, Nothing, Pasted, Pick,
    Pictured, Preference, Preferences, Previewed, Printed, Rehearsed, ReportFileOf, Reported,
    Restored, RowsAt, RunRef, Saved, ScenarioOf, SnapshotRef, Snapshots, StoryText, Text, Told,
    Watched, WhatIfOf, Wire,
};

/// What comes of a question to the person at the desk.
pub type Chosen<'a> = Pin<Box<dyn Future<Output = Option<PathBuf>> + Send + 'a>>;

/// What comes of printing: nothing, or why it could not be done.
pub type Print<'a> = Pin<Box<dyn Future<Output = Result<(), String>> + Send + 'a>>;

/// How large a sheet of paper is, in the pixels of a page: 96 to the inch.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Paper {
    /// From left to right.
    pub width: f64,
    /// From top to bottom.
    pub height: f64,
}

/// What only a door can do. Paths come from the person through the system, never through a request.
pub trait Host: Send + Sync {
    /// Returns whether the door can ask for files.
    fn has_dialogs(&self) -> bool;
    /// Asks for a file to open, of the kind that a name like this has.
    fn choose_file(&self, like: &str) -> Chosen<'_>;
    /// Asks for a place to save under a suggested name.
    fn choose_place(&self, name: &str) -> Chosen<'_>;
    /// Prints what the page shows to printers into a PDF file, on sheets of this size without margins.
    fn print(&self, to: &Path, paper: Paper) -> Print<'_>;
}

/// A door without dialogs, as a browser's: files come and go as text.
#[derive(Clone, Copy, Debug, Default)]
pub struct NoDialogs;

impl Host for NoDialogs {
    fn has_dialogs(&self) -> bool {
        false
    }

    fn choose_file(&self, _like: &str) -> Chosen<'_> {
        Box::pin(std::future::ready(None))
    }

    fn choose_place(&self, _name: &str) -> Chosen<'_> {
        Box::pin(std::future::ready(None))
    }

    fn print(&self, _to: &Path, _paper: Paper) -> Print<'_> {
        let reason = "this door leaves printing to the browser";
        Box::pin(std::future::ready(Err(reason.to_owned())))
    }
}

/// Everything that is open, and the door it is seen through.
pub struct Desk<H> {
    /// The open documents.
    pub session: Session,
    /// The door.
    pub host: H,
}

macro_rules! commands {
    ($($(#[doc = $doc:literal])+ $name:ident($request:ty) -> $reply:ty;)*) => {
        /// The names of all commands.
        pub const NAMES: &[&str] = &[$(stringify!($name)),*];

        impl<H: Host> Desk<H> {
            /// Answers one command.
            ///
            /// # Errors
            /// `bad_request` when the name or the request is not known; else what the command refuses.
            pub async fn call(&self, name: &str, request: Value) -> Result<Value, Refused> {
                match name {
                    $(stringify!($name) => {
                        let request: $request =
                            serde_json::from_value(request).map_err(Refused::unreadable)?;
                        let reply: $reply = self.$name(request).await?;
                        serde_json::to_value(reply).map_err(Refused::unreadable)
                    })*
                    other => Err(Refused::unreadable(format!("no command \"{other}\""))),
                }
            }
        }

        /// Each command with the TypeScript of its request and its reply, and what it does.
        #[cfg(test)]
        fn table(config: &ts_rs::Config) -> Vec<(&'static str, String, String, String)> {
            use ts_rs::TS;
            vec![$((
                stringify!($name),
                <$request>::name(config),
                <$reply>::name(config),
                [$($doc),+].concat(),
            )),*]
        }

        /// Writes the TypeScript of every type that the commands use into a folder.
        #[cfg(test)]
        fn export(config: &ts_rs::Config) -> Result<(), ts_rs::ExportError> {
            use ts_rs::{ExportError, TS};
            // An optional reply has no file of its own; what it may hold is written below.
            let written = |result| match result {
                Err(ExportError::CannotBeExported(_)) => Ok(()),
                other => other,
            };
            $(
                written(<$request>::export_all(config))?;
                written(<$reply>::export_all(config))?;
            )*
            journey::patch::Change::export_all(config)?;
            Saved::export_all(config)?;
            Outside::export_all(config)?;
            Refused::export_all(config)
        }
    };
}

commands! {
    /// Samples and the journeys of the workspace.
    gallery(Empty) -> Gallery;
    /// Everything that can be placed, with its forms.
    palette(Empty) -> Palette;
    /// The pages of the help, in one language.
    help(InLanguage) -> Help;
    /// What the person prefers, and what this door can do.
    preferences(Empty) -> Preferences;
    /// Keeps one preference.
    prefer(Preference) -> Nothing;
    /// Starts an empty journey.
    start_empty(Empty) -> Opened;
    /// Starts from a sample.
    start_sample(Pick) -> Opened;
    /// Opens a journey of the workspace.
    open(DocumentRef) -> Opened;
    /// Asks for a file and opens it; null when none was chosen.
    open_file(Empty) -> Option<Opened>;
    /// Opens the text of a file.
    open_text(Text) -> Opened;
    /// Saves in the journey's file, or asks for one; null when none was chosen.
    save_file(Located) -> Option<Saved>;
    /// Returns the journey as the text of a file.
    export_text(DocumentRef) -> Text;
    /// Draws the whole journey as one picture.
    picture(Pictured) -> Drawn;
    /// Asks for a place and saves a file that the page made; null when none was chosen.
    save_export(Exported) -> Option<Saved>;
    /// Asks for a place and prints there, as PDF, what the page shows to printers; null when none was chosen.
    print_page(Printed) -> Option<Saved>;
    /// Removes a journey from the workspace.
    remove(DocumentRef) -> Nothing;
    /// Makes an edit.
    edit(EditOf) -> Applied;
    /// Takes the last step back.
    undo(Act) -> Applied;
    /// Makes the last step taken back again.
    redo(Act) -> Applied;
    /// The steps made so far, and those taken back, with their times.
    history(DocumentRef) -> History;
    /// Where a port may lead, what can be placed behind it, and why not elsewhere.
    targets(Wire) -> Targets;
    /// What conditions of the journey may say.
    vocabulary(DocumentRef) -> Vocabulary;
    /// A condition as rows, and what rows may ask about at its place.
    rows(ConditionAt) -> Rows;
    /// Rows as a condition, and what of them is not finished.
    write_rows(RowsAt) -> Written;
    /// How many generated customers a condition holds for.
    count(ConditionAt) -> Counted;
    /// What the journey's sample customers are like, and what they could be like where it does not say.
    sample_customers(Crowd) -> SampleCustomers;
    /// A message's texts as a sample customer reads them.
    preview(Previewed) -> Preview;
    /// Begins a rehearsal, in place of one that still goes on; answers at once.
    rehearse(Rehearsed) -> RunRef;
    /// How far a rehearsal is; waits a moment for news.
    progress(Watched) -> Progress;
    /// Stops a rehearsal.
    stop(RunRef) -> Nothing;
    /// What a rehearsal has found so far.
    report(RunRef) -> Reported;
    /// The report of a rehearsal as a file, for the page to save.
    report_file(ReportFileOf) -> Exported;
    /// Begins to compare a journey with another version, in place of a rehearsal that still goes on; answers at once. Null
    /// when no file was chosen.
    compare(Held) -> Option<RunRef>;
    /// What differs from the version that a rehearsal was held against.
    compared(RunRef) -> Compared;
    /// Begins to look at what breaks in worse worlds, in place of a rehearsal that still goes on; answers at once.
    what_if(WhatIfOf) -> RunRef;
    /// What becomes of the journey in the worlds that a rehearsal looked at.
    breaks(RunRef) -> Breaks;
    /// What still speaks against publishing a journey.
    readiness(DocumentRef) -> Readiness;
    /// Plays the scenarios of a journey, and says its guardians.
    tests(DocumentRef) -> Tests;
    /// Adds a scenario made of a customer of a rehearsal, as one step.
    make_scenario(ScenarioOf) -> Applied;
    /// A scenario's story in fields.
    story_parts(StoryText) -> Vec<StoryPart>;
    /// A line of a story from its fields, and what is wrong with it.
    write_line(StoryPart) -> WrittenLine;
    /// A page of the customers of a rehearsal.
    customers(Listed) -> CustomerPage;
    /// One customer's way through a rehearsal.
    story(Told) -> Story;
    /// What could have been answered at a line of a customer's way.
    fork_choices(ForkedAt) -> ForkChoices;
    /// One customer's way through a rehearsal, taken otherwise from a line on.
    fork(ForkOf) -> Forked;
    /// Steps as text for the clipboard.
    copy(Copied) -> Kept;
    /// Adds copied steps.
    paste(Pasted) -> Applied;
    /// What somebody else changed in the journey's file; null when nothing.
    outside(DocumentRef) -> Option<Outside>;
    /// Takes over what somebody else wrote into the file.
    take_outside(Act) -> Applied;
    /// Keeps this side, whatever somebody else wrote into the file.
    keep_ours(DocumentRef) -> Nothing;
    /// The snapshots of a journey, the newest first; also of one that is damaged.
    snapshots(DocumentRef) -> Snapshots;
    /// Goes back to a snapshot, as one step that can be taken back.
    restore(Restored) -> Applied;
    /// Starts a new journey from a snapshot, as of one that is damaged.
    start_from(SnapshotRef) -> Opened;
    /// Asks for a file of customers or events; null when none was chosen.
    choose_data(Empty) -> Option<FileInHand>;
    /// Takes a piece of a file that the page hands over; the first one begins it.
    hand_over(Piece) -> FileInHand;
    /// Looks at a file in hand: all of it.
    look_at(LookAt) -> FileLook;
    /// How far the reading of a file in hand is.
    standing(FileRef) -> Standing;
    /// Ends the reading of a file in hand.
    stop_reading(FileRef) -> Nothing;
    /// Lets go of a file in hand.
    let_go(FileRef) -> Nothing;
    /// What would come of files; keeps nothing.
    try_files(Tried) -> Trial;
    /// Keeps the customers of files, and declares what they need as one step.
    take_in(TakeIn) -> TakenIn;
    /// The populations that are kept.
    populations(Empty) -> KeptPopulations;
    /// Says how long a population is kept.
    retain(Retained) -> KeptPopulation;
    /// Removes a population without a trace.
    purge(PopulationRef) -> Nothing;
}
