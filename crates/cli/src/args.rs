//! Arguments: what may be asked, and how.

mod publishing;

use std::net::SocketAddr;
use std::path::PathBuf;

use app::import::Encoding;
use app::words::system_lang;
use clap::{Args as Group, Parser, Subcommand, ValueEnum};
use engine::plan::{ClockChange, Clocks};
use journey::lang::Lang;
use journey::settings::Channel;
use journey::span::Span;
use journey::time::{Day, parse_date};

pub(crate) use publishing::*;

/// Draws, rehearses and explains customer journeys.
#[derive(Debug, Parser)]
#[command(name = "tabiji", version, max_term_width = 100)]
pub(crate) struct Args {
    /// How results are written
    #[arg(long, global = true, value_enum, default_value_t = Format::Text)]
    pub(crate) format: Format,
    /// The language of texts; without it that of LC_ALL, LC_MESSAGES or LANG, else English
    #[arg(long, global = true, value_enum)]
    lang: Option<Language>,
    #[command(subcommand)]
    pub(crate) command: Command,
}

/// How results are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    /// For people
    Text,
    /// One JSON document
    Json,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Language {
    Ja,
    En,
}

impl Args {
    /// Returns the language that was asked for, or that of the environment.
    pub(crate) fn lang(&self) -> Lang {
        match self.lang {
            Some(Language::Ja) => Lang::Ja,
            Some(Language::En) => Lang::En,
            None => system_lang(),
        }
    }
}

/// A command.
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Lists everything that is wrong with a journey, or worth a look
    Check(CheckArgs),
    /// Writes a journey in its canonical form
    Fmt(FmtArgs),
    /// Rehearses a journey on customers and reports what happens
    Simulate(SimulateArgs),
    /// Tells one customer's way through a rehearsal, with why and why not
    Explain(ExplainArgs),
    /// Says what differs between two versions: in the drawing, and for the same customers in the outcome
    Compare(CompareArgs),
    /// Says what a rehearsal tries of a journey, and who would try the rest
    Cover(CoverArgs),
    /// Plays a journey's scenarios and checks its guardians
    Test(TestArgs),
    /// Makes synthetic customers that fit a journey
    Sample(SampleArgs),
    /// Draws the whole journey as one picture
    Export(ExportArgs),
    /// Makes keys, and says whose signatures count
    Keys(KeysArgs),
    /// Rehearses a journey, asks whether it has what it must have, and signs it as a package
    Publish(PublishArgs),
    /// Signs a package that somebody else published
    Approve(ApproveArgs),
    /// Says whether a package is authentic, whole and current, and goes here as it went there
    Verify(VerifyArgs),
    /// Opens the designer for a browser on this machine
    Serve(ServeArgs),
    /// Prints the JSON Schema of a file
    Schema(SchemaArgs),
    /// Prints the completions of a shell
    Completions(CompletionsArgs),
}

#[derive(Debug, Group)]
pub(crate) struct CheckArgs {
    /// The journey file; `-` reads standard input
    pub(crate) journey: PathBuf,
}

#[derive(Debug, Group)]
pub(crate) struct FmtArgs {
    /// The journey file, which is rewritten; `-` reads standard input and writes standard output
    pub(crate) journey: PathBuf,
    /// Changes nothing; status 1 when the file is not in canonical form
    #[arg(long)]
    pub(crate) check: bool,
}

#[derive(Debug, Group)]
pub(crate) struct SimulateArgs {
    #[command(flatten)]
    pub(crate) inputs: InputArgs,
    /// Independent runs
    #[arg(long, default_value_t = 1, value_parser = clap::value_parser!(u32).range(1..=100_000))]
    pub(crate) runs: u32,
    /// Leaves out what the ranges of the assumptions do to the result
    #[arg(long)]
    pub(crate) no_ranges: bool,
    /// Looks at so many worlds, in each of which every assumption is somewhere in its range
    #[arg(long, value_name = "N", default_value_t = 0, value_parser = clap::value_parser!(u32).range(0..=10_000))]
    pub(crate) worlds: u32,
    /// Leaves out coverage and the second look at people: ways, groups, customers worth looking at
    #[arg(long)]
    pub(crate) brief: bool,
    /// Also saves the report as JSON
    #[arg(long, value_name = "REPORT.json")]
    pub(crate) out: Option<PathBuf>,
}

#[derive(Debug, Group)]
pub(crate) struct ExplainArgs {
    #[command(flatten)]
    pub(crate) inputs: InputArgs,
    /// The customer's id
    #[arg(long, value_name = "ID")]
    pub(crate) customer: String,
    /// Which run, from 1
    #[arg(long, default_value_t = 1, value_parser = clap::value_parser!(u32).range(1..=100_000))]
    pub(crate) run: u32,
    /// Tells what would have come of another answer or another attribute, as a line of a scenario: "given mail clicked +2h",
    /// "mock crm error", "customer tier=gold"
    #[arg(long, value_name = "LINE")]
    pub(crate) fork: Option<String>,
    /// The fork is at the first moment from here on that it can be about; else from the start
    #[arg(long, value_name = "TIME", requires = "fork")]
    pub(crate) at: Option<String>,
}

