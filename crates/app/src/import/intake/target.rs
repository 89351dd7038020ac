//! Which columns fill what, and whether a plan makes sense: for this file, and for this journey.

use std::collections::{BTreeMap, BTreeSet};

use journey::settings::Settings;
use journey::value::{Attribute, MAX_TAGS, Type};

use super::mended::Mended;
use super::name::is_sayable;
use super::personal::by_header;
use super::plan::{ColumnUse, FilePlan, RowsOf};
use super::take::{Given, RESERVED, declared};
use crate::import::ImportError;
use crate::refused::Refused;

/// A column and what it fills.
#[derive(Clone, Debug)]
pub(super) struct Target {
    pub(super) column: usize,
    pub(super) name: String,
    pub(super) attribute: Attribute,
    pub(super) pseudonym: bool,
}

/// Returns the attributes that a file of customers fills.
pub(super) fn attributes(given: &Given<'_>, settings: &Settings) -> Result<Vec<Target>, Refused> {
    check_roles(given.plan)?;
    targets(given, &settings.attributes)
}

/// Returns the properties that a file of events fills.
pub(super) fn properties(given: &Given<'_>, settings: &Settings) -> Result<Vec<Target>, Refused> {
    check_roles(given.plan)?;
    targets(given, &settings.event_properties())
}

fn targets(given: &Given<'_>, known: &BTreeMap<String, Attribute>) -> Result<Vec<Target>, Refused> {
    let (plan, header) = (given.plan, header(given)?);
    let mut used = BTreeSet::new();
    let mut targets = Vec::new();
    for (column, of) in plan.columns.iter().enumerate() {
        let called = header.get(column).map(String::as_str).unwrap_or_default();
        let personal = by_header(called).is_some();
        let (name, attribute, pseudonym) = match of {
            ColumnUse::Id { .. } | ColumnUse::Time | ColumnUse::Name | ColumnUse::Out => continue,
            ColumnUse::Known { name } => {
                let attribute = known.get(name).ok_or_else(|| unknown(name))?;
                (name, attribute.clone(), false)
            }
            ColumnUse::New { name, kind, values } => {
                may_be_new(name, known)?;
                check_values(name, *kind, values)?;
                (name, declared(called, name, *kind, values, personal), false)
            }
            ColumnUse::Pseudonym { name } => {
                may_be_new(name, known)?;
                (name, declared(called, name, Type::Text, &[], true), true)
            }
        };
        if RESERVED.contains(&name.as_str()) || !used.insert(name.clone()) {
            return Err(taken(name));
        }
        targets.push(Target { column, name: name.clone(), attribute, pseudonym });
    }
    Ok(targets)
}

/// Returns the names of the columns that a plan speaks of. Lines of JSON may name columns late, so all of them are read.
fn header(given: &Given<'_>) -> Result<Vec<String>, Refused> {
    let told = |problem| {
        let file = given.taking.name().to_owned();
        super::said::refused(&ImportError { file, problem })
    };
    let aside = given.taking.aside();
    let mut rows = Mended::open(&aside, given.plan.reading).map_err(told)?;
    while rows.header.len() < given.plan.columns.len() && rows.next().map_err(told)? {}
    Ok(rows.header)
}

fn check_roles(plan: &FilePlan) -> Result<(), Refused> {
    let count = |of: fn(&ColumnUse) -> bool| plan.columns.iter().filter(|it| of(it)).count();
    let events = usize::from(plan.of == RowsOf::Events);
    let roles = [
        (count(|it| matches!(it, ColumnUse::Id { .. })), 1, "the customer's id", "顧客のID"),
        (count(|it| *it == ColumnUse::Time), events, "the event's time", "イベントの日時"),
        (count(|it| *it == ColumnUse::Name), events, "the event's name", "イベントの名前"),
    ];
    match roles.into_iter().find(|(found, expected, ..)| found != expected) {
        None => Ok(()),
        Some((found, expected, en, ja)) => Err(Refused::new(
            "no_role_column",
            format!("{found} columns hold {en}; choose {expected}"),
            format!("{ja}の列が{found}個あります。{expected}個にしてください"),
        )),
    }
}

fn may_be_new(name: &str, known: &BTreeMap<String, Attribute>) -> Result<(), Refused> {
    if !is_sayable(name) {
        return Err(Refused::new(
            "bad_name",
            format!(
                "“{name}” cannot be a name in conditions; take letters a to z, digits and _, beginning with a letter"
            ),
            format!(
                "「{name}」は条件で使える名前ではありません。英字で始まり、英数字と _ だけの名前にしてください"
            ),
        ));
    }
    if known.contains_key(name) { Err(taken(name)) } else { Ok(()) }
}

fn check_values(name: &str, kind: Type, values: &[String]) -> Result<(), Refused> {
    let wanted = matches!(kind, Type::Category | Type::Tags);
    let different: BTreeSet<&String> = values.iter().collect();
    let most = if kind == Type::Tags { MAX_TAGS } else { 1_000 };
    if !wanted || !values.is_empty() && values.len() <= most && different.len() == values.len() {
        return Ok(());
    }
    Err(Refused::new(
        "bad_values",
        format!("“{name}” needs 1 to {most} different values to choose from; choose another type"),
        format!("「{name}」の選択肢は、重複なしで1〜{most}個必要です。別の型を選んでください"),
    ))
}

fn taken(name: &str) -> Refused {
    Refused::new(
        "name_taken",
        format!("the name “{name}” is taken; choose another one"),
        format!("名前「{name}」はすでに使われています。別の名前にしてください"),
    )
}

fn unknown(name: &str) -> Refused {
    Refused::new(
        "no_attribute",
        format!("the journey does not declare “{name}” any more; choose what the column is for"),
        format!("ジャーニーに「{name}」がなくなりました。列の使い道を選び直してください"),
    )
}
