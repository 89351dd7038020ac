//! The help: one page for every work that is done, every kind of step and every finding, in both languages, as blocks that a page draws. The
//! texts are Markdown files beside this one; links between pages carry no words of their own but the page's title.
//! Refuses markup that the pages cannot draw.

mod read;

use std::collections::{BTreeMap, BTreeSet};

use journey::finding::{Severity, TEXTS};
use journey::kind::{Category, Kind};
use journey::lang::Lang;
use rust_embed::RustEmbed;
use serde::Serialize;
use ts_rs::TS;

use read::{Content, Unreadable, read};

/// Everything that can be looked up.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
pub struct Help {
    /// The pages: works in the order they are done, kinds in the order of the palette, then findings in the order of the rules.
    pub pages: Vec<Page>,
}

/// What is said of one work, one kind of step, or one finding.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
pub struct Page {
    /// The work's id, the kind's id or the finding's code.
    pub id: String,
    /// What it is about.
    pub about: About,
    /// What it is called.
    pub title: String,
    /// What it says.
    pub blocks: Vec<Block>,
    /// The pages that link to it, in the order of the pages.
    pub linked_from: Vec<String>,
}

/// What a page is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum About {
    /// Something that one does with a journey.
    Work,
    /// A kind of step, with its place in the palette.
    Kind(Category),
    /// A finding, with how bad it is.
    Finding(Severity),
}

/// A part of a page.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
#[serde(tag = "block", rename_all = "snake_case")]
pub enum Block {
    /// What the next blocks are about.
    Heading {
        /// Its words.
        spans: Vec<Span>,
    },
    /// Some sentences.
    Paragraph {
        /// Its words.
        spans: Vec<Span>,
    },
    /// Items, numbered where their order counts.
    List {
        /// Whether their order counts.
        ordered: bool,
        /// The items.
        items: Vec<Vec<Span>>,
    },
}

/// A stretch of words.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
#[serde(tag = "span", rename_all = "snake_case")]
pub enum Span {
    /// Words to read.
    Text {
        /// The words.
        text: String,
    },
    /// Words to type, as a condition.
    Code {
        /// The words.
        text: String,
    },
    /// Another page, by its title.
    Link {
        /// The page's id.
        page: String,
        /// The page's title.
        title: String,
    },
}

#[derive(RustEmbed)]
#[folder = "src/help/pages"]
struct Files;

/// Returns every page in one language.
pub fn help(lang: Lang) -> Help {
    let contents: Vec<_> = subjects()
        .filter_map(|(id, about)| Some((id, about, content(id, about, lang).ok()?)))
        .collect();
    let titles: BTreeMap<&str, String> =
        contents.iter().map(|(id, _, it)| (*id, it.title.clone())).collect();
    let leads: Vec<(&str, BTreeSet<String>)> =
        contents.iter().map(|(id, _, it)| (*id, it.links())).collect();
    let linked_from = |to: &str| {
        let from = leads.iter().filter(|(_, links)| links.contains(to));
        from.map(|(id, _)| (*id).to_owned()).collect()
    };
    let page = |(id, about, content): (&str, About, Content)| Page {
        id: id.to_owned(),
        about,
        title: content.title.clone(),
        blocks: content.titled(&titles),
        linked_from: linked_from(id),
    };
    Help { pages: contents.into_iter().map(page).collect() }
}

/// What one does with a journey that is drawn, in that order.
const WORKS: [&str; 6] = ["rehearse", "report", "customers", "people", "import", "tests"];

/// Returns everything that has a page.
fn subjects() -> impl Iterator<Item = (&'static str, About)> {
    let kinds = Kind::ids().iter().filter_map(|id| Some((*id, About::Kind(Kind::category(id)?))));
    let works = WORKS.map(|id| (id, About::Work)).into_iter();
    works.chain(kinds).chain(TEXTS.iter().map(|text| (text.code, About::Finding(text.severity))))
}

/// Reads a page; a kind has its title from the palette, all others from the first heading of its file.
fn content(id: &str, about: About, lang: Lang) -> Result<Content, Unreadable> {
    let file = Files::get(&path(id, about, lang)).ok_or(Unreadable::NoFile)?;
    let text = std::str::from_utf8(&file.data).map_err(|_| Unreadable::NoText)?;
    let mut content = read(text)?;
    if let (About::Kind(_), Some(title)) = (about, Kind::title(id, lang)) {
        content.title = title.to_owned();
    }
    Ok(content)
}

fn path(id: &str, about: About, lang: Lang) -> String {
    let folder = match about {
        About::Work => "works",
        About::Kind(_) => "kinds",
        About::Finding(_) => "findings",
    };
    let lang = match lang {
        Lang::En => "en",
        Lang::Ja => "ja",
    };
    format!("{folder}/{id}.{lang}.md")
}

#[cfg(test)]
mod tests;
