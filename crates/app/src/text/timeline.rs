//! One customer's timeline: when, at which step, what happened, and why not otherwise.

use engine::Note;
use engine::explain::Told;
use engine::fork::Forked;
use engine::plan::Plan;
use journey::kind::Kind;
use journey::lang::Lang;

use super::paper::{Paper, Tone};
use super::port::port_word;
use super::told::{day_word, what};
use super::why::{self, Reason};
use crate::rehearsal::constant;

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
    lines(paper, timeline.plan, timeline.told, 0);
}

/// A customer's way as it goes with a change.
pub struct ForkedTimeline<'a> {
    /// The plan it goes through.
    pub plan: &'a Plan,
    /// The change, as a line of a scenario.
    pub change: &'a str,
    /// What comes of it.
    pub forked: &'a Forked,
}

/// Writes how a way goes on with a change: the lines from where it parts.
pub fn forked_timeline(paper: &mut Paper, of: &ForkedTimeline) {
    let ForkedTimeline { plan, change, forked } = of;
    paper.line("");
    let title = paper.say_with(|| format!("With “{change}”"), || format!("「{change}」の場合"));
    let title = paper.tint(Tone::Title, &title);
    paper.line(&title);
    let constant = constant(plan.shared);
    let constant = paper.say(&constant.en, &constant.ja).to_owned();
    paper.wrapped("  ", &constant, None);
    let told = if forked.unchanged {
        paper.say(
            "The way stays as it is: this changes nothing for this customer.",
            "経過は変わりません。この顧客には影響がありません。",
        )
    } else {
        paper.say("Here the ways part:", "ここから分かれます：")
    };
    let told = told.to_owned();
    paper.wrapped("  ", &told, None);
    if !forked.unchanged {
        lines(paper, plan, &forked.told, forked.same);
    }
}

/// Writes the lines from a place on.
fn lines(paper: &mut Paper, plan: &Plan, all: &[Told], from: usize) {
    let again = |told: &Told| told.instance > 1 && matches!(told.note, Note::Entered { .. });
    let several = all.iter().any(again);
    let mut before: Option<&Told> = None;
    for (place, told) in all.iter().enumerate() {
        if before.is_some_and(|before| says_it_already(&told.note, before)) {
            continue;
        }
        if place >= from {
            line(paper, plan, told, several);
        }
        before = Some(told);
    }
}

/// Returns whether the line before says already what this one would.
fn says_it_already(note: &Note, before: &Told) -> bool {
    match (note, &before.note) {
        (Note::Passed { port }, _) => is_known(port, before),
        // A gate that waits for quiet hours to end.
        (Note::Waits { until, .. }, Note::Gate { deferred_until, .. }) => {
            *deferred_until == Some(*until)
        }
        _ => false,
    }
}

/// Returns whether the line before says already that this port is taken.
fn is_known(port: &str, before: &Told) -> bool {
    match &before.note {
        Note::Decided { port: taken, .. } | Note::Scripted { port: taken, .. } => taken == port,
        Note::Drawn { of, result, .. } => of == "arm" && result == port,
        Note::Gate { tried, .. } => {
            let open = tried.iter().find(|(_, refusal)| refusal.is_none());
            open.is_some_and(|(channel, _)| channel.name() == port) || port == "blocked"
        }
        Note::Sent { delivered, .. } => port == if *delivered { "sent" } else { "bounced" },
        Note::Offer { issued, .. } => port == if *issued { "issued" } else { "budget_out" },
        Note::Event { .. }
        | Note::Entered { .. }
        | Note::Reason { .. }
        | Note::Refused { .. }
        | Note::NotForThem { .. }
        | Note::Waits { .. }
        | Note::Called { .. }
        | Note::Assigned { .. }
        | Note::Survey { .. }
        | Note::Task { .. }
        | Note::Goal { .. }
        | Note::Passed { .. }
        | Note::Ended { .. }
        | Note::Inside => matches!(port, "out" | "created"),
    }
}

/// What a line of a timeline says in one language: the step's name apart, and nothing that the line before it has said.
pub(crate) struct Saying {
    /// The place of the line among those told.
    pub(crate) place: usize,
    /// The step; empty where it is about none.
    pub(crate) step: String,
    /// What happened; empty where coming to the step is all.
    pub(crate) what: String,
    /// Why.
    pub(crate) because: Vec<Reason>,
}

/// Returns the lines of a timeline in one language.
pub(crate) fn sayings(plan: &Plan, told: &[Told], lang: Lang) -> Vec<Saying> {
    let paper = Paper::new(lang, false);
    let mut before: Option<&Told> = None;
    let mut sayings = Vec::new();
    for (place, told) in told.iter().enumerate() {
        if before.is_some_and(|before| says_it_already(&told.note, before)) {
            continue;
        }
        before = Some(told);
        sayings.push(Saying {
            place,
            step: step(&paper, plan, told),
            what: what(&paper, plan, &told.note),
            because: because(&paper, plan, &told.note),
        });
    }
    sayings
}

fn line(paper: &mut Paper, plan: &Plan, told: &Told, several: bool) {
    let mut lead = format!("  {}  ", when(paper, &told.at));
    let about_step = told.node.is_some();
    if several && about_step && !matches!(told.note, Note::Refused { .. } | Note::NotForThem { .. })
    {
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
    why::write(paper, &because(paper, plan, &told.note), super::paper::width(&lead) + 2);
}

/// Returns `2026-01-05 (Mon) 10:00`, with seconds where there are some.
fn when(paper: &Paper, at: &str) -> String {
    let (date, clock) = at.split_once('T').unwrap_or((at, ""));
    let day = day_word(paper, date);
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

/// Returns the reasons of what happened: each condition with the values in it.
fn because(paper: &Paper, plan: &Plan, note: &Note) -> Vec<Reason> {
    let mut reasons = Vec::new();
    let plain = |text: String| Reason { depth: 0, held: None, asked: false, text };
    match note {
        Note::Entered { why: Some(why) } | Note::NotForThem { why } => {
            why::why(paper, plan, why, 0, &mut reasons);
        }
        Note::Decided { arms, .. } => {
            for arm in arms {
                let port = port_word(paper, &arm.port);
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
                    (Some(_), _) => "",
                    (None, true) => paper.say(": within its hours", "：時間内"),
                    (None, false) => paper.say(": outside its hours", "：時間外"),
                };
                let text = format!("{words}{hours}");
                reasons.push(Reason { depth: 0, held: Some(arm.held), asked: true, text });
                if let Some(why) = &arm.why {
                    why::why(paper, plan, why, 1, &mut reasons);
                }
            }
        }
        Note::Called { request: list, .. } | Note::Task { fields: list, .. } => {
            reasons.extend(list.iter().map(|(name, text)| plain(format!("{name} = {text}"))));
        }
        Note::Event { .. }
        | Note::Entered { why: None }
        | Note::Reason { .. }
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
    reasons
}
