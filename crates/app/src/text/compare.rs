//! Arms held against each other: experiments, and variants of messages.

use engine::report::{ArmReport, DifferenceReport, Report, VariantReport};

use super::number::{grouped, percent};
use super::paper::{Paper, Tone};
use super::port::port_word;
use super::report::step_name;
use super::table::{Side, Table};

pub(super) fn experiments(paper: &mut Paper, report: &Report) {
    for (id, experiment) in &report.experiments {
        let name = step_name(paper, id, report.nodes.get(id));
        paper.heading(&format!("Experiment: {name}"), &format!("実験：{name}"));
        by_goal(paper, experiment.goal.as_deref(), experiment.baseline.as_deref());
        let arms = experiment.arms.iter().map(|arm| (port_word(paper, &arm.name).to_owned(), arm));
        let head = paper.say("arm", "群");
        rates(paper, head, arms.collect());
    }
}

pub(super) fn variants(paper: &mut Paper, report: &Report) {
    for (id, message) in &report.variants {
        let name = step_name(paper, id, report.nodes.get(id));
        paper.heading(&format!("Variants: {name}"), &format!("パターン比較：{name}"));
        let mut table = Table::new(&[
            (Side::Left, paper.say("variant", "パターン")),
            (Side::Right, paper.say("sent", "送信")),
            (Side::Right, paper.say("delivered", "到達")),
            (Side::Right, paper.say("opened", "開封")),
            (Side::Right, paper.say("clicked", "クリック")),
        ]);
        for VariantReport { arm, delivered, opened, clicked } in &message.variants {
            let counts = [arm.passes, *delivered, *opened, *clicked].map(grouped);
            table.row(std::iter::once(arm.name.clone()).chain(counts).collect());
        }
        table.write(paper);
        by_goal(paper, message.goal.as_deref(), message.baseline.as_deref());
        let arms = message.variants.iter().map(|it| (it.arm.name.clone(), &it.arm));
        let head = paper.say("variant", "パターン");
        rates(paper, head, arms.collect());
    }
}

pub(super) fn reasons(paper: &mut Paper, report: &Report) {
    for (id, entry) in &report.reasons {
        let name = step_name(paper, id, report.nodes.get(id));
        paper.heading(&format!("Reasons: {name}"), &format!("連絡の理由：{name}"));
        let total: u64 = entry.reasons.iter().map(|it| it.passes).sum();
        let mut table = Table::new(&[
            (Side::Left, paper.say("reason", "理由")),
            (Side::Right, paper.say("configured", "設定")),
            (Side::Right, paper.say("contacts", "件数")),
            (Side::Right, paper.say("share", "割合")),
            (Side::Right, paper.say("goal rate", "達成率")),
        ]);
        for reason in &entry.reasons {
            let other = reason.name == "(other)";
            let name = if other { paper.say("(other)", "（その他）") } else { &reason.name };
            let share = if total == 0 { 0.0 } else { reason.passes as f64 / total as f64 };
            table.row(vec![
                name.to_owned(),
                percent(reason.share / 100.0),
                grouped(reason.passes),
                percent(share),
                reason.rate.map_or_else(String::new, percent),
            ]);
        }
        table.write(paper);
    }
}

/// Writes who got each arm, how many reached the goal, and what difference it makes.
fn rates(paper: &mut Paper, head: &str, arms: Vec<(String, &ArmReport)>) {
    let mut table = Table::new(&[
        (Side::Left, head),
        (Side::Right, paper.say("share", "割合")),
        (Side::Right, paper.say("customers", "顧客")),
        (Side::Right, paper.say("reached", "達成")),
        (Side::Right, paper.say("rate", "達成率")),
        (Side::Right, paper.say("95 % interval", "95 %区間")),
        (Side::Left, paper.say("difference, in points", "差（ポイント）")),
    ]);
    for (name, arm) in arms {
        table.row(row(paper, arm, &name));
    }
    table.write(paper);
}

/// Says by which goal, and against what.
fn by_goal(paper: &mut Paper, goal: Option<&str>, baseline: Option<&str>) {
    let Some(goal) = goal else {
        let none =
            paper.say("the journey has no goal to compare by", "比較に使える目標がありません");
        let none = paper.tint(Tone::Faint, none);
        return paper.line(&format!("  {none}"));
    };
    let against = baseline.map(|it| port_word(paper, it));
    let line = match against {
        Some(against) => paper.say_with(
            || format!("by goal “{goal}”, held against “{against}”"),
            || format!("目標「{goal}」で「{against}」と比較"),
        ),
        None => paper.say_with(
            || format!("by goal “{goal}”; without a control nothing to hold the arms against"),
            || format!("目標「{goal}」。対照群がないため差は求めません"),
        ),
    };
    paper.wrapped("  ", &line, Some(Tone::Faint));
}

fn row(paper: &Paper, arm: &ArmReport, name: &str) -> Vec<String> {
    let interval = arm.low.zip(arm.high);
    vec![
        name.to_owned(),
        percent(arm.share / 100.0),
        grouped(arm.customers),
        arm.reached.map_or_else(String::new, grouped),
        arm.rate.map_or_else(String::new, percent),
        interval
            .map_or_else(String::new, |(low, high)| format!("{}–{}", percent(low), percent(high))),
        arm.difference.as_ref().map_or_else(String::new, |it| difference(paper, it)),
    ]
}

/// Writes a difference in percentage points, and whether it can be told from none.
fn difference(paper: &Paper, difference: &DifferenceReport) -> String {
    let points = |share: f64| format!("{:+.2}", share * 100.0);
    let value = points(difference.value);
    let Some((low, high)) = difference.low.zip(difference.high) else {
        return format!("{value} {}", paper.say("(cannot tell)", "（判断できません）"));
    };
    let tell = match difference.differs {
        Some(true) => "",
        _ => paper.say(", cannot tell", "、差は判断できません"),
    };
    format!("{value} ({} … {}{tell})", points(low), points(high))
}
