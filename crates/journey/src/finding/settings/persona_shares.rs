//! Shares of personas that are negative or sum to over 100: there are no more than all customers.

use crate::edit::Edit;
use crate::finding::{Finding, Severity, Text, View, fix};
use crate::value::Decimal;

/// The words of this rule.
pub(crate) static TEXT: Text = Text {
    code: "persona_shares",
    severity: Severity::Error,
    en: "The shares of the personas sum to {sum} %, or one is below zero. Keep each at 0 or more and the sum at 100 or less.",
    ja: "ペルソナの割合の合計が{sum} %か、負の値があります。それぞれ0以上、合計100以下にしてください。",
};

/// Returns every finding of this rule.
pub(crate) fn check(view: &View) -> Vec<Finding> {
    let personas = view.settings.population.iter().flat_map(|population| &population.personas);
    let shares: Vec<i64> = personas.map(|persona| persona.share.0).collect();
    let sum: i128 = shares.iter().copied().map(i128::from).sum();
    if sum <= i128::from(100 * Decimal::SCALE) && shares.iter().all(|&share| share >= 0) {
        return Vec::new();
    }
    let sum = Decimal(i64::try_from(sum).unwrap_or(i64::MAX));
    let finding = Finding::of(&TEXT).field(FIELD).with("sum", sum);
    vec![finding.maybe_fix(share_out(view, &shares))]
}

/// Returns the edit that scales the shares to 100. Shares that sum to less mean the rest of the customers, so
/// a negative one among them is left to the author.
fn share_out(view: &View, shares: &[i64]) -> Option<Edit> {
    let shares: Vec<Decimal> = shares.iter().map(|&share| Decimal(share.max(0))).collect();
    let sum: i128 = shares.iter().map(|share| i128::from(share.0)).sum();
    if sum < i128::from(100 * Decimal::SCALE) {
        return None;
    }
    let mut personas = fix::written(view, None, FIELD)?.clone();
    for (persona, share) in personas.as_array_mut()?.iter_mut().zip(fix::scaled(&shares)?) {
        persona.as_object_mut()?.insert("share".to_owned(), serde_json::to_value(share).ok()?);
    }
    fix::put(None, FIELD, Some(personas))
}

const FIELD: &str = "/settings/population/personas";

#[cfg(test)]
mod tests {
    use super::*;
    use crate::finding::testing::found;

    #[test]
    fn passes_and_fails() {
        let check = |a: i64, b: i64| {
            let personas = format!(
                "[{{\"name\": \"a\", \"share\": {a}}}, {{\"name\": \"b\", \"share\": {b}}}]"
            );
            let population = format!("{{\"customers\": 10, \"personas\": {personas}}}");
            found(&TEXT, &format!("settings {{\"population\": {population}}}; entry -> end"))
        };
        assert_eq!(check(40, 60), "");
        assert_eq!(check(50, 60), "journey /settings/population/personas");
        assert_eq!(check(-1, 60), "journey /settings/population/personas");
    }
}
