//! What was expected and what happened, in words of both languages.

use journey::id::NodeId;
use journey::lang::Lang;
use journey::scenario::{Due, Effect, Moment};
use journey::settings::Outcome;
use journey::time::{Millis, instant_text};

use super::seen::{Observed, Seen};
use crate::plan::Plan;

/// A clause in both languages.
pub(super) struct Said {
    pub(super) en: String,
    pub(super) ja: String,
}

fn said(en: impl Into<String>, ja: impl Into<String>) -> Said {
    Said { en: en.into(), ja: ja.into() }
}

pub(super) struct Teller<'a> {
    pub(super) plan: &'a Plan,
    pub(super) start: Millis,
}

impl Teller<'_> {
    /// Returns an expectation: a noun in English, a clause that はず can follow in Japanese.
    pub(super) fn wanted(&self, effect: &Effect, due: Option<Due>) -> Said {
        let Said { en, ja } = self.effect(effect);
        let at = |moment: Moment| self.time(moment.at(self.start, &self.plan.zone));
        match due {
            None => said(en, ja),
            Some(Due::At(moment)) => {
                let at = at(moment);
                said(format!("{en} at {at}"), format!("{at}に{ja}"))
            }
            Some(Due::By(moment)) => {
                let at = at(moment);
                said(format!("{en} by {at}"), format!("{at}までに{ja}"))
            }
        }
    }

    fn effect(&self, effect: &Effect) -> Said {
        let at = |id: &Option<NodeId>| match id {
            Some(id) => {
                let Said { en, ja } = self.name(id);
                (format!(" at “{en}”"), format!("「{ja}」で"))
            }
            None => Default::default(),
        };
        match effect {
            Effect::Enter(id) => {
                let (en, ja) = at(id);
                said(format!("an entry{en}"), format!("{ja}開始する"))
            }
            Effect::Refused(reason) => {
                let reason = reason.clone().unwrap_or_default();
                let (en, ja) = list(reason);
                said(format!("an entry to be refused{en}"), format!("開始が断られる{ja}"))
            }
            Effect::Step(id, None) => {
                let Said { en, ja } = self.name(id);
                said(format!("step “{en}”"), format!("ステップ「{ja}」を通る"))
            }
            Effect::Step(id, Some(port)) => {
                let Said { en, ja } = self.name(id);
                said(
                    format!("step “{en}” to be left by “{port}”"),
                    format!("ステップ「{ja}」を「{port}」から出る"),
                )
            }
            Effect::Message(id, channel) => {
                let (en, ja) = at(id);
                let by = channel.map_or(String::new(), |it| format!(" by {}", it.word(Lang::En)));
                let kind = channel.map_or("メッセージ", |it| it.word(Lang::Ja));
                said(format!("a message{by}{en}"), format!("{ja}{kind}を送る"))
            }
            Effect::Blocked(id, reason) => {
                let (en, ja) = list(reason.clone().unwrap_or_default());
                let at = self.name(id);
                said(
                    format!("contact at “{}” to be blocked{en}", at.en),
                    format!("「{}」で連絡が止められる{ja}", at.ja),
                )
            }
            Effect::Offer(offer) => {
                said(format!("the offer “{offer}”"), format!("特典「{offer}」を発行する"))
            }
            Effect::Task(of) => {
                let Said { en, ja } = self.name(&NodeId::from(of.clone()));
                said(format!("a task “{en}”"), format!("タスク「{ja}」を作る"))
            }
            Effect::Goal(goal) => {
                said(format!("the goal “{goal}”"), format!("目標「{goal}」に達する"))
            }
            Effect::Value(name, value) => {
                said(format!("{name} = {value}"), format!("{name} が {value} になる"))
            }
            Effect::Call(connector, result) => {
                let (en, ja) = list(result.clone().unwrap_or_default());
                said(
                    format!("a call of “{connector}”{en}"),
                    format!("「{connector}」を呼び出す{ja}"),
                )
            }
            Effect::Survey(id) => {
                let Said { en, ja } = self.name(id);
                said(format!("the survey “{en}”"), format!("アンケート「{ja}」を送る"))
            }
            Effect::End(None) => said("an end", "終わる"),
            Effect::End(Some(outcome)) => {
                let (en, ja) = (outcome.word(Lang::En), outcome.word(Lang::Ja));
                said(format!("the end “{en}”"), format!("「{ja}」で終わる"))
            }
            Effect::Inside(id) => {
                let (en, ja) = at(id);
                said(format!("to be still inside{en}"), format!("{ja}途中のままである"))
            }
        }
    }

    /// Returns what happened instead.
    pub(super) fn happened(&self, it: &Observed) -> Said {
        let (when, step) = (self.time(it.at), self.step(it));
        let (en_step, ja_step) = match &step {
            Some(Said { en, ja }) => (format!(" at “{en}”"), format!("「{ja}」で")),
            None => Default::default(),
        };
        match &it.what {
            Seen::Enter => {
                said(format!("the journey began at {when}"), format!("{when}に開始しました"))
            }
            Seen::Refused(reason) => said(
                format!("entry was refused at {when}: {reason}"),
                format!("{when}に開始が断られました（{reason}）"),
            ),
            Seen::Step(port) => {
                let Said { en, ja } = step.unwrap_or_else(|| said("", ""));
                said(
                    format!("“{en}” was left by “{port}” at {when}"),
                    format!("{when}に「{ja}」を「{port}」から出ました"),
                )
            }
            Seen::Message(channel) => {
                let (en, ja) = (channel.word(Lang::En), channel.word(Lang::Ja));
                said(
                    format!("a message by {en} went out{en_step} at {when}"),
                    format!("{when}に{ja_step}{ja}を送りました"),
                )
            }
            Seen::Blocked(reasons) => {
                let list = |lang: Lang| {
                    let each = reasons.iter();
                    let each = each.map(|(by, why)| format!("{} {why}", by.word(lang)));
                    each.collect::<Vec<_>>()
                };
                let (en, ja) = (list(Lang::En).join(", "), list(Lang::Ja).join("、"));
                said(
                    format!("contact was blocked{en_step} at {when}: {en}"),
                    format!("{when}に{ja_step}連絡が止められました（{ja}）"),
                )
            }
            Seen::Offer { offer, issued: true } => said(
                format!("the offer “{offer}” was issued at {when}"),
                format!("{when}に特典「{offer}」を発行しました"),
            ),
            Seen::Offer { offer, issued: false } => said(
                format!("the offer “{offer}” had run out at {when}"),
                format!("{when}に特典「{offer}」は切れていました"),
            ),
            Seen::Task(team) => said(
                format!("a task for “{team}” was made{en_step} at {when}"),
                format!("{when}に{ja_step}「{team}」へのタスクを作りました"),
            ),
            Seen::Goal { goal, counts: true } => said(
                format!("the goal “{goal}” was reached at {when}"),
                format!("{when}に目標「{goal}」に達しました"),
            ),
            Seen::Goal { goal, counts: false } => said(
                format!("the goal “{goal}” did not count at {when}"),
                format!("{when}の目標「{goal}」は数えられませんでした"),
            ),
            Seen::Value(name, value) => said(
                format!("{name} became {value} at {when}"),
                format!("{when}に {name} が {value} になりました"),
            ),
            Seen::Call(connector, result) => said(
                format!("the call of “{connector}” at {when} came to {result}"),
                format!("{when}の「{connector}」の呼び出しは {result} でした"),
            ),
            Seen::Survey => said(
                format!("a survey went out{en_step} at {when}"),
                format!("{when}に{ja_step}アンケートを送りました"),
            ),
            Seen::End(outcome, rule) => {
                let (en, ja) = (outcome_name(outcome, Lang::En), outcome_name(outcome, Lang::Ja));
                let (en_rule, ja_rule) = match rule {
                    Some(rule) => (
                        format!(" by the exit rule “{rule}”"),
                        format!("離脱ルール「{rule}」により"),
                    ),
                    None => (en_step, ja_step),
                };
                said(
                    format!("the journey ended as “{en}”{en_rule} at {when}"),
                    format!("{when}に{ja_rule}「{ja}」で終わりました"),
                )
            }
            Seen::Inside => said(
                format!("the customer was still inside{en_step} at {when}"),
                format!("{when}の時点で{ja_step}まだ途中でした"),
            ),
        }
    }

    /// Returns that the very thing came, but at another time or in another order.
    pub(super) fn came_at(&self, it: &Observed) -> Said {
        let when = self.time(it.at);
        said(format!("it came at {when}"), format!("実際は{when}でした"))
    }

    /// Returns that nothing came after the last thing there was.
    pub(super) fn last(&self, it: &Observed) -> Said {
        let Said { en, ja } = self.happened(it);
        said(format!("the last that happened: {en}"), format!("最後に起きたのは次のことです：{ja}"))
    }

    /// Returns that nothing happened at all.
    pub(super) fn nothing(&self) -> Said {
        said("nothing happened to this customer", "この顧客には何も起きませんでした")
    }

    fn step(&self, it: &Observed) -> Option<Said> {
        it.node.map(|node| self.name(&self.plan.nodes[node as usize].id))
    }

    /// Returns what people call a step, or its id where they call it nothing.
    fn name(&self, id: &NodeId) -> Said {
        let node = self.plan.nodes.iter().find(|node| node.id == *id);
        let in_language = |lang: &str| {
            let name = node.map_or("", |node| node.name.text(lang));
            if name.is_empty() { id.to_string() } else { name.to_owned() }
        };
        said(in_language("en"), in_language("ja"))
    }

    /// Writes a local time of the journey's zone, to the minute where that is exact.
    fn time(&self, at: Millis) -> String {
        let zone = &self.plan.zone;
        let text = instant_text(zone.local(at), 0).replace('T', " ");
        let text = text.trim_end_matches('Z');
        text.strip_suffix(":00").unwrap_or(text).to_owned()
    }
}

fn list(text: String) -> (String, String) {
    if text.is_empty() {
        Default::default()
    } else {
        (format!(" ({text})"), format!("（{text}）"))
    }
}

fn outcome_name(name: &str, lang: Lang) -> String {
    let outcome = Outcome::ALL.into_iter().find(|outcome| outcome.name() == name);
    outcome.map_or(name, |outcome| outcome.word(lang)).to_owned()
}
