//! The links of a text, and what is wrong with the form of each. Nothing is fetched.

use std::ops::Range;

use linkify::{LinkFinder, LinkKind};
use url::Url;

/// What is wrong with a link.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// It cannot be read as a link: a blank or a slash is where none may be, or one is missing.
    Broken,
    /// It has no `https://`, so many programs do not make a link of it.
    NoScheme,
    /// It begins with something other than `https`, `http`, `mailto` or `tel`.
    StrangeScheme,
    /// It goes to no host that the internet knows: `https://shop/`.
    NoHost,
    /// It is `http://`, which anyone on the way can read and change.
    Insecure,
}

/// A link in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    /// Where it stands, in bytes.
    pub range: Range<usize>,
    /// What is wrong with it.
    pub fault: Option<Fault>,
}

/// Returns the links of a filled text in the order of the text.
pub fn links(text: &str) -> Vec<Link> {
    let mut finder = LinkFinder::new();
    finder.kinds(&[LinkKind::Url]).url_must_have_scheme(false).url_can_be_iri(false);
    let mut links: Vec<Link> = Vec::new();
    for found in finder.links(text) {
        let scheme = found.as_str().contains("://");
        if scheme || found.as_str().starts_with("www.") {
            links.push(Link { range: found.start()..found.end(), fault: fault(found.as_str()) });
        }
    }
    for start in ["http:", "https:", "http//", "https//"] {
        for (at, _) in text.match_indices(start) {
            let within = links.iter().any(|link| link.range.contains(&at));
            let word = text[at..].split(char::is_whitespace).next().unwrap_or_default();
            if !within {
                links.push(Link { range: at..at + word.len(), fault: Some(Fault::Broken) });
            }
        }
    }
    links.sort_by_key(|link| link.range.start);
    links
}

fn fault(link: &str) -> Option<Fault> {
    if !link.contains("://") {
        return Some(Fault::NoScheme);
    }
    let Ok(url) = Url::parse(link) else {
        return Some(Fault::Broken);
    };
    let known = url.host_str().is_some_and(|host| host.trim_end_matches('.').contains('.'));
    match url.scheme() {
        "https" if known => None,
        "http" if known => Some(Fault::Insecure),
        "https" | "http" => Some(Fault::NoHost),
        _ => Some(Fault::StrangeScheme),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_link_is_judged_by_its_form() {
        for (text, expected) in [
            ("配信停止：https://example.jp/stop。", vec![("https://example.jp/stop", None)]),
            ("(https://example.jp/a_b?c=1&d=あ)", vec![("https://example.jp/a_b?c=1&d=", None)]),
            ("www.example.jp へ", vec![("www.example.jp", Some(Fault::NoScheme))]),
            ("http://example.jp", vec![("http://example.jp", Some(Fault::Insecure))]),
            ("https://shop/cart", vec![("https://shop/cart", Some(Fault::NoHost))]),
            ("htps://example.jp", vec![("htps://example.jp", Some(Fault::StrangeScheme))]),
            ("https:/example.jp/ x", vec![("https:/example.jp/", Some(Fault::Broken))]),
            ("https:// example.jp", vec![("https://", Some(Fault::Broken))]),
            ("https//example.jp", vec![("https//example.jp", Some(Fault::Broken))]),
            ("3:00 or example.jp, no link", vec![]),
            ("", vec![]),
        ] {
            let found = links(text);
            let found: Vec<_> =
                found.iter().map(|it| (&text[it.range.clone()], it.fault)).collect();
            assert_eq!(found, expected, "{text}");
        }
    }
}
