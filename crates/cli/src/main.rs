//! The terminal door: every command of `tabiji`. Reads arguments, clock and environment, prints, and
//! decides the exit status; everything else is done by the crates below.
//!
//! 0 done and good; 1 done, and the answer is no; 2 could not be done.

mod args;
mod check;
mod compare;
mod cover;
mod door;
mod explain;
mod export;
mod failure;
mod fmt;
mod inputs;
mod keys;
mod passphrase;
mod progress;
mod publish;
mod sample;
mod schema;
mod serve;
mod simulate;
mod test;
mod verify;

use std::process::ExitCode;

use clap::Parser;

use crate::args::{Args, Command};
use crate::door::Door;

/// What a command comes to, if it could be done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Answer {
    /// Done and good.
    Yes,
    /// Done, and the answer is no.
    No,
}

fn main() -> ExitCode {
    let args = Args::parse();
    let mut door = Door::new(args.lang(), args.format);
    let result = match &args.command {
        Command::Check(args) => check::run(&mut door, args),
        Command::Fmt(args) => fmt::run(&mut door, args),
        Command::Simulate(args) => simulate::run(&mut door, args),
        Command::Explain(args) => explain::run(&mut door, args),
        Command::Compare(args) => compare::run(&mut door, args),
        Command::Cover(args) => cover::run(&mut door, args),
        Command::Sample(args) => sample::run(&mut door, args),
        Command::Test(args) => test::run(&mut door, args),
        Command::Export(args) => export::run(&mut door, args),
        Command::Keys(args) => keys::run(&mut door, args),
        Command::Publish(args) => publish::run(&mut door, args),
        Command::Approve(args) => verify::approve(&mut door, args),
        Command::Verify(args) => verify::run(&mut door, args),
        Command::Serve(args) => serve::run(&mut door, args),
        Command::Schema(args) => schema::run(&mut door, args),
        Command::Completions(args) => schema::completions(&mut door, args),
    };
    match result {
        Ok(Answer::Yes) => ExitCode::SUCCESS,
        Ok(Answer::No) => ExitCode::from(1),
        Err(failure) => {
            door.complain(&failure);
            ExitCode::from(failure.status)
        }
    }
}
