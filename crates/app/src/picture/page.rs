//! The page that a picture is drawn on: elements of SVG, one after the other. Every text and every attribute goes
//! through the writer, which escapes it; nothing is put together by hand.

use quick_xml::Writer;
use quick_xml::events::{BytesEnd, BytesStart, BytesText, Event};

use super::color::Colors;
use super::text::Style;
use crate::xml::clean;

/// An element that is being described.
pub(super) struct Shape(BytesStart<'static>);

impl Shape {
    /// Returns an element without attributes.
    pub(super) fn new(name: &'static str) -> Self {
        Self(BytesStart::new(name))
    }

    /// Says something about it in words.
    pub(super) fn with(mut self, key: &str, value: &str) -> Self {
        self.0.push_attribute((key, clean(value).as_str()));
        self
    }

    /// Says how long, how wide or where something is.
    pub(super) fn at(self, key: &str, value: f64) -> Self {
        self.with(key, &number(value))
    }
}

/// Returns a rectangle.
pub(super) fn rectangle(area: Area, radius: f64) -> Shape {
    let shape = Shape::new("rect").at("x", area.x).at("y", area.y);
    let shape = shape.at("width", area.width).at("height", area.height);
    if radius > 0.0 { shape.at("rx", radius) } else { shape }
}

/// A part of the page.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Area {
    pub(super) x: f64,
    pub(super) y: f64,
    pub(super) width: f64,
    pub(super) height: f64,
}

impl Area {
    /// Returns the smallest area that holds both.
    pub(super) fn and(self, other: Self) -> Self {
        let (x, y) = (self.x.min(other.x), self.y.min(other.y));
        let right = (self.x + self.width).max(other.x + other.width);
        let bottom = (self.y + self.height).max(other.y + other.height);
        Self { x, y, width: right - x, height: bottom - y }
    }

    /// Returns it with so much more on every side.
    pub(super) fn grown(self, by: f64) -> Self {
        let (width, height) = (self.width + 2.0 * by, self.height + 2.0 * by);
        Self { x: self.x - by, y: self.y - by, width, height }
    }
}

/// The page.
pub(super) struct Page {
    writer: Writer<Vec<u8>>,
    /// What the theme's colors are.
    pub(super) colors: Colors,
}

impl Page {
    /// Returns an empty page.
    pub(super) fn new(colors: Colors) -> Self {
        Self { writer: Writer::new(Vec::new()), colors }
    }

    /// Draws an element that holds nothing.
    pub(super) fn draw(&mut self, shape: Shape) {
        self.write(Event::Empty(shape.0));
    }

    /// Begins an element; what comes next stands in it until it is closed.
    pub(super) fn open(&mut self, shape: Shape) {
        self.write(Event::Start(shape.0));
    }

    /// Ends an element.
    pub(super) fn close(&mut self, name: &str) {
        self.write(Event::End(BytesEnd::new(name)));
    }

    /// Writes an element that holds a text.
    pub(super) fn worded(&mut self, name: &'static str, shape: Shape, text: &str) {
        self.open(shape);
        self.write(Event::Text(BytesText::new(&clean(text))));
        self.close(name);
    }

    /// Writes one line of text from its left end, or to its right end where `anchor` is `end`.
    pub(super) fn line(
        &mut self,
        at: (f64, f64),
        style: Style,
        color: &str,
        anchor: &str,
        text: &str,
    ) {
        let shape = Shape::new("text").at("x", at.0).at("y", at.1).at("font-size", style.size);
        let shape = shape.with("fill", self.colors.get(color));
        let shape = if style.bold { shape.with("font-weight", "600") } else { shape };
        let shape = if anchor == "start" { shape } else { shape.with("text-anchor", anchor) };
        self.worded("text", shape, text);
    }

    /// Returns everything that was drawn.
    pub(super) fn finish(self) -> String {
        let mut text = String::from_utf8(self.writer.into_inner()).unwrap_or_default();
        text.push('\n');
        text
    }

    fn write(&mut self, event: Event<'_>) {
        self.writer.write_event(event).expect("memory takes every byte");
    }
}

/// Returns a number as SVG writes it, to the hundredth: the same on every machine.
pub(super) fn number(value: f64) -> String {
    let hundredths = (value * 100.0).round() as i64;
    let (sign, digits) = (if hundredths < 0 { "-" } else { "" }, hundredths.unsigned_abs());
    let text = format!("{sign}{}.{:02}", digits / 100, digits % 100);
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_have_no_more_digits_than_they_need() {
        let written = [0.0, -0.001, 2.5, -12.345, 1e6, 231.0].map(number);
        assert_eq!(written, ["0", "0", "2.5", "-12.35", "1000000", "231"]);
    }
}
