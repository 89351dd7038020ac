//! What rules share that offer an edit: where a finding's field stands, names close by, shares that fit.
//! Refuses to guess: a fix that might make a new error is none.

use std::borrow::Cow;

use serde_json::{Map, Value};

use super::View;
use crate::condition::closest;
use crate::edit::Edit;
use crate::id::NodeId;
use crate::response::Percent;
use crate::value::Decimal;

/// Returns the edit that puts a value, or nothing, in the place of a finding's field.
pub(super) fn put(node: Option<&NodeId>, field: &str, value: Option<Value>) -> Option<Edit> {
    match node {
        Some(node) => {
            let pointer = field.strip_prefix("/config")?.to_owned();
            Some(Edit::SetConfig { node: node.clone(), pointer, value })
        }
        None => {
            let pointer = field.strip_prefix("/settings")?.to_owned();
            Some(Edit::SetSetting { pointer, value })
        }
    }
}

/// Returns what stands in a finding's field, as it was written.
pub(super) fn written<'a>(view: &'a View, node: Option<&NodeId>, field: &str) -> Option<&'a Value> {
    match node {
        Some(node) => {
            let config = &view.journey.nodes.get(node)?.config;
            at(config, field.strip_prefix("/config")?)
        }
        None => at(&view.journey.settings, field.strip_prefix("/settings")?),
    }
}

fn at<'a>(fields: &'a Map<String, Value>, pointer: &str) -> Option<&'a Value> {
    let path = pointer.strip_prefix('/')?;
    let (first, rest) = path.split_at(path.find('/').unwrap_or(path.len()));
    fields.get(first.replace("~1", "/").replace("~0", "~").as_str())?.pointer(rest)
}

/// Returns a name as one part of a JSON pointer.
pub(super) fn part(name: &str) -> Cow<'_, str> {
    if name.contains(['~', '/']) {
        name.replace('~', "~0").replace('/', "~1").into()
    } else {
        name.into()
    }
}

/// Returns the edit that writes the closest of some names where one stands that nothing has. A root before
/// it, as `customer.`, stays.
pub(super) fn nearest<'a>(
    view: &View,
    node: Option<&NodeId>,
    field: &str,
    name: &str,
    known: impl IntoIterator<Item = &'a str>,
) -> Option<Edit> {
    let near = closest(name, known)?;
    let root = written(view, node, field)?.as_str()?.strip_suffix(name)?;
    put(node, field, Some(Value::from(format!("{root}{near}"))))
}

/// Returns shares that sum to exactly 100 and are as large against each other as these were; one below zero
/// counts as none. Nothing where there is nothing to go by.
pub(super) fn scaled(shares: &[Percent]) -> Option<Vec<Percent>> {
    let whole = i128::from(100 * Decimal::SCALE);
    let shares: Vec<i128> = shares.iter().map(|share| i128::from(share.0.max(0))).collect();
    let sum: i128 = shares.iter().sum();
    if sum == 0 {
        return None;
    }
    let mut scaled: Vec<i128> = shares.iter().map(|share| share * whole / sum).collect();
    // What rounding left over goes where it matters least.
    let rest = whole - scaled.iter().sum::<i128>();
    *scaled.iter_mut().max()? += rest;
    scaled.into_iter().map(|share| i64::try_from(share).ok().map(Decimal)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scaled_shares_are_a_hundred_to_the_last_digit() {
        let sum = |shares: &[i64]| {
            let shares: Vec<Percent> =
                shares.iter().map(|it| Decimal(it * Decimal::SCALE)).collect();
            scaled(&shares).map(|it| it.iter().map(|share| share.0).sum::<i64>())
        };
        let whole = Some(100 * Decimal::SCALE);
        assert_eq!(sum(&[1, 1, 1]), whole);
        assert_eq!(sum(&[33, 33, 33]), whole);
        assert_eq!(sum(&[-10, 110]), whole);
        assert_eq!(sum(&[0, 0]), None);
        assert_eq!(sum(&[-5]), None);
        let twice = [Decimal(50 * Decimal::SCALE), Decimal(150 * Decimal::SCALE)];
        let half = vec![Decimal(25 * Decimal::SCALE), Decimal(75 * Decimal::SCALE)];
        assert_eq!(scaled(&twice), Some(half));
    }
}
