//! `tabiji export`: a journey as one picture. A broken journey is drawn, too.

use app::journeys::save_bytes;
use app::picture::{Look, Theme, picture};
use serde::Serialize;

use crate::Answer;
use crate::args::{ExportArgs, ExportShape, ExportTheme, Format};
use crate::door::Door;
use crate::failure::Failure;
use crate::inputs;
use crate::simulate::unwritable;

/// What was drawn.
#[derive(Serialize)]
struct Drawn<'a> {
    file: &'a str,
    width: f64,
    height: f64,
}

pub(crate) fn run(door: &mut Door, args: &ExportArgs) -> Result<Answer, Failure> {
    let opened = inputs::open(&args.journey)?;
    let theme = match args.theme {
        ExportTheme::Light => Theme::Light,
        ExportTheme::Dark => Theme::Dark,
    };
    let look = Look { lang: door.lang, theme, lanes: args.lanes };
    let picture = match args.shape {
        ExportShape::Svg => picture(&opened.journey, look),
    };
    let Some(out) = &args.out else {
        door.give(picture.svg.as_bytes())?;
        return Ok(Answer::Yes);
    };
    save_bytes(out, picture.svg.as_bytes()).map_err(|error| unwritable(out, &error))?;
    let file = &*out.to_string_lossy();
    let (width, height) = (picture.width, picture.height);
    match door.format {
        Format::Json => door.give_json(&Drawn { file, width, height })?,
        Format::Text => {
            let line = door.say(
                || format!("{file}: {width} × {height} pixels\n"),
                || format!("{file}：{width}×{height}ピクセル\n"),
            );
            door.give(line.as_bytes())?;
        }
    }
    Ok(Answer::Yes)
}
