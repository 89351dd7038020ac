//! That nothing lacks its page, no page its subject, and that what pages say can be drawn and followed.

use journey::condition::FUNCTIONS;

use super::*;

const LANGS: [Lang; 2] = [Lang::En, Lang::Ja];

#[test]
fn every_kind_and_every_finding_has_a_page_in_both_languages() {
    for (id, about) in subjects() {
        for lang in LANGS {
            if let Err(error) = content(id, about, lang) {
                panic!("{}: {error}", path(id, about, lang));
            }
        }
    }
}

#[test]
fn every_file_is_the_page_of_something() {
    let wanted: BTreeSet<String> =
        subjects().flat_map(|(id, about)| LANGS.map(|lang| path(id, about, lang))).collect();
    let there: BTreeSet<String> = Files::iter().map(|file| file.into_owned()).collect();
    let orphans: Vec<_> = there.difference(&wanted).collect();
    assert!(orphans.is_empty(), "{orphans:?}");
}

#[test]
fn every_link_leads_to_a_page_and_reads_as_its_title() {
    for lang in LANGS {
        let help = help(lang);
        let titles: BTreeMap<&str, &str> =
            help.pages.iter().map(|page| (page.id.as_str(), page.title.as_str())).collect();
        for page in &help.pages {
            for span in spans(page) {
                if let Span::Link { page: to, title } = span {
                    assert_eq!(
                        titles.get(to.as_str()),
                        Some(&title.as_str()),
                        "{} to {to}",
                        page.id
                    );
                    assert_ne!(*to, page.id, "{} leads to itself", page.id);
                }
            }
        }
    }
}

#[test]
fn both_languages_have_the_same_parts_and_lead_to_the_same_pages() {
    let shape = |page: &Page| {
        let part = |block: &Block| match block {
            Block::Heading { .. } => "heading".to_owned(),
            Block::Paragraph { .. } => "paragraph".to_owned(),
            Block::List { ordered, items } => format!("{} items, {ordered}", items.len()),
        };
        page.blocks.iter().map(part).collect::<Vec<_>>()
    };
    let links = |page: &Page| {
        let to = spans(page).into_iter().filter_map(|span| match span {
            Span::Link { page, .. } => Some(page.clone()),
            Span::Text { .. } | Span::Code { .. } => None,
        });
        to.collect::<BTreeSet<_>>()
    };
    for (en, ja) in help(Lang::En).pages.iter().zip(&help(Lang::Ja).pages) {
        assert_eq!(shape(en), shape(ja), "{}", en.id);
        assert_eq!(links(en), links(ja), "{}", en.id);
        assert_eq!(en.linked_from, ja.linked_from, "{}", en.id);
    }
}

/// A page is read within a minute, and answers the same questions as every other.
#[test]
fn pages_are_short_and_made_alike() {
    for lang in LANGS {
        let all = help(lang).pages;
        let of = |is: fn(About) -> bool| all.iter().filter(move |page| is(page.about)).collect();
        let works: Vec<&Page> = of(|about| about == About::Work);
        let kinds = of(|about| matches!(about, About::Kind(_)));
        let findings = of(|about| matches!(about, About::Finding(_)));
        for alike in [works, kinds, findings] {
            let headings: BTreeSet<Vec<String>> = alike.into_iter().map(headings).collect();
            assert_eq!(headings.len(), 1, "{headings:?}");
            assert!(headings.iter().all(|it| it.len() == 3));
        }
        for page in &all {
            let text: String = spans(page).into_iter().map(words).collect();
            let (least, most, length) = match lang {
                Lang::En => (50, 175, text.split_whitespace().count()),
                Lang::Ja => (100, 500, text.chars().count()),
            };
            assert!((least..=most).contains(&length), "{} {lang:?}: {length}", page.id);
            assert!(!page.title.is_empty(), "{}", page.id);
        }
    }
}

#[test]
fn titles_tell_pages_apart() {
    for lang in LANGS {
        let pages = help(lang).pages;
        let titles: BTreeSet<&str> = pages.iter().map(|page| page.title.as_str()).collect();
        assert_eq!(titles.len(), pages.len());
    }
}

/// What a page tells to type must be what a condition may say.
#[test]
fn conditions_that_pages_show_use_functions_that_there_are() {
    let known: BTreeSet<&str> = FUNCTIONS.iter().map(|it| it.name).collect();
    for page in help(Lang::En).pages {
        for span in spans(&page) {
            let Span::Code { text } = span else { continue };
            // What stands in a message's text has filters, and no functions.
            if text.contains("{{") {
                continue;
            }
            for (at, _) in text.match_indices('(') {
                let word = |it: char| it.is_ascii_alphanumeric() || it == '_';
                let before = &text[..at];
                let name = &before[before.rfind(|it| !word(it)).map_or(0, |at| at + 1)..];
                let shown_as_missing = page.id == "function_undeclared" && name == "is_empty";
                assert!(
                    name.is_empty() || known.contains(name) || shown_as_missing,
                    "{}: {name}",
                    page.id
                );
            }
        }
    }
}

#[test]
fn text_is_never_markup() {
    for text in [
        "a <b>word</b>",
        "<p>a</p>",
        "![a](b)",
        "> quoted",
        "---",
        "**loud**",
        "### deep",
        "[words](message)",
    ] {
        assert!(matches!(read(text), Err(Unreadable::Markup(_))), "{text}");
    }
    assert!(read("# Title\n\nWords, `code`\n\n1. [](message)").is_ok());
}

fn headings(page: &Page) -> Vec<String> {
    let heading = |block: &Block| match block {
        Block::Heading { spans } => Some(spans.iter().map(words).collect()),
        Block::Paragraph { .. } | Block::List { .. } => None,
    };
    page.blocks.iter().filter_map(heading).collect()
}

fn spans(page: &Page) -> Vec<&Span> {
    page.blocks
        .iter()
        .flat_map(|block| match block {
            Block::Heading { spans } | Block::Paragraph { spans } => {
                spans.iter().collect::<Vec<_>>()
            }
            Block::List { items, .. } => items.iter().flatten().collect(),
        })
        .collect()
}

fn words(span: &Span) -> &str {
    match span {
        Span::Text { text } | Span::Code { text } => text,
        Span::Link { title, .. } => title,
    }
}
