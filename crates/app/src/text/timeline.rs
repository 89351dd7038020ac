//! One customer's timeline: when, at which step, what happened, and why not otherwise.

use engine::Note;
use engine::explain::Told;
use engine::plan::Plan;
use journey::kind::Kind;
use journey::lang::Lang;
use journey::time::{parse_date, weekday};
use journey::value::Decimal;

use super::paper::{Paper, Tone};
use super::plain::{label, value};
use super::report::{blocked_word, channel_word, outcome_word};
use super::why;

/// A customer's way through a journey.
pub struct Timeline<'a> {
    /// The plan it went through.
    pub plan: &'a Plan,
    /// The customer's id.
    pub customer: &'a str,
    /// Which run, from 1.
    pub run: u32,
    /// What happened.
    pub told: &'a [Told],
}

/// Writes a timeline.
pub fn timeline(paper: &mut Paper, timeline: &Timeline) {
    let (customer, run) = (timeline.customer, timeline.run);
    let title = paper.say_with(
        || format!("Customer {customer}, run {run}"),
        || format!("顧客 {customer}（{run}回目の実行）"),
    );
    let title = paper.tint(Tone::Title, &title);
    paper.line(&title);
    if timeline.told.is_empty() {
        let nothing = paper.say(
            "nothing happened: no entry of the journey concerned this customer",
            "何も起きませんでした。この顧客に当てはまる開始がありません",
        );
        let nothing = nothing.to_owned();
        paper.line(&format!("  {nothing}"));
    }
    let several = timeline.told.iter().any(|told| told.instance > 1);
    let mut before: Option<&Told> = None;
    for told in timeline.told {
        if let (Note::Passed { port }, Some(before)) = (&told.note, before)
            && is_known(port, before)
        {
            continue;
        }
        line(paper, timeline.plan, told, several);
        before = Some(told);
    }
}

/// Returns whether the line before says already that this port is taken.
fn is_known(port: &str, before: &Told) -> bool {
    match &before.note {
        Note::Decided { port: taken, .. } | Note::Scripted { port: taken, .. } => taken == port,
        Note::Drawn { result, .. } => result == port,
        _ => matches!(port, "out" | "next"),
    }
}

fn line(paper: &mut Paper, plan: &Plan, told: &Told, several: bool) {
    let mut lead = format!("  {}  ", when(paper, &told.at));
    if several {
        lead.push_str(&format!("#{} ", told.instance));
    }
    let step = step(paper, plan, told);
    let what = what(paper, plan, &told.note);
    let text = match (step.is_empty(), what.is_empty()) {
        (true, _) => what,
        (false, true) => step,
        (false, false) => {
            paper.say_with(|| format!("{step}: {what}"), || format!("{step}：{what}"))
        }
    };
    paper.wrapped(&lead, &text, None);
    because(paper, plan, &told.note, super::paper::width(&lead) + 2);
}

/// Returns `2026-01-05 (Mon) 10:00`, with seconds where there are some.
fn when(paper: &Paper, at: &str) -> String {
    let (date, clock) = at.split_once('T').unwrap_or((at, ""));
    let names = match paper.lang {
        Lang::En => ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"],
        Lang::Ja => ["月", "火", "水", "木", "金", "土", "日"],
    };
    let day = parse_date(date).map_or("", |day| names[usize::from(weekday(day))]);
    let clock = clock.get(..8).unwrap_or(clock);
    paper.tint(Tone::Faint, &format!("{date} ({day}) {clock}"))
}

fn step(paper: &Paper, plan: &Plan, told: &Told) -> String {
    let (Some(id), Some((en, ja))) = (&told.node, &told.name) else {
        return String::new();
    };
    let own = paper.say(en, ja);
    if !own.is_empty() {
        return paper.say_with(|| format!("“{own}”"), || format!("「{own}」"));
    }
    let node = plan.nodes.iter().find(|node| node.id.as_str() == id);
    match node.and_then(|node| Kind::title(&node.kind, paper.lang)) {
        Some(title) => paper.say_with(|| format!("{title} ({id})"), || format!("{title}（{id}）")),
        None => id.clone(),
    }
}

