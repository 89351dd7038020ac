//! A step's card: icon, name, its setting in words, a row for each way out. Measures are those of the canvas.

use journey::id::PortName;
use journey::kind::{Category, Role};
use journey::lang::Lang;

use super::icon::icon;
use super::page::{Area, Page, Shape, rectangle};
use super::text::{Style, fit, lines, width};
use crate::card::{Card, Way};

/// How wide a card is.
pub(super) const WIDTH: f64 = 232.0;
/// Half of a port's dot: wires begin and end at its edge.
pub(super) const DOT: f64 = 5.0;
/// From the top of a card to the middle of its way in.
pub(super) const WAY_IN: f64 = 25.0;

const TITLE: Style = Style { size: 13.0, bold: true };
const SMALL: Style = Style { size: 12.0, bold: false };
const TITLE_LINE: f64 = 18.0;
const ROW: f64 = 24.0;
/// From the left edge to the texts: edge, padding, icon, gap.
const TEXT: f64 = 54.0;
/// How far from its baseline the middle of a line is, as a part of its size.
const MIDDLE: f64 = 0.36;

/// A step ready to be drawn.
pub(super) struct Step<'a> {
    pub(super) kind: &'a str,
    pub(super) card: Card,
    pub(super) name: String,
    title: Vec<String>,
    pub(super) at: (f64, f64),
}

impl<'a> Step<'a> {
    /// Returns a step at its place; one without a name is called by its kind.
    pub(super) fn new(kind: &'a str, name: &str, card: Card, at: (f64, f64), lang: Lang) -> Self {
        let name = if name.trim().is_empty() { card.title.get(lang) } else { name }.to_owned();
        let title = lines(&name, TITLE, WIDTH - TEXT - 13.0, 2);
        Self { kind, card, name, title, at }
    }

    /// Returns what it takes of the page.
    pub(super) fn area(&self) -> Area {
        let ways = self.card.ways.len() as f64;
        let rows = if ways > 0.0 { 9.0 + ROW * ways } else { 0.0 };
        Area { x: self.at.0, y: self.at.1, width: WIDTH, height: self.head() + rows + 1.0 }
    }

    /// Returns how high everything above the ways out is.
    fn head(&self) -> f64 {
        35.0 + TITLE_LINE * self.title.len().max(1) as f64
    }

    /// Returns the middle of the dot it is led to by.
    pub(super) fn way_in(&self) -> (f64, f64) {
        (self.at.0 + 4.0, self.at.1 + WAY_IN)
    }

    /// Returns the middle of a way out's dot; none where it has no such way.
    pub(super) fn way_out(&self, port: &PortName) -> Option<(f64, f64)> {
        let row = self.card.ways.iter().position(|way| way.port == *port)?;
        Some((self.at.0 + WIDTH - 1.0, self.row(row)))
    }

    /// Returns the middle of a row.
    fn row(&self, row: usize) -> f64 {
        self.at.1 + self.head() + 5.0 + ROW * (row as f64 + 0.5)
    }

    /// Draws it.
    pub(super) fn draw(&self, page: &mut Page, lang: Lang) {
        let (area, hue) = (self.area(), hue(self.card.category));
        page.open(Shape::new("g"));
        page.worded("title", Shape::new("title"), &self.name);
        let body = rectangle(area.grown(-0.5), 8.0).with("fill", page.colors.get("panel"));
        page.draw(body.with("stroke", page.colors.get("line")));
        self.edge(page, area, hue);
        self.tile(page, hue);
        self.texts(page, lang);
        if !self.card.ways.is_empty() {
            let y = area.y + self.head() + 0.5;
            let line =
                Shape::new("path").with("d", &format!("M{} {y}h{}", area.x + 4.0, WIDTH - 5.0));
            page.draw(line.with("stroke", page.colors.get("line")));
        }
        for (row, way) in self.card.ways.iter().enumerate() {
            self.way(page, self.row(row), way, lang);
        }
        if self.card.way_in {
            dot(page, self.way_in());
        }
        page.close("g");
    }

