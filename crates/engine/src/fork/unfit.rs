//! Why a way cannot fork as it is asked to: what was found, where, and the way out, in both languages.

use journey::lang::Lang;
use journey::scenario::Line as Change;
use journey::span::Span;
use journey::time::{Millis, instant_text};
use journey::value::Attribute;

use super::Grown;
use crate::plan::Plan;
use crate::report::{Words, both};
use crate::run::Scene;
use crate::scenario::fates::Fates;
use crate::simulate::Cancelled;

/// Why there is no fork.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum NotForked {
    /// Its caller stopped it.
    #[error(transparent)]
    Stopped(#[from] Cancelled),
    /// The change does not fit.
    #[error("{0}")]
    Unfit(#[from] Unfit),
}

/// A change that does not fit the customer's way.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
#[error("{}", text.get("en").map_or("", String::as_str))]
pub struct Unfit {
    /// Names the reason: "no_line", "nothing_after", "no_change", "no_attribute", "no_value", "zone", "no_step",
    /// "no_chance", "too_late".
    pub code: &'static str,
    /// What was found, what was expected, and the way out, by language.
    pub text: Words,
}

fn unfit(code: &'static str, en: String, ja: String) -> Unfit {
    Unfit { code, text: both(en, ja) }
}

pub(super) fn no_line(line: usize, count: usize) -> Unfit {
    unfit(
        "no_line",
        format!(
            "this way has {count} lines, and none with the number {line} (from 0); choose one of them"
        ),
        format!(
            "この経過は{count}行で、{line}番の行（0から数えます）はありません。どれかの行を選んでください"
        ),
    )
}

pub(super) fn nothing_after(scene: &Scene, first: &Grown, at: Millis) -> Unfit {
    let time = |at| clock(scene, first, at);
    let (en, ja) = match first.turns.last() {
        Some(&(last, _)) => (
            format!("; choose {} or earlier", time(last)),
            format!("。{}以前を選んでください", time(last)),
        ),
        None => ("; choose another customer".to_owned(), "。別の顧客を選んでください".to_owned()),
    };
    unfit(
        "nothing_after",
        format!("nothing happens to this customer at {} or later{en}", time(at)),
        format!("{}以降、この顧客には何も起きません{ja}", time(at)),
    )
}

pub(super) fn no_change(change: &Change) -> Unfit {
    unfit(
        "no_change",
        format!(
            "a way cannot fork by “{change}”; write a line that begins with given, mock or customer"
        ),
        format!(
            "「{change}」では分かれません。given、mock、customer のいずれかで始まる行を書いてください"
        ),
    )
}

pub(super) fn no_attribute(plan: &Plan, name: &str) -> Unfit {
    let known: Vec<&str> = plan.settings.attributes.keys().map(String::as_str).collect();
    unfit(
        "no_attribute",
        format!("the journey has no attribute “{name}”; choose one of {}", known.join(", ")),
        format!(
            "属性「{name}」はこのジャーニーにありません。{} から選んでください",
            known.join("、")
        ),
    )
}

pub(super) fn no_value(name: &str, value: &str, attribute: &Attribute) -> Unfit {
    let kind = attribute.kind;
    let (en, ja) = if attribute.values.is_empty() {
        (
            format!("write one of the type {}", kind.word(Lang::En)),
            format!("{}の値を書いてください", kind.word(Lang::Ja)),
        )
    } else {
        (
            format!("choose among {}", attribute.values.join(", ")),
            format!("{} から選んでください", attribute.values.join("、")),
        )
    };
    unfit(
        "no_value",
        format!("“{value}” is no value of the attribute “{name}”; {en}"),
        format!("「{value}」は属性「{name}」の値として読めません。{ja}"),
    )
}

pub(super) fn zone(name: &str) -> Unfit {
    unfit(
        "zone",
        format!(
            "“{name}” is the clock that this customer lives by, which is settled before the rehearsal begins; change another attribute, or choose a customer of another time zone"
        ),
        format!(
            "「{name}」はこの顧客の時計で、リハーサルの前に決まっています。別の属性を変えるか、別のタイムゾーンの顧客を選んでください"
        ),
    )
}

pub(super) fn no_step(step: &str) -> Unfit {
    unfit(
        "no_step",
        format!("the journey has no step “{step}”; write the id of one of its steps"),
        format!("ステップ「{step}」はこのジャーニーにありません。ステップのIDを書いてください"),
    )
}

/// Nothing that the change settles is decided in that turn: tells when it is, if it ever is.
pub(super) fn no_chance(scene: &Scene, first: &Grown, fates: &Fates, step: Option<&str>) -> Unfit {
    let turns = first.asked.iter().filter(|it| it.turn > 0 && fates.settles(it.site));
    let mut times: Vec<String> =
        turns.map(|it| clock(scene, first, first.turns[it.turn - 1].0)).collect();
    times.dedup();
    let node = step.and_then(|id| scene.plan.nodes.iter().find(|node| node.id.as_str() == id));
    let name = |lang| match node.map(|node| node.name.text(lang)) {
        Some("") | None => step.unwrap_or("?").to_owned(),
        Some(name) => name.to_owned(),
    };
    if times.is_empty() {
        return unfit(
            "no_chance",
            format!(
                "chance never decides that for this customer: they do not come to “{}”, or what is recorded of them answers; choose another customer, or change an attribute",
                name("en")
            ),
            format!(
                "この顧客でそれが偶然に決まることはありません。「{}」を通らないか、記録が答えています。別の顧客を選ぶか、属性を変えてください",
                name("ja")
            ),
        );
    }
    unfit(
        "no_chance",
        format!(
            "chance decides nothing of that at “{}” at this moment; choose {}",
            name("en"),
            times.join(", ")
        ),
        format!(
            "この時点では「{}」でそれは決まりません。{} を選んでください",
            name("ja"),
            times.join("、")
        ),
    )
}

pub(super) fn too_late(after: Span, window: Span) -> Unfit {
    unfit(
        "too_late",
        format!(
            "the step waits {window}, so what comes after {after} is too late; write {window} or less"
        ),
        format!(
            "このステップが待つのは {window} で、{after} 後では遅すぎます。{window} 以内にしてください"
        ),
    )
}

/// Returns an instant by the customer's clock, to the minute.
fn clock(scene: &Scene, first: &Grown, at: Millis) -> String {
    let text = instant_text(at, scene.zones[first.zone].offset(at));
    text.get(..16).unwrap_or(&text).replace('T', " ")
}