#[derive(Debug, Group)]
pub(crate) struct CompareArgs {
    /// The old version's file; the new version's comes next
    pub(crate) old: PathBuf,
    #[command(flatten)]
    pub(crate) inputs: InputArgs,
    /// Independent runs of each; where customers share something, 30 or more give an interval worth having
    #[arg(long, default_value_t = 1, value_parser = clap::value_parser!(u32).range(1..=100_000))]
    pub(crate) runs: u32,
}

#[derive(Debug, Group)]
pub(crate) struct CoverArgs {
    #[command(flatten)]
    pub(crate) inputs: InputArgs,
    /// Where the generated customers go; what they do goes to a file beside it, NAME.events.csv
    #[arg(long, value_name = "FILE.csv")]
    pub(crate) emit: Option<PathBuf>,
}

#[derive(Debug, Group)]
pub(crate) struct TestArgs {
    #[command(flatten)]
    pub(crate) inputs: InputArgs,
    /// Independent runs of the rehearsal that guardians are checked in
    #[arg(long, default_value_t = 1, value_parser = clap::value_parser!(u32).range(1..=100_000))]
    pub(crate) runs: u32,
    /// Also saves the result as JUnit XML
    #[arg(long, value_name = "FILE.xml")]
    pub(crate) junit: Option<PathBuf>,
}

/// Journey, customers, and how to rehearse.
#[derive(Debug, Group)]
pub(crate) struct InputArgs {
    /// The journey file; `-` reads standard input
    pub(crate) journey: PathBuf,
    /// Customers: .csv, .tsv, .jsonl (also with .gz), .xlsx or .parquet; without it the journey's sample population
    #[arg(long, value_name = "FILE")]
    pub(crate) customers: Option<PathBuf>,
    /// Recorded events, from the same kinds of file
    #[arg(long, value_name = "FILE")]
    pub(crate) events: Option<PathBuf>,
    /// How many sample customers, instead of as many as the journey says
    #[arg(long, value_name = "N", conflicts_with_all = ["customers", "events"], value_parser = clap::value_parser!(u64).range(1..=10_000_000))]
    pub(crate) count: Option<u64>,
    /// The column of the customers' ids
    #[arg(long, value_name = "COLUMN")]
    pub(crate) id: Option<String>,
    /// The column that fills an attribute; equal names need none
    #[arg(long, value_name = "ATTRIBUTE=COLUMN", value_parser = pair)]
    pub(crate) map: Vec<(String, String)>,
    /// The encoding of the files: utf-8, cp932, utf-16le or utf-16be; without it, it is found out
    #[arg(long)]
    pub(crate) encoding: Option<Encoding>,
    /// What to do with a cell that does not fit its type
    #[arg(long, value_enum, default_value_t = InvalidCells::Refuse)]
    pub(crate) invalid: InvalidCells,
    /// The events' column of customers' ids
    #[arg(long, value_name = "COLUMN")]
    pub(crate) event_id: Option<String>,
    /// The events' column of times
    #[arg(long, value_name = "COLUMN")]
    pub(crate) event_time: Option<String>,
    /// The events' column of names
    #[arg(long, value_name = "COLUMN")]
    pub(crate) event_name: Option<String>,
    /// The seed of all draws
    #[arg(long, default_value_t = 1)]
    pub(crate) seed: u64,
    /// When the rehearsal starts: 2026-11-22, or with a time; local to the journey's zone
    ///
    /// Without it: as the journey says, else the day of the first event, else today.
    #[arg(long, value_name = "T")]
    pub(crate) start: Option<String>,
    /// How long it lasts
    #[arg(long, default_value = "90d", value_parser = span)]
    pub(crate) horizon: Span,
    /// What if this channel delivered nothing: email, sms, push, line, in_app (repeatable)
    #[arg(long, value_name = "CHANNEL", value_parser = channel)]
    pub(crate) outage: Vec<Channel>,
    /// What if there were so many times as many customers and contacts
    #[arg(long, value_name = "N", default_value_t = 1, value_parser = clap::value_parser!(u32).range(1..=100))]
    pub(crate) arrivals: u32,
    /// What if this day were a holiday: 2026-12-25 (repeatable)
    #[arg(long, value_name = "DATE", value_parser = day)]
    pub(crate) holiday: Vec<Day>,
    /// What if clocks went an hour forward on this day, at two in the morning, in every zone (repeatable)
    #[arg(long, value_name = "DATE", value_parser = day)]
    pub(crate) clocks_forward: Vec<Day>,
    /// What if clocks went an hour back on this day, at two in the morning, in every zone (repeatable)
    #[arg(long, value_name = "DATE", value_parser = day)]
    pub(crate) clocks_back: Vec<Day>,
    /// Threads; 0 takes one for each core. Results do not depend on it
    #[arg(long, default_value_t = 0, value_parser = clap::value_parser!(u16).range(0..=1024))]
    pub(crate) threads: u16,
}

