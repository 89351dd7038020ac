//! A scenario that names what the journey does not have, or settles what chance does not decide there.
//!
//! Example: `given nod_wait comes purchase +1h` where the step waits for no such event, or where no model could
//! bring it: then `at` is the line to write.

use crate::finding::settings::guardian_unfit::{has_goal, has_step};
use crate::finding::{Finding, Severity, Text, View};
use crate::id::NodeId;
use crate::kind::Kind;
use crate::op::{Entry, Lowered, Op, To};
use crate::reading::read;
use crate::scenario::{Answer, BLOCKED, CALLED, Effect, Fate, Line, REFUSED};
use crate::time::Zone;
use crate::value::{Attribute, Texts};

/// The words of this rule.
pub(crate) static TEXT: Text = Text {
    code: "scenario_reference_missing",
    severity: Severity::Error,
    en: "The scenario “{scenario}” does not fit the journey (line {line}, column {column}: {problem}). Correct the line.",
    ja: "シナリオ「{scenario}」がジャーニーと合いません（{line}行{column}列：{problem}）。行を修正してください。",
};

/// What `comes` names at an entry that customers come in by when they contact us.
const CONTACT: &str = "contact";

fn is_inbound(view: &View, id: &NodeId) -> bool {
    matches!(view.kind(id), Some(Kind::EntryInbound(_)))
}

/// What does not fit: the word, and why in English and Japanese.
type Misfit = (String, String, String);

/// Returns every finding of this rule.
pub(crate) fn check(view: &View) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (index, scenario) in view.settings.scenarios.iter().enumerate() {
        let (story, _) = scenario.read();
        for (number, line) in &story.lines {
            let text = scenario.story.get(number - 1).map_or("", String::as_str);
            for (word, en, ja) in misfits(view, line) {
                let column = text.find(&word).map_or(1, |at| text[..at].chars().count() + 1);
                let field = format!("/settings/scenarios/{index}/story/{}", number - 1);
                let finding = Finding::of(&TEXT).field(&field).with("scenario", &scenario.id);
                let finding = finding.with("line", number).with("column", column);
                let mut finding = finding.with("problem.en", en).with("problem.ja", ja);
                finding.line = u32::try_from(*number).ok();
                finding.column = u32::try_from(column).ok();
                findings.push(finding);
            }
        }
    }
    findings
}

fn misfits(view: &View, line: &Line) -> Vec<Misfit> {
    let settings = &view.settings;
    match line {
        Line::Remark(_)
        | Line::Start(_)
        | Line::Until(_)
        | Line::Chance { .. }
        | Line::NoOther(_) => Vec::new(),
        Line::Recorded(events) => {
            let known = settings.all_events();
            let missing = events.iter().filter(|event| !known.contains_key(*event));
            missing.map(|event| absent(event, "event", "イベント")).collect()
        }
        Line::Customer(values) => {
            let each = values.iter().filter_map(|(name, value)| {
                unfit(view, settings.attributes.get(name), name, value, "attribute", "属性")
            });
            each.collect()
        }
        Line::Input { event, properties, .. } => {
            let events = settings.all_events();
            let Some(known) = events.get(event) else {
                return vec![absent(event, "event", "イベント")];
            };
            let each = properties.iter().filter_map(|(name, value)| {
                let attribute = known.properties.get(name);
                unfit(view, attribute, name, value, "property of this event", "このイベントの項目")
            });
            each.collect()
        }
        Line::Given(step, fate) => {
            step_of(view, step).or_else(|| settles(view, step, fate)).into_iter().collect()
        }
        Line::Mock(of, answer) => mocks(view, of, answer).into_iter().collect(),
        Line::Expect(effect, _) | Line::Never(effect) => {
            effect_of(view, effect).into_iter().collect()
        }
    }
}

fn absent(word: &str, en: &str, ja: &str) -> Misfit {
    (word.to_owned(), format!("there is no {en} “{word}”"), format!("{ja}「{word}」がありません"))
}

fn step_of(view: &View, id: &NodeId) -> Option<Misfit> {
    (!has_step(view, id.as_str())).then(|| absent(id.as_str(), "step", "ステップ"))
}

/// Returns that a step of this journey cannot do what is expected of it.
fn lacks(
    view: &View,
    id: &NodeId,
    does: &dyn Fn(&Op) -> bool,
    (en, ja): (&str, &str),
) -> Option<Misfit> {
    let inside = id.as_str().contains('/');
    let able = inside || ops(view, id).is_some_and(|ops| ops.iter().any(does));
    (!able).then(|| {
        (id.to_string(), format!("the step “{id}” {en}"), format!("ステップ「{id}」は{ja}"))
    })
}

/// Returns that a word is none of those there are.
fn unknown(word: &str, known: &[&str]) -> Option<Misfit> {
    (!known.contains(&word)).then(|| {
        let list = known.join(", ");
        let en = format!("“{word}” is none of {list}");
        (word.to_owned(), en, format!("「{word}」は {list} のいずれでもありません"))
    })
}

