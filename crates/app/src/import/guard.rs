//! Keeps cells that we write from running in a spreadsheet, in a way that reading undoes exactly.

/// Returns whether a spreadsheet would take a cell for a formula. Plain numbers are none.
pub(super) fn is_formula(text: &str) -> bool {
    let starts = text.starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠']);
    starts && !is_number(text)
}

/// Returns a cell with a `'` before it where it would run.
pub fn guarded(text: &str) -> std::borrow::Cow<'_, str> {
    if is_formula(text.trim_start_matches('\'')) { format!("'{text}").into() } else { text.into() }
}

fn is_number(text: &str) -> bool {
    let digits = text.strip_prefix(['-', '+']).unwrap_or(text);
    let (whole, rest) = digits.split_once('.').unwrap_or((digits, "0"));
    let all = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    all(whole) && all(rest)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_would_run_is_guarded_and_numbers_stay() {
        for (text, safe) in [
            ("=1+1", "'=1+1"),
            ("+81-3-0000-0000", "'+81-3-0000-0000"),
            ("-1+2", "'-1+2"),
            ("@SUM(A1)", "'@SUM(A1)"),
            ("＝cmd", "'＝cmd"),
            ("\tx", "'\tx"),
            ("'=1", "''=1"),
            ("-5", "-5"),
            ("-5.25", "-5.25"),
            ("+3", "+3"),
            ("", ""),
            ("it's", "it's"),
        ] {
            assert_eq!(guarded(text), safe);
        }
    }
}
