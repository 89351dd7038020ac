//! One-click corrections of an expression: the word that was meant, or the declaration that is missing. Offers
//! only what was checked again and found better.

use serde_json::{Value, json};

use super::Checked;
use crate::condition::{Problem, Root};
use crate::edit::Edit;
use crate::finding::fix;
use crate::settings::Settings;
use crate::value::{Attribute, Type};

/// Types that a name may be declared with, in the order they are tried. Those with a list of values are not
/// among them.
const TYPES: [Type; 6] =
    [Type::Text, Type::Integer, Type::Decimal, Type::Boolean, Type::Date, Type::Instant];

/// Returns the edit that corrects one problem of an expression, where there is a safe one.
pub(super) fn correct(checked: &Checked, problem: &Problem, settings: &Settings) -> Option<Edit> {
    respell(checked, problem, settings).or_else(|| declare(checked, problem, settings))
}

/// Writes the word that was most likely meant.
fn respell(checked: &Checked, problem: &Problem, settings: &Settings) -> Option<Edit> {
    let (hint, source) = (problem.hint.as_ref()?, checked.source());
    let before = source.get(..problem.span.start)?;
    let after = source.get(problem.span.end..)?;
    let corrected = format!("{before}{hint}{after}");
    let better = checked.is_better_as(&corrected, settings);
    better
        .then(|| fix::put(checked.node(), checked.field(), Some(Value::from(corrected))))
        .flatten()
}

/// Declares the attribute or context key that is read, with the first type that makes sense there.
fn declare(checked: &Checked, problem: &Problem, settings: &Settings) -> Option<Edit> {
    let read = checked.source().get(problem.span.clone())?;
    let (root, name) = read.split_once('.')?;
    let root = Root::of(root)?;
    let fits = |kind: &Type| {
        let mut declared = settings.clone();
        let names = match root {
            Root::Customer => &mut declared.attributes,
            Root::Context => &mut declared.context,
            Root::Event => return false,
        };
        let is_new = names.insert(name.to_owned(), Attribute::of(*kind)).is_none();
        is_new && checked.is_better_as(checked.source(), &declared)
    };
    let kind = TYPES.into_iter().find(fits)?;
    let section = match root {
        Root::Customer => "attributes",
        Root::Context => "context",
        // Which events have the property, only the author knows.
        Root::Event => return None,
    };
    let place = format!("/settings/{section}/{}", fix::part(name));
    fix::put(None, &place, Some(json!({"type": kind})))
}