fn what(paper: &Paper, plan: &Plan, note: &Note) -> String {
    let both = |en: String, ja: String| if paper.lang == Lang::En { en } else { ja };
    match note {
        Note::Event {
            event,
            recorded,
            properties,
        } => {
            let source = match recorded {
                true => paper.say("recorded", "記録"),
                false => paper.say("modelled", "モデル"),
            };
            let name = event_name(paper, plan, event);
            let known = properties.iter().filter(|(_, text)| text != "—");
            let list: Vec<String> = known
                .map(|(name, text)| {
                    let name = label(&format!("event.{name}"), plan, paper.lang);
                    format!("{name} = {}", value(text))
                })
                .collect();
            let list = list.join(paper.say(", ", "、"));
            let (open, close) = (paper.say(": ", "："), "");
            let list = if list.is_empty() {
                list
            } else {
                format!("{open}{list}{close}")
            };
            both(
                format!("event “{name}” ({source}){list}"),
                format!("イベント「{name}」（{source}）{list}"),
            )
        }
        Note::Entered { .. } => paper
            .say("enters the journey", "ジャーニーを開始")
            .to_owned(),
        Note::Refused { reason } => {
            let reason = match *reason {
                "reentry" => paper.say(
                    "was here before, and may not enter again yet",
                    "以前に開始しており、まだ再開始できません",
                ),
                "concurrency" => paper.say("is inside already", "すでに途中です"),
                "cap" => paper.say("the cap on entries is reached", "開始数の上限に達しました"),
                other => other,
            };
            both(
                format!("may not enter: {reason}"),
                format!("開始できません：{reason}"),
            )
        }
        Note::NotForThem { .. } => paper
            .say(
                "does not enter: the condition does not hold",
                "開始しません：条件に当てはまりません",
            )
            .to_owned(),
        Note::Decided { arms, port } => {
            let otherwise = !arms.iter().any(|arm| arm.held);
            let none = match otherwise && !arms.is_empty() {
                true => paper.say(
                    " (no condition before it holds)",
                    "（その前のどの条件にも当てはまらないため）",
                ),
                false => "",
            };
            both(
                format!("goes to “{port}”{none}"),
                format!("「{port}」へ進む{none}"),
            )
        }
        Note::Scripted { port, error: None } => both(
            format!("the script chooses “{port}”"),
            format!("スクリプトが「{port}」を選択"),
        ),
        Note::Scripted {
            port,
            error: Some(error),
        } => both(
            format!("the script fails, goes to “{port}”: {error}"),
            format!("スクリプトのエラーで「{port}」へ進む：{error}"),
        ),
        Note::Drawn { draw, result, .. } => both(
            format!("drawn by lot: “{result}” (draw {draw:.3})"),
            format!("抽選で「{result}」（抽選値 {draw:.3}）"),
        ),
        Note::Waits { until, events } => waits(paper, plan, *until, events),
        Note::Gate {
            tried,
            deferred_until,
        } => {
            let tried = tried.iter().map(|(channel, refusal)| {
                let channel = channel_word(paper, channel.name());
                match refusal {
                    None => both(
                        format!("{channel} may be used"),
                        format!("{channel}は送信可"),
                    ),
                    Some(reason) => {
                        let reason = blocked_word(paper, reason);
                        both(
                            format!("not by {channel}: {reason}"),
                            format!("{channel}は不可（{reason}）"),
                        )
                    }
                }
            });
            let tried = tried.collect::<Vec<_>>().join(paper.say("; ", "、"));
            let later = deferred_until.map(|until| instant(paper, plan, until));
            match later {
                Some(later) => both(
                    format!("{tried}; waits for quiet hours to end, {later}"),
                    format!("{tried}、送信禁止の時間帯が終わる{later}まで待つ"),
                ),
                None => tried,
            }
        }
        Note::Sent {
            channel,
            delivered,
            in_quiet_hours,
        } => {
            let channel = channel_word(paper, channel.name());
            let fate = match delivered {
                true => paper.say("delivered", "到達"),
                false => paper.say("not delivered", "不達"),
            };
            let quiet = match in_quiet_hours {
                true => paper.say(
                    ", in quiet hours since it is transactional",
                    "、業務連絡のため送信禁止の時間帯に送信",
                ),
                false => "",
            };
            both(
                format!("{channel} sent, {fate}{quiet}"),
                format!("{channel}を送信（{fate}{quiet}）"),
            )
        }
        Note::Called {
            connector,
            result,
            failures,
            ..
        } => {
            let result = match *result {
                "ok" => paper.say("answered", "応答あり"),
                "timeout" => paper.say("no answer in time", "時間切れ"),
                "error" => paper.say("failed", "失敗"),
                other => other,
            };
            let tries = match failures {
                0 => String::new(),
                count => both(
                    format!(" after {count} failed tries"),
                    format!("、失敗{count}回"),
                ),
            };
            both(
                format!("calls {connector}: {result}{tries}"),
                format!("{connector}を呼び出し（{result}{tries}）"),
            )
        }
        Note::Assigned { name, value: text } => {
            format!("{} = {}", label(name, plan, paper.lang), value(text))
        }
        Note::Offer {
            offer,
            amount,
            issued,
        } => {
            let amount = value(&Decimal(*amount).to_string());
            match issued {
                true => both(
                    format!("offer “{offer}” issued, {amount}"),
                    format!("特典「{offer}」を発行（{amount}）"),
                ),
                false => both(
                    format!("offer “{offer}” has run out"),
                    format!("特典「{offer}」は在庫・予算切れ"),
                ),
            }
        }
        Note::Survey { score: Some(score) } => both(
            format!("survey sent; will answer {score}"),
            format!("アンケートを送信（回答は{score}点）"),
        ),
        Note::Survey { score: None } => paper
            .say(
                "survey sent; will not answer",
                "アンケートを送信（回答なし）",
            )
            .to_owned(),
        Note::Goal { goal, counts } => {
            let fate = match counts {
                true => String::new(),
                false => paper
                    .say(
                        " (does not count: not the first, or too late)",
                        "（数えません：2回目以降または期間外）",
                    )
                    .to_owned(),
            };
            both(
                format!("goal “{goal}” reached{fate}"),
                format!("目標「{goal}」を達成{fate}"),
            )
        }
        Note::Passed { port } => both(format!("goes on by “{port}”"), format!("「{port}」へ進む")),
        Note::Ended { outcome, rule } => {
            let outcome = outcome_word(paper, outcome);
            match rule.as_deref() {
                None => both(format!("ends: {outcome}"), format!("終了（{outcome}）")),
                Some("lifetime") => both(
                    format!("ends: {outcome}, the longest time inside is over"),
                    format!("終了（{outcome}、最長期間に到達）"),
                ),
                Some(rule) => both(
                    format!("ends: {outcome}, by exit rule “{rule}”"),
                    format!("終了（{outcome}、離脱ルール「{rule}」）"),
                ),
            }
        }
        Note::Inside => paper
            .say(
                "still inside when the rehearsal ends",
                "リハーサルの終わりの時点でまだ途中",
            )
            .to_owned(),
    }
}