    /// The edge on the left, in the hue of the category.
    fn edge(&self, page: &mut Page, area: Area, hue: &str) {
        let (x, y) = (super::page::number(area.x + 4.0), super::page::number(area.y));
        let down = super::page::number(area.height - 16.0);
        let path = format!("M{x} {y}a8 8 0 0 0-4 8v{down}a8 8 0 0 0 4 8z");
        page.draw(Shape::new("path").with("d", &path).with("fill", page.colors.get(hue)));
    }

    fn tile(&self, page: &mut Page, hue: &str) {
        let (x, y) = (self.at.0 + 16.0, self.at.1 + 11.0);
        let tile = rectangle(Area { x, y, width: 28.0, height: 28.0 }, 6.0);
        page.draw(tile.with("fill", page.colors.get(hue)).with("fill-opacity", "0.12"));
        let place =
            format!("translate({} {})", super::page::number(x + 6.0), super::page::number(y + 6.0));
        let lines = Shape::new("path").with("d", icon(self.kind)).with("transform", &place);
        let lines =
            lines.with("fill", "none").with("stroke", page.colors.get(hue)).at("stroke-width", 1.5);
        page.draw(lines.with("stroke-linecap", "round").with("stroke-linejoin", "round"));
    }

    fn texts(&self, page: &mut Page, lang: Lang) {
        let (x, top) = (self.at.0 + TEXT, self.at.1 + 11.0);
        for (row, line) in self.title.iter().enumerate() {
            let middle = top + TITLE_LINE * (row as f64 + 0.5);
            page.line((x, baseline(middle, TITLE)), TITLE, "ink", "start", line);
        }
        let sentence = self.card.sentence.get(lang);
        let sentence = if sentence.is_empty() { self.card.title.get(lang) } else { sentence };
        let middle = top + TITLE_LINE * self.title.len().max(1) as f64 + 8.0;
        let sentence = fit(sentence, SMALL, WIDTH - TEXT - 13.0);
        page.line((x, baseline(middle, SMALL)), SMALL, "soft", "start", &sentence);
    }

    fn way(&self, page: &mut Page, middle: f64, way: &Way, lang: Lang) {
        let right = self.at.0 + WIDTH - 17.0;
        let color = match way.role {
            Role::Error => "error",
            Role::Timeout => "warning",
            Role::Flow | Role::Escalate => "soft",
        };
        let mark = if lang == Lang::En { "ends here" } else { "ここで終了" };
        let taken = if way.ends { width(mark, SMALL) + 24.0 } else { 0.0 };
        let words = fit(way.words.get(lang), SMALL, WIDTH - 30.0 - taken);
        page.line((right, baseline(middle, SMALL)), SMALL, color, "end", &words);
        if way.ends {
            let end = right - width(&words, SMALL) - 8.0;
            let width = width(mark, SMALL) + 16.0;
            let pill = Area { x: end - width, y: middle - 9.0, width, height: 18.0 };
            page.draw(rectangle(pill, 9.0).with("fill", page.colors.get("sunken")));
            page.line((end - 8.0, baseline(middle, SMALL)), SMALL, "soft", "end", mark);
        }
        dot(page, (self.at.0 + WIDTH - 1.0, middle));
    }
}

/// Draws a port's dot.
pub(super) fn dot(page: &mut Page, (x, y): (f64, f64)) {
    let dot = Shape::new("circle").at("cx", x).at("cy", y).at("r", 4.0);
    let dot = dot.with("fill", page.colors.get("wire")).with("stroke", page.colors.get("panel"));
    page.draw(dot.at("stroke-width", 2.0));
}

/// Returns where a line of text stands whose middle is at this height.
pub(super) fn baseline(middle: f64, style: Style) -> f64 {
    middle + MIDDLE * style.size
}

fn hue(category: Option<Category>) -> &'static str {
    match category {
        Some(Category::Entry) => "entry",
        Some(Category::Message) => "message",
        Some(Category::Branch) => "branch",
        Some(Category::Wait) => "wait",
        Some(Category::Data) => "data",
        Some(Category::Action) => "action",
        Some(Category::Measure) => "measure",
        Some(Category::Flow) | None => "flow",
    }
}
