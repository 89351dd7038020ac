//! Reads a page's Markdown as blocks. Takes headings, paragraphs, lists, code and links to pages, and nothing else.

use std::collections::{BTreeMap, BTreeSet};

use pulldown_cmark::{Event, HeadingLevel, Parser, Tag, TagEnd};

use super::{Block, Span};

/// A page as its file has it: links do not know the titles of their pages yet.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Content {
    /// The words of its first heading; empty where there is none.
    pub(super) title: String,
    blocks: Vec<Block>,
}

/// Why a page cannot be read.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub(super) enum Unreadable {
    /// Nobody wrote it.
    #[error("there is no such file")]
    NoFile,
    /// Its bytes are no UTF-8.
    #[error("the file is not UTF-8")]
    NoText,
    /// It holds something that pages do not draw.
    #[error("pages hold headings, paragraphs, lists, code and links without words; found {0}")]
    Markup(String),
}

impl Content {
    /// Returns the ids of the pages that it links to.
    pub(super) fn links(&self) -> BTreeSet<String> {
        let spans = self.blocks.iter().flat_map(|block| match block {
            Block::Heading { spans } | Block::Paragraph { spans } => vec![spans],
            Block::List { items, .. } => items.iter().collect(),
        });
        let link = |span: &Span| match span {
            Span::Link { page, .. } => Some(page.clone()),
            Span::Text { .. } | Span::Code { .. } => None,
        };
        spans.flatten().filter_map(link).collect()
    }

    /// Returns the blocks, with the titles of the pages that are linked to; a page that there is not is named by its id.
    pub(super) fn titled(mut self, titles: &BTreeMap<&str, String>) -> Vec<Block> {
        let entitle = |spans: &mut Vec<Span>| {
            for span in spans {
                if let Span::Link { page, title } = span {
                    *title = titles.get(page.as_str()).unwrap_or(page).clone();
                }
            }
        };
        for block in &mut self.blocks {
            match block {
                Block::Heading { spans } | Block::Paragraph { spans } => entitle(spans),
                Block::List { items, .. } => items.iter_mut().for_each(entitle),
            }
        }
        self.blocks
    }
}

/// Reads a page.
///
/// # Errors
/// [`Unreadable::Markup`] for anything that pages do not draw, HTML among it.
pub(super) fn read(text: &str) -> Result<Content, Unreadable> {
    let mut content = Content::default();
    let (mut spans, mut items, mut ordered) = (Vec::new(), None::<Vec<Vec<Span>>>, false);
    let mut in_link = false;
    for event in Parser::new(text) {
        match event {
            Event::Start(Tag::List(first)) if items.is_none() => {
                (items, ordered) = (Some(Vec::new()), first.is_some());
            }
            Event::End(TagEnd::List(_)) => {
                let items = items.take().unwrap_or_default();
                content.blocks.push(Block::List { ordered, items });
            }
            Event::Start(Tag::Link { dest_url, .. }) => {
                spans.push(Span::Link { page: dest_url.into_string(), title: String::new() });
                in_link = true;
            }
            Event::End(TagEnd::Link) => in_link = false,
            Event::Start(Tag::Heading { .. } | Tag::Paragraph | Tag::Item) => {}
            Event::End(TagEnd::Heading(HeadingLevel::H1)) => {
                content.title = spans.drain(..).map(|span| words(&span)).collect();
            }
            Event::End(TagEnd::Heading(HeadingLevel::H2)) => {
                content.blocks.push(Block::Heading { spans: std::mem::take(&mut spans) });
            }
            Event::End(TagEnd::Item) => {
                items.get_or_insert_default().push(std::mem::take(&mut spans));
            }
            Event::End(TagEnd::Paragraph) if items.is_none() => {
                content.blocks.push(Block::Paragraph { spans: std::mem::take(&mut spans) });
            }
            Event::Code(code) if !in_link => spans.push(Span::Code { text: code.into_string() }),
            Event::Text(text) if !in_link => add(&mut spans, &text),
            Event::SoftBreak => add(&mut spans, " "),
            other => return Err(Unreadable::Markup(format!("{other:?}"))),
        }
    }
    Ok(content)
}

/// Adds words to the last stretch of words.
fn add(spans: &mut Vec<Span>, words: &str) {
    match spans.last_mut() {
        Some(Span::Text { text }) => text.push_str(words),
        Some(Span::Code { .. } | Span::Link { .. }) | None => {
            spans.push(Span::Text { text: words.to_owned() });
        }
    }
}

fn words(span: &Span) -> String {
    match span {
        Span::Text { text } | Span::Code { text } => text.clone(),
        Span::Link { title, .. } => title.clone(),
    }
}
