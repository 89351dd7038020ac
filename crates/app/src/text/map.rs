//! The map as a table: each step in the order people meet it, under it where each port leads.

use std::collections::BTreeSet;

use engine::report::{EdgeReport, NodeReport, Report};

use super::number::{bar, decimal, grouped, percent};
use super::paper::{Paper, cut};
use super::port::port_word;
use super::report::{blocked_word, length, step_name};
use super::table::{Side, Table};

pub(super) fn map(paper: &mut Paper, report: &Report) {
    paper.heading("Steps", "ステップ");
    let mut table = Table::new(&[
        (Side::Left, paper.say("step", "ステップ")),
        (Side::Right, paper.say("in", "入")),
        (Side::Right, paper.say("out", "出")),
        (Side::Right, paper.say("inside", "途中")),
        (Side::Right, paper.say("share", "割合")),
        (Side::Left, ""),
        (Side::Right, paper.say("median wait", "待ち中央値")),
        (Side::Right, paper.say("cost", "費用")),
    ]);
    for id in in_order(report) {
        let node = &report.nodes[id];
        let some = |count: u64| {
            if count > 0 { grouped(count) } else { String::new() }
        };
        let money = |amount: f64| {
            if amount > 0.0 { decimal(amount, 0) } else { String::new() }
        };
        let wait = node.wait_ms.p50.filter(|&wait| wait > 0);
        table.row(vec![
            cut(&step_name(paper, id, Some(node)), 44),
            grouped(node.entered),
            grouped(node.out),
            some(node.inside),
            percent(node.share),
            bar(node.share, 10),
            length(paper, wait),
            money(node.cost),
        ]);
        for edge in ways(node) {
            table.row(way(paper, report, node, edge));
        }
    }
    table.write(paper);
}

/// Returns a step's ways on, where there is more than one to tell of.
fn ways(node: &NodeReport) -> impl Iterator<Item = &EdgeReport> {
    let many = node.edges.len() > 1;
    node.edges.iter().filter(move |_| many)
}

fn way(paper: &Paper, report: &Report, node: &NodeReport, edge: &EdgeReport) -> Vec<String> {
    let to = match &edge.to {
        Some(to) => step_name(paper, to, report.nodes.get(to)),
        None => paper.say("ends", "終了").to_owned(),
    };
    let share = if node.out > 0 { percent(edge.share) } else { "–".to_owned() };
    vec![
        cut(&format!("  └ {} → {to}", port_word(paper, &edge.port)), 44),
        String::new(),
        grouped(edge.count),
        String::new(),
        share,
        String::new(),
        String::new(),
        String::new(),
    ]
}

/// Returns the steps in the order in which people meet them; those that nobody can come to are last.
fn in_order(report: &Report) -> Vec<&str> {
    let mut order: Vec<&str> = Vec::new();
    let mut seen = BTreeSet::new();
    let entries = report.nodes.iter().filter(|(_, node)| node.kind.starts_with("entry"));
    let mut next: Vec<&str> = entries.map(|(id, _)| id.as_str()).rev().collect();
    // Depth first, so that a way is told to its end before the next one begins.
    while let Some(id) = next.pop() {
        if !report.nodes.contains_key(id) || !seen.insert(id) {
            continue;
        }
        order.push(id);
        let onward = report.nodes[id].edges.iter().rev();
        next.extend(onward.filter_map(|edge| edge.to.as_deref()));
    }
    order.extend(report.nodes.keys().map(String::as_str).filter(|id| !seen.contains(id)));
    order
}

/// Writes why contacts were refused, step by step.
pub(super) fn blocked(paper: &mut Paper, report: &Report) {
    let mut table = Table::new(&[
        (Side::Left, paper.say("step", "ステップ")),
        (Side::Left, paper.say("reason", "理由")),
        (Side::Right, paper.say("contacts", "件数")),
    ]);
    let mut any = false;
    for id in in_order(report) {
        let node = &report.nodes[id];
        let waited = paper.say("waited for quiet hours to end", "送信禁止の時間帯が終わるまで待機");
        let refused =
            node.blocked.iter().map(|(reason, &count)| (blocked_word(paper, reason), count));
        let waited = (node.deferred > 0).then_some((waited, node.deferred));
        for (reason, count) in refused.chain(waited) {
            any = true;
            let name = step_name(paper, id, Some(node));
            table.row(vec![name, reason.to_owned(), grouped(count)]);
        }
    }
    if any {
        paper.heading("Contacts not made, or later", "送らなかった・遅らせた連絡");
        table.write(paper);
    }
}
