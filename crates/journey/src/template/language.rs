//! The filters that texts may use, and how values are written in each language. The list is reviewed: a snapshot.

use std::sync::LazyLock;

use minijinja::syntax::SyntaxConfig;
use minijinja::value::Value;
use minijinja::{Environment, Error, ErrorKind, Output, State};

use super::filling::Dated;
use super::{CLOSE, FUEL, GAP, OPEN};
use crate::lang::Lang;

/// The filters, as the field's help names them.
pub const FILTERS: [&str; 9] =
    ["date", "default", "length", "lower", "number", "time", "trim", "upper", "weekday"];

/// The language that values are written in.
#[derive(Clone, Copy, Debug)]
pub(super) struct Spoken(pub(super) Lang);

/// Returns the language of a text by its key in the file: `ja` is Japanese, any other is written as English.
pub fn of_key(key: &str) -> Lang {
    match key.split(['-', '_']).next() {
        Some("ja") => Lang::Ja,
        _ => Lang::En,
    }
}

pub(super) fn of(lang: Lang) -> &'static Environment<'static> {
    static ENGLISH: LazyLock<Environment<'static>> = LazyLock::new(|| environment(Lang::En));
    static JAPANESE: LazyLock<Environment<'static>> = LazyLock::new(|| environment(Lang::Ja));
    match lang {
        Lang::En => &ENGLISH,
        Lang::Ja => &JAPANESE,
    }
}

/// A filter passes on what has no value, so that the gap is seen where it would stand.
fn environment(lang: Lang) -> Environment<'static> {
    let mut environment = Environment::empty();
    environment.set_undefined_behavior(minijinja::UndefinedBehavior::Chainable);
    let mut syntax = SyntaxConfig::builder();
    environment.set_syntax(syntax.keep_trailing_newline(true).build().unwrap_or_default());
    environment.set_fuel(Some(FUEL));
    environment.set_formatter(move |out, _: &mut State, value| write(out, value, Spoken(lang)));
    environment.add_test("defined", |value: Value| !value.is_undefined());
    environment.add_test("undefined", |value: Value| value.is_undefined());
    environment.add_filter("default", |value: Value, other: Option<Value>| {
        let other = other.unwrap_or_else(|| Value::from(""));
        if value.is_undefined() { other } else { value }
    });
    let mut text = |name: &'static str, change: fn(&str) -> String| {
        environment.add_filter(name, move |value: Value| {
            with(value, |it| Ok(Value::from(change(&shown(it, Spoken(lang))))))
        });
    };
    text("upper", |it| it.to_uppercase());
    text("lower", |it| it.to_lowercase());
    text("trim", |it| it.trim().to_owned());
    environment.add_filter("length", move |value: Value| {
        with(value, |it| Ok(Value::from(shown(it, Spoken(lang)).chars().count())))
    });
    environment.add_filter("number", |value: Value| with(value, number));
    environment.add_filter("date", move |value: Value| {
        with(value, |it| Ok(Value::from(dated(it)?.date(Spoken(lang)))))
    });
    environment.add_filter("time", |value: Value| {
        with(value, |it| dated(it)?.time().map(Value::from).ok_or_else(unfit))
    });
    environment.add_filter("weekday", move |value: Value| {
        with(value, |it| Ok(Value::from(dated(it)?.weekday(Spoken(lang)))))
    });
    environment
}

fn with(value: Value, change: impl Fn(&Value) -> Result<Value, Error>) -> Result<Value, Error> {
    if value.is_undefined() { Ok(value) } else { change(&value) }
}

fn unfit() -> Error {
    Error::new(ErrorKind::InvalidOperation, "the filter does not fit this value")
}

fn dated(value: &Value) -> Result<Dated, Error> {
    value.downcast_object_ref::<Dated>().copied().ok_or_else(unfit)
}

/// Returns a number with its thousands apart.
fn number(value: &Value) -> Result<Value, Error> {
    let text = value.to_string();
    let (sign, digits) = text.strip_prefix('-').map_or(("", text.as_str()), |it| ("-", it));
    let (whole, rest) = digits.split_once('.').unwrap_or((digits, ""));
    if whole.is_empty() || !(whole.to_owned() + rest).bytes().all(|it| it.is_ascii_digit()) {
        return Err(unfit());
    }
    let mut apart = String::new();
    for (at, digit) in whole.chars().enumerate() {
        if at > 0 && (whole.len() - at).is_multiple_of(3) {
            apart.push(',');
        }
        apart.push(digit);
    }
    let point = if rest.is_empty() { "" } else { "." };
    Ok(Value::from(format!("{sign}{apart}{point}{rest}")))
}

/// Returns a value as people write it in this language.
fn shown(value: &Value, spoken: Spoken) -> String {
    if let Some(dated) = value.downcast_object_ref::<Dated>() {
        return dated.whole(spoken);
    }
    match (bool::try_from(value.clone()), spoken.0) {
        (Ok(true), Lang::Ja) => "はい".to_owned(),
        (Ok(false), Lang::Ja) => "いいえ".to_owned(),
        (Ok(true), Lang::En) => "yes".to_owned(),
        (Ok(false), Lang::En) => "no".to_owned(),
        (Err(_), _) => value.to_string(),
    }
}

fn write(out: &mut Output, value: &Value, spoken: Spoken) -> Result<(), Error> {
    let text = match value.is_undefined() || value.is_none() {
        true => GAP.to_string(),
        false => shown(value, spoken),
    };
    out.write_str(&format!("{OPEN}{text}{CLOSE}")).map_err(Error::from)
}
