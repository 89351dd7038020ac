//! The colors of the two themes: those of the designer, read from the one file they stand in. SVG readers know sRGB, so
//! that is what comes out.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use ts_rs::TS;

const TOKENS: &str = include_str!("../../../../ui/src/theme/tokens.css");

/// Light or dark.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Theme {
    /// Dark on light.
    #[default]
    Light,
    /// Light on dark.
    Dark,
}

/// A theme's colors, by name.
pub(super) struct Colors(BTreeMap<&'static str, String>);

impl Colors {
    /// Returns the colors of a theme.
    pub(super) fn of(theme: Theme) -> Self {
        let selector = match theme {
            Theme::Light => ":root {",
            Theme::Dark => ":root[data-theme=\"dark\"] {",
        };
        let block = TOKENS.split_once(selector).map_or("", |(_, rest)| rest);
        let block = block.split_once('}').map_or("", |(block, _)| block);
        Self(block.lines().filter_map(token).collect())
    }

    /// Returns a color; one that is not there is seen at once.
    pub(super) fn get(&self, name: &str) -> &str {
        self.0.get(name).map_or("#ff00ff", String::as_str)
    }
}

/// Reads `--name: oklch(lightness chroma hue);`.
fn token(line: &'static str) -> Option<(&'static str, String)> {
    let (name, value) = line.trim().strip_prefix("--")?.split_once(": oklch(")?;
    let parts = value.strip_suffix(");")?.split(' ').map(str::parse::<f64>);
    let parts: Vec<f64> = parts.collect::<Result<_, _>>().ok()?;
    let [lightness, chroma, hue] = parts[..] else { return None };
    Some((name, hex(lightness, chroma, hue.to_radians())))
}

/// Returns a color of OKLCH in sRGB, what it cannot show cut off: <https://bottosson.github.io/posts/oklab/>.
fn hex(lightness: f64, chroma: f64, hue: f64) -> String {
    let (a, b) = (chroma * hue.cos(), chroma * hue.sin());
    let long = (lightness + 0.396_337_777_4 * a + 0.215_803_757_3 * b).powi(3);
    let medium = (lightness - 0.105_561_345_8 * a - 0.063_854_172_8 * b).powi(3);
    let short = (lightness - 0.089_484_177_5 * a - 1.291_485_548 * b).powi(3);
    let linear = [
        4.076_741_662_1 * long - 3.307_711_591_3 * medium + 0.230_969_929_2 * short,
        -1.268_438_004_6 * long + 2.609_757_401_1 * medium - 0.341_319_396_5 * short,
        -0.004_196_086_3 * long - 0.703_418_614_7 * medium + 1.707_614_701 * short,
    ];
    let [red, green, blue] = linear.map(|part| {
        let part = part.clamp(0.0, 1.0);
        let curved =
            if part <= 0.003_130_8 { 12.92 * part } else { 1.055 * part.powf(1.0 / 2.4) - 0.055 };
        (curved * 255.0).round() as u8
    });
    format!("#{red:02x}{green:02x}{blue:02x}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_themes_have_every_color_as_browsers_compute_it() {
        let (light, dark) = (Colors::of(Theme::Light), Colors::of(Theme::Dark));
        assert!(light.0.len() >= 28 && light.0.keys().eq(dark.0.keys()));
        // White, and the accents, as Chromium resolves these tokens.
        assert_eq!(light.get("panel"), "#ffffff");
        assert_eq!((light.get("accent"), dark.get("accent")), ("#4e56d3", "#8c9cfb"));
    }
}