/// What to do with a cell that does not fit its type.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum InvalidCells {
    /// Refuse the file, with row and column
    Refuse,
    /// Read it as missing
    Missing,
}

#[derive(Debug, Group)]
pub(crate) struct SampleArgs {
    /// The journey file; `-` reads standard input
    pub(crate) journey: PathBuf,
    /// How many customers, instead of as many as the journey says
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u64).range(1..=10_000_000))]
    pub(crate) count: Option<u64>,
    /// The seed of their draws, instead of the journey's
    #[arg(long)]
    pub(crate) seed: Option<u64>,
    /// Where customers go: .csv, .tsv, .jsonl (also with .gz), .xlsx or .parquet
    #[arg(long, value_name = "FILE")]
    pub(crate) out: PathBuf,
    /// Where what they do by themselves goes
    #[arg(long, value_name = "FILE")]
    pub(crate) events: Option<PathBuf>,
    /// When what they do begins; as in simulate
    #[arg(long, value_name = "T")]
    pub(crate) start: Option<String>,
    /// How long they do it
    #[arg(long, default_value = "90d", value_parser = span)]
    pub(crate) horizon: Span,
}

#[derive(Debug, Group)]
pub(crate) struct ExportArgs {
    /// The journey file; `-` reads standard input
    pub(crate) journey: PathBuf,
    /// As what; the designer also writes PNG and PDF
    #[arg(long = "as", value_enum)]
    pub(crate) shape: ExportShape,
    /// Where it goes; without it to standard output
    #[arg(long, value_name = "FILE")]
    pub(crate) out: Option<PathBuf>,
    /// Its colors
    #[arg(long, value_enum, default_value_t = ExportTheme::Light)]
    pub(crate) theme: ExportTheme,
    /// Shows stages as lanes
    #[arg(long)]
    pub(crate) lanes: bool,
}

/// What a journey can be exported as.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub(crate) enum ExportShape {
    /// A picture that other programs show and change
    Svg,
}

/// The colors of a picture.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub(crate) enum ExportTheme {
    /// Dark on light
    Light,
    /// Light on dark
    Dark,
}

#[derive(Debug, Group)]
pub(crate) struct ServeArgs {
    /// The folder of the workspace, instead of your own
    #[arg(long, value_name = "DIR")]
    pub(crate) workspace: Option<PathBuf>,
    /// Starts a damaged workspace anew from its snapshots; its file stays under another name
    #[arg(long)]
    pub(crate) from_snapshots: bool,
    /// The address to listen at, on loopback only; port 0 takes any that is free
    #[arg(long, default_value = "127.0.0.1:0", value_parser = loopback)]
    pub(crate) listen: SocketAddr,
}

#[derive(Debug, Group)]
pub(crate) struct SchemaArgs {
    /// Of which file
    #[arg(value_enum)]
    pub(crate) of: SchemaOf,
}

/// What there is a schema of.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub(crate) enum SchemaOf {
    /// Journey files
    Journey,
    /// Reports
    Report,
    /// Results of `test`
    Test,
    /// Packages
    Package,
    /// Policies of publishing
    Policy,
}

#[derive(Debug, Group)]
pub(crate) struct CompletionsArgs {
    /// The shell
    #[arg(value_enum)]
    pub(crate) shell: clap_complete::Shell,
}

fn pair(text: &str) -> Result<(String, String), String> {
    match text.split_once('=') {
        Some((attribute, column)) if !attribute.is_empty() && !column.is_empty() => {
            Ok((attribute.trim().to_owned(), column.trim().to_owned()))
        }
        _ => Err("expected ATTRIBUTE=COLUMN, as in age=Nenrei".to_owned()),
    }
}

fn channel(text: &str) -> Result<Channel, String> {
    let known = Channel::ALL.iter().find(|channel| channel.name() == text).copied();
    let names: Vec<&str> = Channel::ALL.iter().map(|channel| channel.name()).collect();
    known.ok_or_else(|| format!("expected one of {}", names.join(", ")))
}

fn loopback(text: &str) -> Result<SocketAddr, String> {
    let address = text.parse::<SocketAddr>().ok().filter(|address| address.ip().is_loopback());
    address.ok_or_else(|| "expected an address on loopback such as 127.0.0.1:8787".to_owned())
}

fn day(text: &str) -> Result<Day, String> {
    parse_date(text).ok_or_else(|| "expected a date such as 2026-12-25".to_owned())
}

fn span(text: &str) -> Result<Span, String> {
    match text.parse::<Span>() {
        Ok(span) if !span.is_zero() => Ok(span),
        _ => Err("expected a length of time such as 90d, 12w or 36h".to_owned()),
    }
}

impl InputArgs {
    /// Returns the supposed clock changes.
    pub(crate) fn clocks(&self) -> Clocks {
        let forward = self.clocks_forward.iter().map(|&day| ClockChange { day, forward: true });
        let back = self.clocks_back.iter().map(|&day| ClockChange { day, forward: false });
        Clocks(forward.chain(back).collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_arguments_hang_together() {
        use clap::CommandFactory;
        Args::command().debug_assert();
    }
}
