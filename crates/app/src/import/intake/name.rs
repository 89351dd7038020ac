//! Names for new attributes and events, from what a file calls them.

use std::collections::BTreeSet;

use super::super::cell::half_width;

/// Returns a name without what people write differently: case, full-width letters, and signs between letters.
pub(super) fn folded(name: &str) -> String {
    let plain =
        name.chars().map(half_width).filter(|letter| letter.is_alphanumeric() || *letter == 'ー');
    plain.flat_map(char::to_lowercase).collect()
}

/// Returns a name that conditions can say, as `monthly_charges`, and that is not taken.
pub(super) fn fresh(header: &str, place: usize, taken: &mut BTreeSet<String>) -> String {
    let mut name = String::new();
    let mut before = ' ';
    for letter in header.chars().map(half_width) {
        if letter.is_ascii_alphanumeric() {
            let begins = letter.is_ascii_uppercase() && before.is_ascii_lowercase();
            if begins && !name.ends_with('_') {
                name.push('_');
            }
            name.push(letter.to_ascii_lowercase());
        } else if !name.is_empty() && !name.ends_with('_') {
            name.push('_');
        }
        before = letter;
    }
    let name = name.trim_matches('_');
    let name = match name.chars().next() {
        None => format!("column_{}", place + 1),
        Some(first) if first.is_ascii_digit() => format!("column_{name}"),
        Some(_) => name.to_owned(),
    };
    let name = name[..name.len().min(40)].trim_end_matches('_');
    let several = (2..).map(|number| format!("{name}_{number}"));
    let free = std::iter::once(name.to_owned()).chain(several).find(|name| !taken.contains(name));
    let free = free.unwrap_or_default();
    taken.insert(free.clone());
    free
}

/// Returns whether conditions can say a name.
pub(super) fn is_sayable(name: &str) -> bool {
    let letters = name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_');
    let begins = name.bytes().next().is_some_and(|byte| byte.is_ascii_alphabetic() || byte == b'_');
    letters && begins && name.len() <= 64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_what_conditions_can_say() {
        let mut taken = BTreeSet::from(["age".to_owned()]);
        for (header, name) in [
            ("MonthlyCharges", "monthly_charges"),
            ("customerID", "customer_id"),
            ("  Cart-Value (JPY) ", "cart_value_jpy"),
            ("年齢", "column_8"),
            ("2nd buy", "column_2nd_buy"),
            ("Age", "age_2"),
            ("AGE", "age_3"),
            ("ＴＩＥＲ", "tier"),
        ] {
            let found = fresh(header, 7, &mut taken);
            assert_eq!(found, name, "{header}");
            assert!(is_sayable(&found));
        }
        assert!(!is_sayable("年齢") && !is_sayable("") && !is_sayable("1st"));
    }
}
