//! `tabiji schema` and `tabiji completions`: what other programs need to know of us.

use clap::CommandFactory;
use journey::format::canonical;

use crate::Answer;
use crate::args::{Args, CompletionsArgs, SchemaArgs, SchemaOf};
use crate::door::Door;
use crate::failure::Failure;

pub(crate) fn run(door: &mut Door, args: &SchemaArgs) -> Result<Answer, Failure> {
    let schema = match args.of {
        SchemaOf::Journey => journey::schema::journey(),
        SchemaOf::Report => app::schema::report(),
        SchemaOf::Test => app::schema::trial(),
        SchemaOf::Package => package::schema::package(),
        SchemaOf::Policy => app::publish::Policy::schema(),
    };
    door.give(canonical(&schema).as_bytes())?;
    Ok(Answer::Yes)
}

pub(crate) fn completions(door: &mut Door, args: &CompletionsArgs) -> Result<Answer, Failure> {
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut Args::command(), "tabiji", &mut script);
    door.give(&script)?;
    Ok(Answer::Yes)
}
