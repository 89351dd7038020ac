//! What looks like somebody's mail address, telephone or card number in a text, apart from what is reserved
//! for examples and what is a company's and not a person's.

/// What was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Trace {
    /// A mail address.
    Mail,
    /// A telephone number.
    Telephone,
    /// The number of a payment card.
    Card,
}

/// Domains for examples: RFC 2606, RFC 6761, and what JPRS keeps for documentation.
const EXAMPLE_DOMAINS: [&str; 10] = [
    "example.com",
    "example.net",
    "example.org",
    "example.edu",
    "example.jp",
    "example.co.jp",
    "example.ne.jp",
    "example.or.jp",
    "example.ac.jp",
    "example.go.jp",
];

/// Top-level domains that never exist (RFC 6761).
const EXAMPLE_ENDINGS: [&str; 4] = ["example", "invalid", "localhost", "test"];

/// Mailboxes of a task and not of a person, as in RFC 2142.
const ROLES: [&str; 13] = [
    "abuse",
    "contact",
    "help",
    "info",
    "marketing",
    "news",
    "no-reply",
    "noreply",
    "order",
    "postmaster",
    "sales",
    "shop",
    "support",
];

/// Japanese numbers of services that nobody owns as a person: free of charge, shared cost.
const SERVICES: [&str; 3] = ["0120", "0570", "0800"];

/// Numbers kept for fiction and examples: North America's 555-0100 to 555-0199, Britain's 07700 900000 to
/// 900999 and 020 7946 0000 to 0999, with and without the country's code. In Japan no mobile number goes on
/// with 0 behind its first three digits.
const EXAMPLE_NUMBERS: [(&str, usize); 8] = [
    ("447700900", 12),
    ("07700900", 11),
    ("442079460", 12),
    ("02079460", 11),
    ("0900", 11),
    ("0800", 11),
    ("0700", 11),
    ("0600", 11),
];

/// Card numbers that the payment networks' makers of tests publish.
const EXAMPLE_CARDS: [&str; 8] = [
    "4111111111111111",
    "4242424242424242",
    "4012888888881881",
    "5555555555554444",
    "5105105105105100",
    "378282246310005",
    "3530111333300000",
    "6011111111111117",
];

/// Returns what looks like personal data in a text, in its order, each with the words that do.
pub(super) fn traces(text: &str) -> Vec<(Trace, String)> {
    let plain: String = text.chars().map(narrow).collect();
    let mails = plain.split(|it: char| !is_of_mail(it)).filter(|it| is_mail(it));
    let mut found: Vec<(Trace, String)> = mails.map(|it| (Trace::Mail, it.to_owned())).collect();
    for run in numbers(&plain) {
        let digits: String = run.chars().filter(char::is_ascii_digit).collect();
        if is_card(&digits) {
            found.push((Trace::Card, run));
        } else if is_telephone(&run, &digits) {
            found.push((Trace::Telephone, run));
        }
    }
    found
}

/// Returns the narrow form of a wide digit or sign.
fn narrow(it: char) -> char {
    match it {
        '０'..='９' | '＠' | '．' | '－' | '＋' | '（' | '）' => {
            char::from_u32(it as u32 - 0xfee0).unwrap_or(it)
        }
        '‐' | '–' | '−' => '-',
        other => other,
    }
}

fn is_of_mail(it: char) -> bool {
    it.is_ascii_alphanumeric() || "@._%+-{}".contains(it)
}

fn is_mail(word: &str) -> bool {
    let word = word.trim_matches('.').to_ascii_lowercase();
    let Some((name, domain)) = word.rsplit_once('@') else {
        return false;
    };
    let labels: Vec<&str> = domain.split('.').collect();
    let is_label = |label: &&str| {
        !label.is_empty() && label.chars().all(|it| it.is_ascii_alphanumeric() || it == '-')
    };
    let whole = !name.is_empty() && labels.len() > 1 && labels.iter().all(is_label);
    let end = labels.last().copied().unwrap_or_default();
    let known = |example: &str| domain == example || domain.ends_with(&format!(".{example}"));
    let example = EXAMPLE_ENDINGS.contains(&end) || EXAMPLE_DOMAINS.iter().any(|it| known(it));
    whole && !example && !ROLES.contains(&name)
}

