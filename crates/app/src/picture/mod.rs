//! A journey as one picture: SVG of everything on its canvas, in a language and a theme. The same document gives the same
//! bytes. Knows the document only: what is selected, found or hidden by a window is not in it.

mod card;
mod color;
mod frame;
mod icon;
mod layout;
mod page;
#[cfg(test)]
mod tests;
mod text;
mod wire;

use std::collections::BTreeMap;

use journey::document::Journey;
use journey::id::{NodeId, PortName};
use journey::lang::Lang;

use card::Step;
use color::Colors;
use layout::{Group, Note};
use page::{Area, Page, Shape, rectangle};

pub use color::Theme;

/// How a picture is to look.
#[derive(Clone, Copy, Debug, Default)]
pub struct Look {
    /// The language of its texts.
    pub lang: Lang,
    /// Its colors.
    pub theme: Theme,
    /// Whether stages are shown as lanes.
    pub lanes: bool,
}

/// A picture.
#[derive(Clone, Debug, PartialEq)]
pub struct Picture {
    /// The SVG, which needs the font family it names.
    pub svg: String,
    /// Its width in pixels.
    pub width: f64,
    /// Its height in pixels.
    pub height: f64,
}

/// Around everything.
const MARGIN: f64 = 48.0;
/// The designer's own letters, then those a machine is likely to have.
const FAMILY: &str = "'Noto Sans JP Variable', 'Noto Sans JP Rare', 'Noto Sans JP', 'Noto Sans CJK JP', 'Hiragino Sans', 'Yu Gothic', sans-serif";

/// What stands on the canvas.
struct Scene<'a> {
    journey: &'a Journey,
    steps: BTreeMap<&'a NodeId, Step<'a>>,
    groups: Vec<Group>,
    notes: Vec<Note>,
    lanes: Vec<layout::Lane>,
    lang: Lang,
}

/// Draws a journey.
pub fn picture(journey: &Journey, look: Look) -> Picture {
    let scene = Scene::of(journey, look);
    let area = scene.area();
    let mut page = Page::new(Colors::of(look.theme));
    let code = if look.lang == Lang::En { "en" } else { "ja" };
    let corner = [area.x, area.y, area.width, area.height].map(page::number).join(" ");
    let root = Shape::new("svg").with("xmlns", "http://www.w3.org/2000/svg");
    let root = root.at("width", area.width).at("height", area.height).with("viewBox", &corner);
    let root = root.with("font-family", FAMILY).with("xml:lang", code);
    page.open(root);
    page.worded("title", Shape::new("title"), journey.name.text(code));
    page.draw(rectangle(area, 0.0).with("fill", page.colors.get("canvas")));
    scene.draw(&mut page, area);
    page.close("svg");
    Picture { svg: page.finish(), width: area.width, height: area.height }
}

impl<'a> Scene<'a> {
    fn of(journey: &'a Journey, look: Look) -> Self {
        let code = if look.lang == Lang::En { "en" } else { "ja" };
        let places = layout::places(journey);
        let groups = layout::groups(&journey.layout);
        let hidden = |id: &NodeId| groups.iter().any(|group| group.hidden(id));
        let shown = journey.nodes.iter().filter(|(id, _)| !hidden(id));
        let steps = shown.map(|(id, node)| {
            let at = places.get(id).copied().unwrap_or_default();
            let card = crate::card::card(journey, id, node);
            (id, Step::new(&node.kind, node.name.text(code), card, at, look.lang))
        });
        let steps = steps.collect();
        let lanes = if look.lanes { layout::lanes(&journey.layout) } else { Vec::new() };
        let notes = layout::notes(&journey.layout);
        Self { journey, steps, groups, notes, lanes, lang: look.lang }
    }

    /// Returns what all of it takes, with a margin; something to look at even where nothing is.
    fn area(&self) -> Area {
        let steps = self.steps.values().map(Step::area);
        let frames = self.groups.iter().map(Group::taken);
        let notes = self.notes.iter().map(|note| note.area);
        let all = steps.chain(frames).chain(notes).reduce(Area::and);
        let mut area = all.unwrap_or(Area { width: 384.0, height: 192.0, ..Area::default() });
        if let Some(last) = self.lanes.last() {
            let height = last.top + last.height;
            area = area.and(Area { x: area.x, y: 0.0, width: area.width, height });
        }
        let area = area.grown(MARGIN);
        Area {
            x: area.x.floor(),
            y: area.y.floor(),
            width: area.width.ceil(),
            height: area.height.ceil(),
        }
    }

    fn draw(&self, page: &mut Page, area: Area) {
        for (row, lane) in self.lanes.iter().enumerate() {
            frame::lane(page, lane, row, area, self.lang);
        }
        let (cards, frames): (Vec<&Group>, _) =
            self.groups.iter().partition(|group| group.hides.is_some());
        frames.iter().for_each(|group| group.draw(page, self.lang));
        self.wires(page);
        cards.iter().for_each(|group| group.draw(page, self.lang));
        self.notes.iter().for_each(|note| note.draw(page));
        self.steps.values().for_each(|step| step.draw(page, self.lang));
    }

    fn wires(&self, page: &mut Page) {
        let all = || {
            let each = self.journey.edges.iter();
            each.flat_map(|(from, ports)| ports.iter().map(move |(port, to)| (from, port, to)))
        };
        let ends = |(from, port, to)| Some((self.start(from, port)?, self.end(to)?));
        let within = |from, to| self.group_of(from).is_some_and(|group| group.hidden(to));
        for (from, port, to) in all().filter(|(from, _, to)| !within(from, to)) {
            let Some((start, end)) = ends((from, port, to)) else { continue };
            wire::wire(page, start, end);
            // The way out of a step that a card hides stands nowhere else.
            if self.group_of(from).is_some() {
                let words = crate::card::port_words(port);
                wire::label(page, start, end, words.get(self.lang));
            }
        }
    }

    fn group_of(&self, id: &NodeId) -> Option<&Group> {
        self.groups.iter().find(|group| group.hidden(id))
    }

    fn start(&self, from: &NodeId, port: &PortName) -> Option<(f64, f64)> {
        let known = self.journey.nodes.contains_key(from);
        match self.group_of(from) {
            Some(group) => known.then(|| group.dots()[1]),
            None => self.steps.get(from)?.way_out(port),
        }
    }

    fn end(&self, to: &NodeId) -> Option<(f64, f64)> {
        let known = self.journey.nodes.contains_key(to);
        match self.group_of(to) {
            Some(group) => known.then(|| group.dots()[0]),
            None => self.steps.get(to).map(Step::way_in),
        }
    }
}

impl Group {
    /// Returns whether it hides a step.
    fn hidden(&self, id: &NodeId) -> bool {
        self.hides.as_ref().is_some_and(|hides| hides.contains(id))
    }
}