fn unfit(
    view: &View,
    attribute: Option<&Attribute>,
    name: &str,
    value: &str,
    en: &str,
    ja: &str,
) -> Option<Misfit> {
    let Some(attribute) = attribute else {
        return Some(absent(name, en, ja));
    };
    let zone = Zone::named(&view.settings.time_zone).unwrap_or_else(Zone::utc);
    let fits = read(value, attribute, &zone, &mut Texts::default()).is_some();
    let kind = attribute.kind;
    (!fits).then(|| {
        let en = format!("“{value}” is no value of “{name}”, which is of type {kind}");
        (value.to_owned(), en, format!("「{value}」は「{name}」（{kind}）の値として読めません"))
    })
}

/// Returns the ops of a step of this journey; a sub-journey's are not looked at here.
fn ops(view: &View, id: &NodeId) -> Option<Vec<Op>> {
    match view.kind(id)?.lower() {
        Lowered::Ops(ops) => Some(ops),
        Lowered::Entry(..) => None,
    }
}

/// Returns what is wrong with settling a chance at a step.
fn settles(view: &View, id: &NodeId, fate: &Fate) -> Option<Misfit> {
    let word = id.to_string();
    let nothing = |en: &str, ja: &str| {
        let en = format!("nothing {en} at “{id}”");
        Some((word.clone(), en, format!("「{id}」には{ja}がありません")))
    };
    let reasons = match view.kind(id).map(|kind| kind.lower()) {
        Some(Lowered::Entry(Entry::Inbound { reasons, .. }, _)) => reasons,
        _ => None,
    };
    let ops = match ops(view, id) {
        Some(ops) => ops,
        None if id.as_str().contains('/') => return None,
        None => Vec::new(),
    };
    let any = |is: &dyn Fn(&Op) -> bool| ops.iter().any(is);
    match fate {
        Fate::Delivered(_) if !any(&|op| matches!(op, Op::Send { .. })) => {
            nothing("is sent", "送信")
        }
        Fate::Opened(_) if !any(&|op| matches!(op, Op::Send { opened: Some(_), .. })) => {
            nothing("models an opening", "開封のモデル")
        }
        Fate::Clicked(_) if !any(&|op| matches!(op, Op::Send { clicked: Some(_), .. })) => {
            nothing("models a click", "クリックのモデル")
        }
        Fate::Answers(_) if !any(&|op| matches!(op, Op::Ask { .. })) => {
            nothing("asks a survey", "アンケート")
        }
        Fate::Takes(arm) => {
            let drawn =
                any(&|op| matches!(op, Op::Draw { compared, .. } if compared.names.contains(arm)));
            let reason = reasons.is_some_and(|it| it.shares.iter().any(|(name, _)| name == arm));
            (!drawn && !reason).then(|| {
                let en = format!("no draw at “{id}” has the arm “{arm}”");
                (arm.clone(), en, format!("「{id}」の抽選に「{arm}」がありません"))
            })
        }
        Fate::Comes(None) if !any(&|op| matches!(op, Op::Await { .. })) => {
            nothing("is waited for", "行動待ち")
        }
        Fate::Comes(Some((port, _))) if port == CONTACT && is_inbound(view, id) => None,
        Fate::Comes(Some((port, _))) => {
            let modelled = |op: &Op| match op {
                Op::Await { events, .. } => {
                    events.iter().any(|(it, to)| *to == To::port(port) && it.model.is_some())
                }
                _ => false,
            };
            (!any(&modelled)).then(|| {
                let en = format!(
                    "no model at “{id}” brings “{port}”; write what the customer does with at"
                );
                let ja = format!(
                    "「{id}」には「{port}」のモデルがありません。行動は at の行で書いてください"
                );
                (port.clone(), en, ja)
            })
        }
        Fate::Delivered(_)
        | Fate::Opened(_)
        | Fate::Clicked(_)
        | Fate::Answers(_)
        | Fate::Comes(None) => None,
    }
}

fn mocks(view: &View, of: &str, answer: &Answer) -> Option<Misfit> {
    let id = NodeId::from(of.to_owned());
    let calls: Vec<Op> = match ops(view, &id) {
        Some(ops) => ops,
        None if of.contains('/') && has_step(view, of) => return None,
        None => {
            let all = view.kinds.keys().filter_map(|id| ops(view, id));
            let own = |op: &Op| matches!(op, Op::Call { connector, .. } if connector == of);
            all.flatten().filter(own).collect()
        }
    };
    let calls: Vec<&Op> = calls.iter().filter(|op| matches!(op, Op::Call { .. })).collect();
    if calls.is_empty() {
        let ja = format!("「{of}」という呼び出しのステップも、使われている接続先もありません");
        return Some((
            of.to_owned(),
            format!("no step “{of}” and no step with the connector “{of}” makes a call"),
            ja,
        ));
    }
    let fits = |op: &&&Op| match (op, answer) {
        (Op::Call { replies, .. }, Answer::Reply(place, _)) => {
            *place >= 1 && *place as usize <= replies.len()
        }
        (Op::Call { patience, .. }, Answer::Timeout) => !patience.is_zero(),
        _ => true,
    };
    (!calls.iter().all(|op| fits(&op))).then(|| match answer {
        Answer::Reply(place, _) => (
            place.to_string(),
            format!("“{of}” has no reply {place}; count from 1"),
            format!("「{of}」に{place}番目の応答がありません。1から数えます"),
        ),
        _ => (
            "timeout".to_owned(),
            format!("“{of}” waits without a limit, so it cannot run out of time; set one, or write error"),
            format!("「{of}」には待ち時間の上限がなく、時間切れになりません。上限を設定するか error としてください"),
        ),
    })
}

