//! Wires: smooth steps from a way out to a way in, as on the canvas.

use super::card::DOT;
use super::page::{Page, Shape, number};
use super::text::{Style, width};

/// How far a wire goes straight before it bends.
const STRAIGHT: f64 = 20.0;
/// How round its bends are.
const ROUND: f64 = 5.0;
const LABEL: Style = Style { size: 11.0, bold: false };

type Point = (f64, f64);

/// Draws a wire between the middles of two dots.
pub(super) fn wire(page: &mut Page, from: Point, to: Point) {
    let shape = Shape::new("path").with("d", &path(&corners(from, to)));
    let shape = shape.with("fill", "none").with("stroke", page.colors.get("wire"));
    page.draw(shape.at("stroke-width", 1.5));
}

/// Writes what a wire's own end does not say in its middle.
pub(super) fn label(page: &mut Page, from: Point, to: Point, text: &str) {
    let corners = corners(from, to);
    let (one, other) = (corners[corners.len() / 2 - 1], corners[corners.len() / 2]);
    let (x, y) = ((one.0 + other.0) / 2.0, (one.1 + other.1) / 2.0);
    let half = width(text, LABEL) / 2.0 + 4.0;
    let back = Shape::new("rect").at("x", x - half).at("y", y - 9.0).at("width", 2.0 * half);
    let back = back.at("height", 18.0).at("rx", 4.0).with("fill", page.colors.get("canvas"));
    page.draw(back);
    page.line((x, y + 4.0), LABEL, "soft", "middle", text);
}

/// Returns the corners of a wire, ends and all.
fn corners(from: Point, to: Point) -> Vec<Point> {
    let (start, end) = ((from.0 + DOT, from.1), (to.0 - DOT, to.1));
    let (out, back) = ((start.0 + STRAIGHT, start.1), (end.0 - STRAIGHT, end.1));
    let between = if out.0 < back.0 {
        let x = (out.0 + back.0) / 2.0;
        [(x, out.1), (x, back.1)]
    } else {
        let y = (out.1 + back.1) / 2.0;
        [(out.0, y), (back.0, y)]
    };
    let mut corners = vec![start, out];
    corners.extend(between);
    corners.extend([back, end]);
    corners
}

/// Returns a way through corners that are rounded off.
fn path(corners: &[Point]) -> String {
    let pair = |(x, y): Point| format!("{} {}", number(x), number(y));
    let mut path = format!("M{}", pair(corners[0]));
    for three in corners.windows(3) {
        let [before, corner, after] = [three[0], three[1], three[2]];
        let apart = |one: Point, other: Point| (one.0 - other.0).abs() + (one.1 - other.1).abs();
        let round = ROUND.min(apart(before, corner) / 2.0).min(apart(corner, after) / 2.0);
        let straight = (before.0 == corner.0 && corner.0 == after.0)
            || (before.1 == corner.1 && corner.1 == after.1);
        if straight || round == 0.0 {
            path.push_str(&format!("L{}", pair(corner)));
            continue;
        }
        let (enter, leave) = (toward(corner, before, round), toward(corner, after, round));
        path.push_str(&format!("L{}Q{} {}", pair(enter), pair(corner), pair(leave)));
    }
    path.push_str(&format!("L{}", pair(corners[corners.len() - 1])));
    path
}

/// Returns the point so far from one on the way to another; one of the two ways is straight up or across.
fn toward(from: Point, to: Point, far: f64) -> Point {
    let step = |from: f64, to: f64| if from == to { 0.0 } else { (to - from).signum() * far };
    (from.0 + step(from.0, to.0), from.1 + step(from.1, to.1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_wire_goes_on_in_smooth_steps_and_back_around() {
        let on = path(&corners((0.0, 0.0), (200.0, 100.0)));
        assert_eq!(on, "M5 0L25 0L95 0Q100 0 100 5L100 95Q100 100 105 100L175 100L195 100");
        let back = path(&corners((200.0, 0.0), (0.0, 100.0)));
        assert!(
            back.starts_with("M205 0L220 0Q225 0 225 5") && back.ends_with("L-5 100"),
            "{back}"
        );
        let level = path(&corners((0.0, 8.0), (100.0, 8.0)));
        assert!(!level.contains('Q'), "{level}");
    }
}
