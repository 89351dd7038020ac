//! Where people go, and when.

use journey::kind::Kind;

use super::Source;
use super::sheet::{Cell, Sheet, hours, share};
use crate::text::{port_word, step_name};

impl Source<'_> {
    pub(super) fn step(&self, id: &str) -> Cell {
        step_name(&self.paper, id, self.report.nodes.get(id)).into()
    }

    pub(super) fn steps(&self) -> Sheet {
        let heads = [
            ("step", "ステップ"),
            ("id", "ID"),
            ("kind", "種類"),
            ("came", "到達"),
            ("went on", "先へ"),
            ("ended here", "ここで終了"),
            ("still here", "途中"),
            ("share of all", "全体に占める割合"),
            ("did not go on", "先へ進まない割合"),
            ("stay, 1 in 10 (hours)", "滞在1割（時間）"),
            ("stay, half (hours)", "滞在半数（時間）"),
            ("stay, 9 in 10 (hours)", "滞在9割（時間）"),
            ("messages", "送信"),
            ("not sent", "送らなかった連絡"),
            ("waited for quiet hours", "静穏時間で待った連絡"),
            ("cost", "費用"),
            ("value", "価値"),
            ("failed calls", "失敗した呼び出し"),
            ("errors", "エラー"),
        ];
        let mut sheet = Sheet::new(&self.paper, ("Steps", "ステップ"), &heads);
        for (id, node) in &self.report.nodes {
            sheet.row([
                self.step(id),
                id.as_str().into(),
                Kind::title(&node.kind, self.paper.lang).unwrap_or(&node.kind).into(),
                node.entered.into(),
                node.out.into(),
                node.ended.into(),
                node.inside.into(),
                share(node.share),
                share(node.drop),
                hours(node.wait_ms.p10),
                hours(node.wait_ms.p50),
                hours(node.wait_ms.p90),
                node.sent.into(),
                node.blocked.values().sum::<u64>().into(),
                node.deferred.into(),
                node.cost.into(),
                node.value.into(),
                node.failed.into(),
                node.errors.into(),
            ]);
        }
        sheet
    }

    pub(super) fn ways_out(&self) -> Sheet {
        let heads = [
            ("step", "ステップ"),
            ("id", "ID"),
            ("way out", "出口"),
            ("leads to", "行き先"),
            ("passes", "通過"),
            ("share", "割合"),
        ];
        let mut sheet = Sheet::new(&self.paper, ("Ways out", "出口"), &heads);
        for (id, node) in &self.report.nodes {
            for edge in &node.edges {
                sheet.row([
                    self.step(id),
                    id.as_str().into(),
                    port_word(&self.paper, &edge.port).into(),
                    edge.to.as_deref().map_or(Cell::Empty, |to| self.step(to)),
                    edge.count.into(),
                    share(edge.share),
                ]);
            }
        }
        sheet
    }

    pub(super) fn ways(&self) -> Sheet {
        let heads = [
            ("way (first run)", "経路（1回目）"),
            ("times", "件数"),
            ("share", "割合"),
            ("cumulative", "累計"),
            ("median (hours)", "半数の所要時間（時間）"),
            ("goal rate", "目標達成"),
        ];
        let mut sheet = Sheet::new(&self.paper, ("Ways", "経路"), &heads);
        let paths = self.report.people.iter().flat_map(|people| &people.paths.top);
        for path in paths {
            let turns = path.turns.iter().map(|turn| {
                let (node, port) = turn.rsplit_once('.').unwrap_or((turn, ""));
                let step = step_name(&self.paper, node, self.report.nodes.get(node));
                format!("{step} › {}", port_word(&self.paper, port))
            });
            sheet.row([
                turns.collect::<Vec<_>>().join(" → ").into(),
                path.instances.into(),
                share(path.share),
                share(path.cumulative),
                hours(path.median_ms),
                share(path.goal_rate),
            ]);
        }
        sheet
    }

    pub(super) fn goals(&self) -> Sheet {
        let heads = [
            ("goal", "目標"),
            ("reached", "達成"),
            ("1 in 10 within (hours)", "1割がこの時間内（時間）"),
            ("half within (hours)", "半数がこの時間内（時間）"),
            ("9 in 10 within (hours)", "9割がこの時間内（時間）"),
            ("still open", "途中"),
            ("too late", "期限切れ"),
        ];
        let mut sheet = Sheet::new(&self.paper, ("Time to goal", "目標までの時間"), &heads);
        for (name, goal) in &self.report.time.goals {
            let wait = &goal.among_reached_ms;
            sheet.row([
                name.as_str().into(),
                goal.reached.into(),
                hours(wait.p10),
                hours(wait.p50),
                hours(wait.p90),
                goal.censored.into(),
                goal.late.into(),
            ]);
        }
        sheet
    }

    pub(super) fn curves(&self) -> Sheet {
        let heads = [
            ("goal", "目標"),
            ("within (hours)", "時間内（時間）"),
            ("share that reached it", "達成した割合"),
        ];
        let name = ("Goal over time", "目標達成の推移");
        let mut sheet = Sheet::new(&self.paper, name, &heads);
        for (name, goal) in &self.report.time.goals {
            for &(ms, reached) in &goal.curve {
                sheet.row([name.as_str().into(), hours(ms), share(reached)]);
            }
        }
        sheet
    }

    pub(super) fn sends(&self) -> Sheet {
        let heads = [("weekday", "曜日"), ("hour", "時"), ("messages", "送信")];
        let name = ("Messages by hour", "時刻ごとの送信");
        let mut sheet = Sheet::new(&self.paper, name, &heads);
        let days = [
            ("Monday", "月"),
            ("Tuesday", "火"),
            ("Wednesday", "水"),
            ("Thursday", "木"),
            ("Friday", "金"),
            ("Saturday", "土"),
            ("Sunday", "日"),
        ];
        let sends = &self.report.time.sends;
        if sends.iter().flatten().all(|count| *count == 0) {
            return sheet;
        }
        for ((en, ja), counts) in days.into_iter().zip(sends) {
            for (hour, &count) in (0_u64..).zip(counts) {
                sheet.row([self.paper.say(en, ja).into(), hour.into(), count.into()]);
            }
        }
        sheet
    }
}