fn effect_of(view: &View, effect: &Effect) -> Option<Misfit> {
    let settings = &view.settings;
    let named =
        |there: bool, word: &str, en: &str, ja: &str| (!there).then(|| absent(word, en, ja));
    match effect {
        Effect::Enter(Some(id)) | Effect::Inside(Some(id)) => step_of(view, id),
        Effect::Message(Some(id), _) => step_of(view, id).or_else(|| {
            let sends = |op: &Op| matches!(op, Op::Send { .. });
            lacks(view, id, &sends, ("sends no message", "メッセージを送りません"))
        }),
        Effect::Survey(id) => step_of(view, id).or_else(|| {
            let asks = |op: &Op| matches!(op, Op::Ask { .. });
            lacks(view, id, &asks, ("asks no survey", "アンケートを送りません"))
        }),
        Effect::Blocked(id, reason) => step_of(view, id)
            .or_else(|| {
                let blocks = |op: &Op| matches!(op, Op::Gate { .. });
                lacks(view, id, &blocks, ("blocks no contact", "連絡を止めません"))
            })
            .or_else(|| unknown(reason.as_ref()?, &BLOCKED)),
        Effect::Refused(reason) => unknown(reason.as_ref()?, &REFUSED),
        Effect::Step(id, port) => step_of(view, id).or_else(|| {
            let (port, kind) = (port.as_ref()?, view.kind(id)?);
            let there = kind.ports().iter().any(|it| it.name.as_str() == port);
            named(there, port, "such port", "出口")
        }),
        Effect::Offer(name) => named(settings.offers.contains_key(name), name, "offer", "特典"),
        Effect::Task(of) => {
            let makes = |kind: &Kind| matches!(kind, Kind::TaskCreate(task) if task.team == *of);
            let there = has_step(view, of) || view.kinds.values().map(|kind| &**kind).any(makes);
            named(there, of, "step or team", "ステップまたは担当")
        }
        Effect::Goal(name) => named(has_goal(view, name), name, "goal", "目標"),
        Effect::Value(name, value) => {
            let attribute = match name.split_once('.') {
                Some(("customer", key)) => settings.attributes.get(key).cloned(),
                Some(("context", key)) => settings.all_context().remove(key),
                _ => None,
            };
            unfit(
                view,
                attribute.as_ref(),
                name,
                value,
                "attribute or context key",
                "属性または文脈の項目",
            )
        }
        Effect::Call(name, result) => {
            let there = settings.connectors.contains_key(name);
            named(there, name, "connector", "接続先").or_else(|| unknown(result.as_ref()?, &CALLED))
        }
        Effect::Enter(None) | Effect::Message(None, _) | Effect::End(_) | Effect::Inside(None) => {
            None
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::finding::testing::found;

    #[test]
    fn passes_and_fails() {
        let with = |line: &str| {
            let line = serde_json::to_string(line).unwrap();
            let list = format!(
                r#"[{{"id": "s", "story": ["start 2026-01-05T10:00", {line}, "expect end"]}}]"#
            );
            let text = format!(
                r#"settings {{"scenarios": {list}}}; entry -> message email -> w=await {{bought: purchase}} 3d -> call crm -> goal sale -> end"#
            );
            found(&TEXT, &text)
        };
        for good in [
            "customer age=41 tier=gold",
            "at +1h purchase amount=3.5",
            "given message delivered",
            "given w comes nothing",
            "mock crm error",
            "mock call fails 2",
            "expect message message email",
            "expect step message sent",
            "expect value context.score=3",
            "never offer coupon",
            "expect goal sale",
            "expect blocked message frequency_cap",
            "expect refused reentry",
            "never call crm timeout",
        ] {
            assert_eq!(with(good), "", "{good}");
        }
        for bad in [
            "customer aeg=41",
            "customer age=old",
            "at +1h sale",
            "at +1h purchase sum=3",
            "given mail delivered",
            "given w delivered",
            "given w comes gone +1h",
            "given message takes a",
            "mock erp error",
            "mock crm reply 9",
            "expect message mail",
            "expect step message gone",
            "expect value context.sum=3",
            "never offer gift",
            "expect goal won",
            "never message w",
            "never survey w",
            "never blocked w",
            "never blocked message frequncy_cap",
            "never refused twice",
            "never call crm late",
        ] {
            assert_eq!(with(bad), "journey /settings/scenarios/0/story/1", "{bad}");
        }
    }
}
