//! What is drawn around and beside steps: lanes, frames of groups, cards of collapsed ones, notes.

use journey::lang::Lang;

use super::card::{WIDTH, baseline, dot};
use super::layout::{Group, Lane, Note};
use super::page::{Area, Page, Shape, rectangle};
use super::text::{Style, fit, paragraphs, width};
use crate::form::stage_words;
use crate::text::several;

const TITLE: Style = Style { size: 13.0, bold: true };
const BODY: Style = Style { size: 13.0, bold: false };
const SMALL: Style = Style { size: 12.0, bold: false };
/// How high the card of a collapsed group is.
const CARD: f64 = 60.0;
const NOTE_LINE: f64 = 20.0;

impl Group {
    /// Returns what it takes of the page.
    pub(super) fn taken(&self) -> Area {
        match self.hides {
            Some(_) => Area { width: WIDTH, height: CARD, ..self.area },
            None => self.area,
        }
    }

    /// Returns the middles of its card's dots: the way in, the way out.
    pub(super) fn dots(&self) -> [(f64, f64); 2] {
        let Area { x, y, .. } = self.area;
        [(x + 1.0, y + CARD / 2.0), (x + WIDTH - 1.0, y + CARD / 2.0)]
    }

    /// Returns what it is called.
    pub(super) fn called(&self, lang: Lang) -> &str {
        match lang {
            _ if !self.name.trim().is_empty() => &self.name,
            Lang::En => "Group",
            Lang::Ja => "グループ",
        }
    }

    /// Draws its frame, or its card.
    pub(super) fn draw(&self, page: &mut Page, lang: Lang) {
        let area = self.taken();
        page.open(Shape::new("g"));
        page.worded("title", Shape::new("title"), self.called(lang));
        let frame = rectangle(area.grown(-0.5), 8.0).with("stroke", page.colors.get("control"));
        let frame = frame.with("stroke-dasharray", "4 3");
        match &self.hides {
            None => {
                let fill = frame.with("fill", page.colors.get("accent"));
                page.draw(fill.with("fill-opacity", "0.04"));
                let name = fit(self.called(lang), TITLE, area.width - 24.0);
                page.line(
                    (area.x + 12.0, baseline(area.y + 16.0, TITLE)),
                    TITLE,
                    "ink",
                    "start",
                    &name,
                );
            }
            Some(steps) => {
                page.draw(frame.with("fill", page.colors.get("panel")));
                self.card(page, area, steps.len(), lang);
            }
        }
        page.close("g");
    }

    fn card(&self, page: &mut Page, area: Area, steps: usize, lang: Lang) {
        let name = fit(self.called(lang), TITLE, WIDTH - 40.0);
        let count = match lang {
            Lang::En => several(steps, "step"),
            Lang::Ja => format!("{steps}ステップ"),
        };
        let x = area.x + 20.0;
        page.line((x, baseline(area.y + 21.0, TITLE)), TITLE, "ink", "start", &name);
        page.line((x, baseline(area.y + 40.0, SMALL)), SMALL, "soft", "start", &count);
        for at in self.dots() {
            dot(page, at);
        }
    }
}

impl Note {
    /// Draws it, with as many lines as have room.
    pub(super) fn draw(&self, page: &mut Page) {
        let (fill, edge) = match self.tint.as_str() {
            "blue" => ("info-tint", "info"),
            "green" => ("success-tint", "success"),
            "pink" => ("error-tint", "error"),
            "gray" => ("sunken", "line"),
            _ => ("warning-tint", "warning"),
        };
        let opacity = if edge == "line" { "1" } else { "0.4" };
        let paper = rectangle(self.area.grown(-0.5), 6.0).with("fill", page.colors.get(fill));
        let paper = paper.with("stroke", page.colors.get(edge)).with("stroke-opacity", opacity);
        page.draw(paper);
        let most = ((self.area.height - 16.0) / NOTE_LINE).max(1.0) as usize;
        let lines = paragraphs(&self.text, BODY, self.area.width - 18.0, most);
        for (row, line) in lines.iter().enumerate() {
            let middle = self.area.y + 9.0 + NOTE_LINE * (row as f64 + 0.5);
            page.line((self.area.x + 9.0, baseline(middle, BODY)), BODY, "ink", "start", line);
        }
    }
}

/// Draws a lane across the whole page.
pub(super) fn lane(page: &mut Page, lane: &Lane, row: usize, across: Area, lang: Lang) {
    let area = Area { x: across.x, width: across.width, y: lane.top, height: lane.height };
    if row % 2 == 1 {
        page.draw(rectangle(area, 0.0).with("fill", page.colors.get("sunken")));
    }
    let line = Area { y: lane.top + lane.height - 1.0, height: 1.0, ..area };
    page.draw(rectangle(line, 0.0).with("fill", page.colors.get("line")));
    let words = stage_words(lane.stage);
    let name = words.get(lang);
    let tag =
        Area { x: area.x + 8.0, y: area.y + 4.0, width: width(name, SMALL) + 18.0, height: 22.0 };
    let shape = rectangle(tag.grown(-0.5), 6.0).with("fill", page.colors.get("panel"));
    page.draw(shape.with("stroke", page.colors.get("line")));
    page.line((tag.x + 9.0, baseline(tag.y + 11.0, SMALL)), SMALL, "soft", "start", name);
}
