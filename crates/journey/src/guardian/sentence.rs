//! What a guardian says, in English and Japanese.

use super::{Guardian, Hours, Rule, Target};
use crate::id::NodeId;
use crate::lang::Lang;
use crate::op::Clock;
use crate::settings::Channel;
use crate::span::Span;
use crate::time::{DayName, Window};

impl Guardian {
    /// Returns the rule as a sentence; `name` gives a step's name in the language, or its id.
    pub fn sentence(&self, lang: Lang, name: &dyn Fn(&NodeId) -> String) -> String {
        let writer = Writer { lang, name };
        let rule = writer.rule(&self.rule);
        match (&self.when, lang) {
            (None, _) => rule,
            (Some(when), Lang::En) => {
                format!("Where {}: {}", when.trim(), lower_first(&rule))
            }
            (Some(when), Lang::Ja) => {
                format!("「{}」に当てはまる顧客について、{rule}", when.trim())
            }
        }
    }
}

struct Writer<'a> {
    lang: Lang,
    name: &'a dyn Fn(&NodeId) -> String,
}

impl Writer<'_> {
    fn rule(&self, rule: &Rule) -> String {
        let ja = self.lang == Lang::Ja;
        match rule {
            Rule::Always(rule) => {
                let targets = self.any(&rule.one_of);
                match (rule.within, ja) {
                    (None, false) => format!("Everyone comes to {targets} before the end."),
                    (None, true) => format!("必ず、終わるまでに{targets}に至ること。"),
                    (Some(span), false) => {
                        format!("Everyone comes to {targets} within {}.", self.span(span))
                    }
                    (Some(span), true) => {
                        format!("必ず、開始から{}以内に{targets}に至ること。", self.span(span))
                    }
                }
            }
            Rule::Never(rule) => {
                let targets = self.any(&rule.any_of);
                if ja {
                    format!("決して{targets}に至らないこと。")
                } else {
                    format!("Nobody ever comes to {targets}.")
                }
            }
            Rule::Before(rule) => {
                let (first, then) = (self.target(&rule.first), self.target(&rule.then));
                if ja {
                    format!("{first}の前に{then}に至らないこと。")
                } else {
                    format!("Nobody comes to {then} before {first}.")
                }
            }
            Rule::AtMost(rule) => {
                let (count, days) = (rule.messages, rule.days);
                let kind = self.message(rule.channel, count);
                if ja {
                    format!("どの{days}日間にも、{kind}は{count}通までであること。")
                } else {
                    let period = if days == 1 { "day".to_owned() } else { format!("{days} days") };
                    format!("Nobody gets more than {count} {kind} in any {period}.")
                }
            }
            Rule::Hours(rule) => {
                let (kind, hours) = (self.message(rule.channel, 1), self.hours(rule));
                if ja {
                    format!("{hours}以外に{kind}を送らないこと。")
                } else {
                    format!("Nobody gets a {kind} outside {hours}.")
                }
            }
            Rule::Within(rule) => {
                let (target, span) = (self.target(&rule.target), self.span(rule.time));
                if ja {
                    format!("{target}に至るときは、開始から{span}以内であること。")
                } else {
                    format!("Whoever comes to {target} does so within {span} of entry.")
                }
            }
        }
    }

    fn target(&self, target: &Target) -> String {
        let ja = self.lang == Lang::Ja;
        match target {
            Target::Step(id) if ja => format!("ステップ「{}」", (self.name)(id)),
            Target::Step(id) => format!("“{}”", (self.name)(id)),
            Target::Goal(name) if ja => format!("目標「{name}」"),
            Target::Goal(name) => format!("the goal “{name}”"),
            Target::Outcome(outcome) if ja => {
                format!("結果「{}」", outcome.word(self.lang))
            }
            Target::Outcome(outcome) => {
                format!("the outcome “{}”", outcome.word(self.lang))
            }
        }
    }

    fn any(&self, targets: &[Target]) -> String {
        let words: Vec<String> = targets.iter().map(|target| self.target(target)).collect();
        match words.split_last() {
            Some((last, rest)) if !rest.is_empty() && self.lang == Lang::En => {
                format!("{} or {last}", rest.join(", "))
            }
            Some((last, rest)) if !rest.is_empty() => format!("{}または{last}", rest.join("、")),
            Some((last, _)) => last.clone(),
            None if self.lang == Lang::En => "nothing".to_owned(),
            None => "（未指定）".to_owned(),
        }
    }

    fn message(&self, channel: Option<Channel>, count: u32) -> String {
        let by = channel.map(|channel| channel.word(self.lang));
        match self.lang {
            Lang::En => {
                let kind = if count == 1 { "message" } else { "messages" };
                by.map_or(kind.to_owned(), |by| format!("{kind} by {by}"))
            }
            Lang::Ja => by.unwrap_or("メッセージ").to_owned(),
        }
    }

    fn span(&self, span: Span) -> String {
        span.words(self.lang)
    }

    fn hours(&self, hours: &Hours) -> String {
        if let Some(calendar) = &hours.calendar {
            return match self.lang {
                Lang::En => format!("the hours of “{calendar}”"),
                Lang::Ja => format!("「{calendar}」の営業時間"),
            };
        }
        let windows: Vec<String> = hours.windows.iter().map(|it| self.window(it)).collect();
        let (joined, own) = match self.lang {
            Lang::En => (windows.join(", "), " by the customer's clock"),
            Lang::Ja => (windows.join("、"), "（顧客の時刻）"),
        };
        if hours.clock == Clock::Customer { format!("{joined}{own}") } else { joined }
    }

    fn window(&self, window: &Window) -> String {
        let day = |day: &DayName| {
            let [en, ja] = match day {
                DayName::Mon => ["Mon", "月"],
                DayName::Tue => ["Tue", "火"],
                DayName::Wed => ["Wed", "水"],
                DayName::Thu => ["Thu", "木"],
                DayName::Fri => ["Fri", "金"],
                DayName::Sat => ["Sat", "土"],
                DayName::Sun => ["Sun", "日"],
                DayName::Holiday => ["holidays", "祝"],
            };
            if self.lang == Lang::En { en } else { ja }
        };
        let all = window.days.iter().filter(|day| **day != DayName::Holiday).count() == 7;
        let days: Vec<&str> = window.days.iter().map(day).collect();
        let days = match (all, self.lang) {
            (true, Lang::En) => "every day".to_owned(),
            (true, Lang::Ja) => "毎日".to_owned(),
            (false, Lang::En) => days.join("/"),
            (false, Lang::Ja) => days.join("・"),
        };
        match self.lang {
            Lang::En => format!("{days} {}–{}", window.from, window.to),
            Lang::Ja => format!("{days}{}～{}", window.from, window.to),
        }
    }
}