/// Returns the longest stretches of digits with what people write between them, none in a longer word.
fn numbers(text: &str) -> Vec<String> {
    let part = |it: char| it.is_ascii_digit() || "+-() ".contains(it);
    let mut found = Vec::new();
    let mut run = String::new();
    let mut joined = false;
    for it in text.chars().chain(['\n']) {
        if part(it) {
            run.push(it);
            continue;
        }
        // An identifier such as K-0123456789 or a place such as /n/0312345678 is no number of a person.
        let word = it.is_ascii_alphanumeric() || "_/=&%#?@{".contains(it);
        let trimmed = run.trim().trim_matches('-').trim();
        let begins = !joined || run.starts_with(' ');
        let ends = !word || run.ends_with(' ');
        if begins && ends && !trimmed.is_empty() {
            found.push(trimmed.to_owned());
        }
        run.clear();
        // A point before digits is a fraction's; behind them it ends the sentence.
        joined = word || it == '.';
    }
    found
}

fn is_card(digits: &str) -> bool {
    let length = (13..=19).contains(&digits.len());
    length && luhn(digits) && !EXAMPLE_CARDS.contains(&digits)
}

/// The check sum of ISO/IEC 7812-1, annex B.
fn luhn(digits: &str) -> bool {
    let sum: u32 = digits
        .bytes()
        .rev()
        .enumerate()
        .map(|(place, digit)| {
            let digit = u32::from(digit - b'0') * if place % 2 == 1 { 2 } else { 1 };
            digit / 10 + digit % 10
        })
        .sum();
    sum.is_multiple_of(10)
}

fn is_telephone(run: &str, digits: &str) -> bool {
    let foreign = run.starts_with('+') && (10..=15).contains(&digits.len());
    let at_home = digits.starts_with('0') && (10..=11).contains(&digits.len());
    let service = SERVICES.iter().any(|it| digits.starts_with(it));
    (foreign || (at_home && !service)) && !is_example(digits)
}

fn is_example(digits: &str) -> bool {
    let listed =
        |(start, length): &(&str, usize)| digits.len() == *length && digits.starts_with(start);
    let national = digits.strip_prefix("81").map(|rest| format!("0{rest}"));
    let american = digits
        .strip_prefix('1')
        .is_some_and(|rest| rest.len() == 10 && rest.get(3..8) == Some("55501"));
    american || EXAMPLE_NUMBERS.iter().any(listed) || national.is_some_and(|it| is_example(&it))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> String {
        let words = traces(text).into_iter().map(|(trace, it)| format!("{trace:?} {it}"));
        words.collect::<Vec<_>>().join("; ")
    }

    #[test]
    fn what_may_be_a_persons_is_found() {
        for (text, expected) in [
            ("連絡先 hanako.sato@ryokan.co.jp まで", "Mail hanako.sato@ryokan.co.jp"),
            ("ＴＥＬ ０３－１２３４－５６７８", "Telephone 03-1234-5678"),
            ("090 1234 5678", "Telephone 090 1234 5678"),
            ("call +81 90-1234-5678.", "Telephone +81 90-1234-5678"),
            ("(0467) 22-3344", "Telephone (0467) 22-3344"),
            ("card 4539 1488 0343 6467", "Card 4539 1488 0343 6467"),
        ] {
            assert_eq!(found(text), expected, "{text}");
        }
    }

    #[test]
    fn examples_companies_and_other_numbers_are_not() {
        for text in [
            "name@example.com, a@mail.example.co.jp, b@c.test",
            "support@tabiji-hotel.jp",
            "{{customer.mail}}",
            "090-0000-{n}",
            "090-0000-0000",
            "+81 90 0000 0000",
            "0120-444-444",
            "+1 212-555-0123",
            "07700 900123",
            "4111 1111 1111 1111",
            "4539 1488 0343 6468 is no card",
            "2026-11-22 10:00",
            "https://example.jp/o/0312345678",
            "K-0123456789 costs 12000",
        ] {
            assert_eq!(found(text), "", "{text}");
        }
    }
}
