//! Health: what an admin should look at before believing any figure.

use std::collections::BTreeMap;

use journey::op::ArmsOf;
use journey::response::Source;

use super::connectors::connectors;
use super::make::{both, grouped, words};
use super::{Health, NodeReport};
use crate::plan::Plan;
use crate::simulate::Options;
use crate::tally::Tally;

/// Passes below which the share of a branch says little.
const FEW: u64 = 30;

/// Returns everything to look at, most serious first.
pub(super) fn health(
    plan: &Plan,
    tally: &Tally,
    options: &Options,
    nodes: &BTreeMap<String, NodeReport>,
) -> Vec<Health> {
    let mut list = Vec::new();
    errors(plan, tally, &mut list);
    never_reached(plan, tally, nodes, &mut list);
    one_sided(plan, nodes, &mut list);
    few(nodes, &mut list);
    shares(plan, tally, &mut list);
    calls(plan, tally, &mut list);
    inside(tally, &mut list);
    guesses(plan, &mut list);
    if plan.shared && options.runs < 30 {
        list.push(note(
            "too_few_runs",
            None,
            None,
            (
                format!("customers share something, so intervals come from runs: {} of at least 30", options.runs),
                format!("顧客が共有する資源があるため、区間は実行回数から求めます：{}回（30回以上が必要です）", options.runs),
            ),
        ));
    }
    list
}

fn note(code: &str, node: Option<&str>, port: Option<&str>, (en, ja): (String, String)) -> Health {
    Health {
        code: code.to_owned(),
        node: node.map(str::to_owned),
        port: port.map(str::to_owned),
        message: both(en, ja),
    }
}

fn errors(plan: &Plan, tally: &Tally, list: &mut Vec<Health>) {
    for (node, counts) in plan.nodes.iter().zip(&tally.nodes) {
        if counts.runaway > 0 {
            let text = (
                format!(
                    "{} passes were cut, because the loop takes no time",
                    grouped(counts.runaway)
                ),
                format!("時間の進まないループのため{}回を打ち切りました", grouped(counts.runaway)),
            );
            list.push(note("runaway", Some(node.id.as_str()), None, text));
        }
        if counts.traps > 0 {
            let text = (
                format!("a condition or script met an error {} times", grouped(counts.traps)),
                format!("条件またはスクリプトで{}回エラーになりました", grouped(counts.traps)),
            );
            list.push(note("script_error", Some(node.id.as_str()), None, text));
        }
    }
}

fn never_reached(
    plan: &Plan,
    tally: &Tally,
    nodes: &BTreeMap<String, NodeReport>,
    list: &mut Vec<Health>,
) {
    let entered: u64 = tally.entered.iter().sum();
    if entered == 0 {
        let text = (
            "nobody entered: look at the conditions of the entries, and whether the customers' events are there"
                .to_owned(),
            "開始した人がいません。開始ステップの条件と、顧客のイベントがあるかを確かめてください".to_owned(),
        );
        list.push(note("nobody_entered", None, None, text));
        return;
    }
    for node in &plan.nodes {
        if nodes[node.id.as_str()].entered > 0 {
            continue;
        }
        // 0 of N: the 95 % upper bound of the true share is 3/N (Hanley and Lippman-Hand 1983).
        let bound = (300.0 / entered as f64).min(100.0);
        let text = (
            format!("nobody reached this step; its true share is below {bound:.3} %"),
            format!("このステップに到達した人はいません。真の割合は{bound:.3} %未満です"),
        );
        list.push(note("never_reached", Some(node.id.as_str()), None, text));
    }
}

fn one_sided(plan: &Plan, nodes: &BTreeMap<String, NodeReport>, list: &mut Vec<Health>) {
    for node in plan.nodes.iter().filter(|node| node.kind == "branch") {
        let report = &nodes[node.id.as_str()];
        for (port, &count) in report.ports.iter().filter(|_| report.out >= FEW) {
            let text = if count == 0 {
                ("no customer took this way".to_owned(), "この経路を通った人はいません".to_owned())
            } else if count == report.out {
                ("every customer took this way".to_owned(), "全員がこの経路を通りました".to_owned())
            } else {
                continue;
            };
            list.push(note(
                if count == 0 { "never_taken" } else { "always_taken" },
                Some(node.id.as_str()),
                Some(port),
                text,
            ));
        }
    }
}