fn lower_first(text: &str) -> String {
    let mut letters = text.chars();
    let first = letters.next().map(|letter| letter.to_lowercase().to_string());
    first.unwrap_or_default() + letters.as_str()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_template_reads_in_both_languages() {
        let rules = [
            r#"{"always": {"one_of": [{"step": "nod_human"}, {"goal": "paid"}, {"outcome": "left"}], "within": "2d"}}"#,
            r#"{"always": {"one_of": [{"step": "nod_human"}]}}"#,
            r#"{"never": {"any_of": [{"step": "nod_sell"}]}}"#,
            r#"{"before": {"first": {"step": "nod_verify"}, "then": {"step": "nod_address"}}}"#,
            r#"{"at_most": {"messages": 3, "days": 7}}"#,
            r#"{"at_most": {"messages": 1, "days": 1, "channel": "sms"}}"#,
            r#"{"hours": {"calendar": "office"}}"#,
            r#"{"hours": {"windows": [{"days": ["mon", "sat"], "from": "09:00", "to": "21:00"}], "clock": "customer", "channel": "voice"}}"#,
            r#"{"within": {"target": {"step": "nod_human"}, "time": "1h 30m"}}"#,
        ];
        let mut lines = String::new();
        for (place, rule) in rules.into_iter().enumerate() {
            let when = (place == 2).then(|| "customer.vip".to_owned());
            let rule = serde_json::from_str(rule).unwrap();
            let guardian =
                Guardian { id: "g".into(), name: crate::document::Label::default(), when, rule };
            for lang in [Lang::En, Lang::Ja] {
                lines += &guardian.sentence(lang, &|id| id.to_string());
                lines.push('\n');
            }
        }
        expect_test::expect![[r#"
            Everyone comes to “nod_human”, the goal “paid” or the outcome “left” within 2d.
            必ず、開始から2日以内にステップ「nod_human」、目標「paid」または結果「離脱」に至ること。
            Everyone comes to “nod_human” before the end.
            必ず、終わるまでにステップ「nod_human」に至ること。
            Where customer.vip: nobody ever comes to “nod_sell”.
            「customer.vip」に当てはまる顧客について、決してステップ「nod_sell」に至らないこと。
            Nobody comes to “nod_address” before “nod_verify”.
            ステップ「nod_verify」の前にステップ「nod_address」に至らないこと。
            Nobody gets more than 3 messages in any 7 days.
            どの7日間にも、メッセージは3通までであること。
            Nobody gets more than 1 message by SMS in any day.
            どの1日間にも、SMSは1通までであること。
            Nobody gets a message outside the hours of “office”.
            「office」の営業時間以外にメッセージを送らないこと。
            Nobody gets a message by telephone outside Mon/Sat 09:00–21:00 by the customer's clock.
            月・土09:00～21:00（顧客の時刻）以外に電話を送らないこと。
            Whoever comes to “nod_human” does so within 1h 30m of entry.
            ステップ「nod_human」に至るときは、開始から1時間30分以内であること。
        "#]]
        .assert_eq(&lines);
    }
}
