//! A table of texts, aligned by what a terminal shows.

use super::paper::{Paper, Tone, WIDTH, cut, fit, width};

/// Where a column's cells stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Side {
    /// At its left end; the widest of these is cut where the table is too wide.
    Left,
    /// At its right end: numbers.
    Right,
}

/// Rows under a header.
pub(super) struct Table {
    sides: Vec<Side>,
    header: Vec<String>,
    rows: Vec<(Vec<String>, Option<Tone>)>,
}

impl Table {
    /// Returns a table without rows.
    pub(super) fn new(columns: &[(Side, &str)]) -> Self {
        Self {
            sides: columns.iter().map(|(side, _)| *side).collect(),
            header: columns.iter().map(|(_, name)| (*name).to_owned()).collect(),
            rows: Vec::new(),
        }
    }

    /// Adds a row.
    pub(super) fn row(&mut self, cells: Vec<String>) {
        self.rows.push((cells, None));
    }

    /// Adds a row in a tone.
    pub(super) fn toned(&mut self, cells: Vec<String>, tone: Tone) {
        self.rows.push((cells, Some(tone)));
    }

    /// Writes the table; columns without any text are left out.
    pub(super) fn write(self, paper: &mut Paper) {
        let widest = |column: usize| {
            let cells = self.rows.iter().map(|(cells, _)| width(&cells[column]));
            cells.max().filter(|&wide| wide > 0)
        };
        let kept: Vec<(usize, usize)> = (0..self.sides.len())
            .filter_map(|column| Some((column, widest(column)?.max(width(&self.header[column])))))
            .collect();
        let mut widths: Vec<usize> = kept.iter().map(|&(_, wide)| wide).collect();
        self.squeeze(&kept, &mut widths);
        let line = |cells: &[String]| {
            let each = kept.iter().zip(&widths).map(|(&(column, _), &wide)| {
                fit(&cells[column], wide, self.sides[column] == Side::Right)
            });
            format!("  {}", each.collect::<Vec<_>>().join("  "))
        };
        if self.header.iter().any(|name| !name.is_empty()) {
            let header = line(&self.header);
            let header = paper.tint(Tone::Faint, header.trim_end());
            paper.line(&header);
        }
        for (cells, tone) in &self.rows {
            let text = line(cells);
            let text = cut(text.trim_end(), WIDTH);
            let text = tone.map_or(text.clone(), |tone| paper.tint(tone, &text));
            paper.line(&text);
        }
    }

    /// Takes width from the widest left-hand column until the table fits.
    fn squeeze(&self, kept: &[(usize, usize)], widths: &mut [usize]) {
        loop {
            let total: usize = widths.iter().map(|wide| wide + 2).sum();
            let Some(over) = total.checked_sub(WIDTH).filter(|&over| over > 0) else {
                return;
            };
            let left = (0..kept.len()).filter(|&place| self.sides[kept[place].0] == Side::Left);
            let Some(widest) = left.max_by_key(|&place| widths[place]) else {
                return;
            };
            if widths[widest] <= 10 {
                return;
            }
            widths[widest] = widths[widest].saturating_sub(over).max(10);
        }
    }
}