fn few(nodes: &BTreeMap<String, NodeReport>, list: &mut Vec<Health>) {
    for (id, node) in nodes.iter().filter(|(_, node)| node.kind.starts_with("branch")) {
        for (port, &count) in node.ports.iter().filter(|(_, count)| (1..FEW).contains(*count)) {
            let text = (
                format!("only {count} customers took this way; below {FEW} its figures say little"),
                format!("この経路は{count}人だけです。{FEW}人未満では数値を読み取れません"),
            );
            list.push(note("few_customers", Some(id), Some(port), text));
        }
    }
}

/// Compares the shares of every draw with those configured: beyond four standard errors something is off.
fn shares(plan: &Plan, tally: &Tally, list: &mut Vec<Health>) {
    // Reasons may be recorded, and then need not keep to what is configured.
    for group in plan.groups.iter().filter(|group| group.of != ArmsOf::Contact) {
        let counts = &tally.arms[group.first as usize..][..group.arms.len()];
        let total: u64 = counts.iter().map(|arm| arm.passes).sum();
        for ((name, share), arm) in group.arms.iter().zip(counts) {
            let share = share.to_f64() / 100.0;
            let (seen, expected) = (arm.passes as f64, share * total as f64);
            let error = libm::sqrt(expected * (1.0 - share)).max(1.0);
            if total >= FEW && (seen - expected).abs() > 4.0 * error {
                let node = &plan.nodes[group.node as usize];
                let (seen, share) = (100.0 * seen / total as f64, share * 100.0);
                let text = (
                    format!("{seen:.2} % got “{name}”, {share:.2} % are configured"),
                    format!("「{name}」は実績{seen:.2} %、設定は{share:.2} %です"),
                );
                let port = (group.of == ArmsOf::Experiment).then_some(name.as_str());
                list.push(note("share_off", Some(node.id.as_str()), port, text));
            }
        }
    }
}

/// Notes connectors that were called more often in a minute than they take.
fn calls(plan: &Plan, tally: &Tally, list: &mut Vec<Health>) {
    for (name, found) in connectors(plan, tally) {
        if found.minutes_over == 0 {
            continue;
        }
        let (peak, limit) = (grouped(found.peak), grouped(u64::from(found.per_minute)));
        let (over, at) = (grouped(found.minutes_over), found.peak_at.unwrap_or_default());
        let text = (
            format!(
                "connector “{name}” takes {limit} calls a minute, but got up to {peak} ({at}), too many in {over} minutes; the rehearsal held none back"
            ),
            format!(
                "接続先「{name}」は1分に{limit}回までですが、最大{peak}回（{at}）、合計{over}分で上限を超えました。リハーサルでは呼び出しを遅らせていません"
            ),
        );
        list.push(note("connector_rate", None, None, text));
    }
}

fn inside(tally: &Tally, list: &mut Vec<Health>) {
    let entered: u64 = tally.entered.iter().sum();
    if tally.inside > 0 {
        let percent = 100.0 * tally.inside as f64 / entered.max(1) as f64;
        let text = (
            format!(
                "{} instances ({percent:.1} %) are still inside at the horizon",
                grouped(tally.inside)
            ),
            format!("期間の終わりに{}件（{percent:.1} %）がまだ途中です", grouped(tally.inside)),
        );
        list.push(note("still_inside", None, None, text));
    }
}

fn guesses(plan: &Plan, list: &mut Vec<Health>) {
    for assumption in &plan.assumptions {
        let Some(response) = &assumption.response else {
            continue;
        };
        let never = matches!(&response.chance, journey::response::Chance::Constant(percent) if percent.0 == 0);
        if response.source == Source::Assumed
            && response.low.is_none()
            && response.high.is_none()
            && !never
        {
            let name = plan
                .nodes
                .iter()
                .find(|node| node.id == assumption.node)
                .map(|node| words(&node.name));
            let name = |language: &str| {
                name.as_ref().and_then(|name| name.get(language)).cloned().unwrap_or_default()
            };
            let text = (
                format!(
                    "“{}”: the chance of “{}” is a guess without a range",
                    name("en"),
                    assumption.what
                ),
                format!("「{}」の「{}」の確率は幅のない仮定です", name("ja"), assumption.what),
            );
            list.push(note("guess_without_range", Some(assumption.node.as_str()), None, text));
        }
    }
}