fn waits(paper: &Paper, plan: &Plan, until: i64, events: &[String]) -> String {
    let until = instant(paper, plan, until);
    if events.is_empty() {
        return paper.say_with(
            || format!("waits until {until}"),
            || format!("{until}まで待機"),
        );
    }
    let names = events.iter().map(|event| event_name(paper, plan, event));
    let names: Vec<String> = names
        .map(|name| paper.say_with(|| format!("“{name}”"), || format!("「{name}」")))
        .collect();
    let names = names.join(paper.say(" or ", "か"));
    paper.say_with(
        || format!("waits for {names} until {until}"),
        || format!("{names}を{until}まで待つ"),
    )
}

/// Writes an instant on the journey's clock.
fn instant(paper: &Paper, plan: &Plan, at: i64) -> String {
    let text = journey::time::instant_text(at, plan.zone.offset(at));
    let (date, clock) = text.split_once('T').unwrap_or((&text, ""));
    let names = match paper.lang {
        Lang::En => ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"],
        Lang::Ja => ["月", "火", "水", "木", "金", "土", "日"],
    };
    let day = parse_date(date).map_or("", |day| names[usize::from(weekday(day))]);
    format!("{date} ({day}) {}", clock.get(..5).unwrap_or(clock))
}

fn event_name(paper: &Paper, plan: &Plan, event: &str) -> String {
    let types = plan.settings.all_events();
    let own = types.get(event).and_then(|of| of.label.get(paper.key()));
    own.cloned().unwrap_or_else(|| event.to_owned())
}

/// Writes the reasons under a line: each condition with the values in it.
fn because(paper: &mut Paper, plan: &Plan, note: &Note, indent: usize) {
    let lead = " ".repeat(indent);
    match note {
        Note::Entered { why: Some(why) } | Note::NotForThem { why } => {
            why::why(paper, plan, why, indent);
        }
        Note::Decided { arms, .. } => {
            for arm in arms {
                let sign = why::sign(paper, Some(arm.held));
                let port = &arm.port;
                let words = match arm.held {
                    true => {
                        paper.say_with(|| format!("why “{port}”"), || format!("「{port}」の理由"))
                    }
                    false => paper.say_with(
                        || format!("why not “{port}”"),
                        || format!("「{port}」ではない理由"),
                    ),
                };
                let hours = match (&arm.why, arm.held) {
                    (Some(_), _) => String::new(),
                    (None, true) => paper.say(": within its hours", "：時間内").to_owned(),
                    (None, false) => paper.say(": outside its hours", "：時間外").to_owned(),
                };
                paper.line(&format!("{lead}{sign} {words}{hours}"));
                if let Some(why) = &arm.why {
                    why::why(paper, plan, why, indent + 4);
                }
            }
        }
        Note::Called { request, .. } => {
            for (name, text) in request {
                paper.wrapped(&format!("{lead}{name} = "), text, None);
            }
        }
        Note::Event { .. }
        | Note::Entered { why: None }
        | Note::Refused { .. }
        | Note::Scripted { .. }
        | Note::Drawn { .. }
        | Note::Waits { .. }
        | Note::Gate { .. }
        | Note::Sent { .. }
        | Note::Assigned { .. }
        | Note::Offer { .. }
        | Note::Survey { .. }
        | Note::Goal { .. }
        | Note::Passed { .. }
        | Note::Ended { .. }
        | Note::Inside => {}
    }
}
