//! What one line of a timeline says: one sentence for each thing that can happen.

use engine::Note;
use engine::plan::Plan;
use journey::lang::Lang;
use journey::time::{parse_date, weekday};
use journey::value::Decimal;

use super::paper::Paper;
use super::plain::{label, value};
use super::port::port_word;
use super::report::{blocked_word, channel_word, outcome_word};

/// Returns what a line of the timeline says, without the step's name.
pub(super) fn what(paper: &Paper, plan: &Plan, note: &Note) -> String {
    let both = |en: String, ja: String| if paper.lang == Lang::En { en } else { ja };
    match note {
        Note::Event { event, recorded, properties } => {
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
            let list = if list.is_empty() { list } else { format!("{open}{list}{close}") };
            both(
                format!("event “{name}” ({source}){list}"),
                format!("イベント「{name}」（{source}）{list}"),
            )
        }
        Note::Entered { .. } => paper.say("enters the journey", "ジャーニーを開始").to_owned(),
        Note::Reason { reason, recorded: true } => both(
            format!("reason of the contact “{reason}” (recorded)"),
            format!("連絡の理由「{reason}」（記録）"),
        ),
        Note::Reason { reason, recorded: false } => both(
            format!("reason of the contact “{reason}”, drawn by lot"),
            format!("連絡の理由「{reason}」（抽選）"),
        ),
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
            both(format!("may not enter: {reason}"), format!("開始できません：{reason}"))
        }
        Note::NotForThem { .. } => paper
            .say(
                "does not enter: the condition does not hold",
                "開始しません：条件に当てはまりません",
            )
            .to_owned(),
        Note::Decided { arms, port } => {
            let port = port_word(paper, port);
            let otherwise = !arms.iter().any(|arm| arm.held);
            let none = match otherwise && !arms.is_empty() {
                true => paper.say(
                    " (no condition before it holds)",
                    "（その前のどの条件にも当てはまらないため）",
                ),
                false => "",
            };
            both(format!("goes to “{port}”{none}"), format!("「{port}」へ進む{none}"))
        }
        Note::Scripted { port, error: None } => {
            in_port(paper, port, "the script chooses “{}”", "スクリプトが「{}」を選択")
        }
        Note::Scripted { port, error: Some(error) } => {
            let way = in_port(
                paper,
                port,
                "the script fails, goes to “{}”",
                "スクリプトのエラーで「{}」へ進む",
            );
            both(format!("{way}: {error}"), format!("{way}（{error}）"))
        }
        Note::Drawn { of, draw, result } if of == "variant" => both(
            format!("variant “{result}” drawn by lot (draw {draw:.3})"),
            format!("抽選でパターン「{result}」（抽選値 {draw:.3}）"),
        ),
        Note::Drawn { draw, result, .. } => {
            let lot = in_port(paper, result, "drawn by lot: “{}”", "抽選で「{}」");
            both(format!("{lot} (draw {draw:.3})"), format!("{lot}（抽選値 {draw:.3}）"))
        }
        Note::Waits { until, events } => waits(paper, plan, *until, events),
        Note::Gate { tried, deferred_until } => {
            let tried = tried.iter().map(|(channel, refusal)| {
                let channel = channel_word(paper, channel.name());
                match refusal {
                    None => both(format!("{channel} may be used"), format!("{channel}は送信可")),
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
        Note::Sent { channel, delivered, in_quiet_hours } => {
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
        Note::Called { connector, result, failures, .. } => {
            let result = match *result {
                "ok" => paper.say("answered", "応答あり"),
                "timeout" => paper.say("no answer in time", "時間切れ"),
                "error" => paper.say("failed", "失敗"),
                other => other,
            };
            let tries = match failures {
                0 => String::new(),
                count => both(format!(" after {count} failed tries"), format!("、失敗{count}回")),
            };
            both(
                format!("calls {connector}: {result}{tries}"),
                format!("{connector}を呼び出し（{result}{tries}）"),
            )
        }
        Note::Assigned { name, value: text } => {
            format!("{} = {}", label(name, plan, paper.lang), value(text))
        }
        Note::Offer { offer, amount, issued } => {
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
            .say("survey sent; the model gives no answer", "アンケートを送信（モデルでは回答なし）")
            .to_owned(),
        Note::Task { team, due, payload, .. } => {
            let due = instant(paper, plan, *due);
            let words = payload
                .as_ref()
                .map_or(String::new(), |words| both(format!(": {words}"), format!("：{words}")));
            both(
                format!("task for team {team}, due {due}{words}"),
                format!("チーム「{team}」へのタスクを作成（期限 {due}）{words}"),
            )
        }
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
            both(format!("goal “{goal}” reached{fate}"), format!("目標「{goal}」を達成{fate}"))
        }
        Note::Passed { port } => in_port(paper, port, "goes on by “{}”", "「{}」へ進む"),
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
            .say("still inside when the rehearsal ends", "リハーサルの終わりの時点でまだ途中")
            .to_owned(),
    }
}

fn waits(paper: &Paper, plan: &Plan, until: i64, events: &[String]) -> String {
    let until = instant(paper, plan, until);
    if events.is_empty() {
        return paper.say_with(|| format!("waits until {until}"), || format!("{until}まで待機"));
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
    let day = day_word(paper, date);
    format!("{date} ({day}) {}", clock.get(..5).unwrap_or(clock))
}

fn event_name(paper: &Paper, plan: &Plan, event: &str) -> String {
    let types = plan.settings.all_events();
    let own = types.get(event).and_then(|of| of.label.get(paper.key()));
    own.cloned().unwrap_or_else(|| event.to_owned())
}

/// Returns a sentence with a port in it.
fn in_port(paper: &Paper, port: &str, en: &str, ja: &str) -> String {
    paper.say(en, ja).replace("{}", port_word(paper, port))
}

/// Returns the weekday of a date, in one word.
pub(super) fn day_word(paper: &Paper, date: &str) -> &'static str {
    let names = match paper.lang {
        Lang::En => ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"],
        Lang::Ja => ["月", "火", "水", "木", "金", "土", "日"],
    };
    parse_date(date).map_or("", |day| names[usize::from(weekday(day))])
}
