//! What people hear from us, what is compared, what it costs, what was tried, and what it rests on.

use engine::cover::{Answer, Share};
use engine::guard::GuardStatus;
use engine::report::ArmReport;

use super::Source;
use super::sheet::{Both, Cell, Sheet, hours, share};
use crate::text::{assumption_words, blocked_word, channel_word, gap_words, port_word, words};

impl Source<'_> {
    pub(super) fn pressure(&self) -> Sheet {
        let heads = [
            ("messages (the last: and more)", "通数（最後は以上）"),
            ("customers × runs, all the time", "顧客×回数（全期間）"),
            ("customers × runs, most in 7 days", "顧客×回数（7日間の最多）"),
        ];
        let mut sheet = Sheet::new(&self.paper, ("Pressure", "接触"), &heads);
        let pressure = &self.report.pressure;
        if pressure.channels.is_empty() {
            return sheet;
        }
        let each = pressure.per_customer.iter().zip(&pressure.most_in_7_days);
        for (messages, (&all, &week)) in (0_u64..).zip(each) {
            sheet.row([messages.into(), all.into(), week.into()]);
        }
        sheet
    }

    pub(super) fn contacts(&self) -> Sheet {
        let heads = [("what", "内容"), ("which", "対象"), ("messages", "通数")];
        let mut sheet = Sheet::new(&self.paper, ("Contacts", "連絡"), &heads);
        let (pressure, paper) = (&self.report.pressure, &self.paper);
        for (channel, &count) in &pressure.channels {
            let what = paper.say("sent", "送信");
            sheet.row([what.into(), channel_word(paper, channel).into(), count.into()]);
        }
        for (reason, &count) in &pressure.blocked {
            let what = paper.say("not sent", "送らず");
            sheet.row([what.into(), blocked_word(paper, reason).into(), count.into()]);
        }
        for (step, &count) in &pressure.in_quiet_hours {
            let what = paper.say("sent in quiet hours", "静穏時間に送信");
            sheet.row([what.into(), self.step(step), count.into()]);
        }
        if pressure.deferred > 0 {
            let what = paper.say("waited for quiet hours to end", "静穏時間の終わりまで待機");
            sheet.row([what.into(), Cell::Empty, pressure.deferred.into()]);
        }
        sheet
    }

    /// Experiments, variants of messages and reasons of contacts.
    pub(super) fn arms(&self) -> Sheet {
        let heads = [
            ("compared", "比較"),
            ("step", "ステップ"),
            ("arm", "群"),
            ("goal", "目標"),
            ("planned share", "配分"),
            ("passes", "通過"),
            ("customers × runs", "顧客×回数"),
            ("reached", "達成"),
            ("rate", "達成率"),
            ("95 % interval, low", "95 %区間の下端"),
            ("95 % interval, high", "95 %区間の上端"),
            ("difference", "差"),
            ("difference, low", "差の下端"),
            ("difference, high", "差の上端"),
            ("differs", "差があるか"),
        ];
        let mut sheet = Sheet::new(&self.paper, ("Comparisons", "比較"), &heads);
        let report = self.report;
        for (id, of) in &report.experiments {
            let name = |arm: &ArmReport| port_word(&self.paper, &arm.name).to_owned();
            let arms = of.arms.iter().map(|arm| (name(arm), arm));
            self.rates(&mut sheet, ("experiment", "実験"), id, of.goal.as_deref(), arms);
        }
        for (id, of) in &report.variants {
            let arms = of.variants.iter().map(|it| (it.arm.name.clone(), &it.arm));
            self.rates(&mut sheet, ("variants", "文面"), id, of.goal.as_deref(), arms);
        }
        for (id, of) in &report.reasons {
            let arms = of.reasons.iter().map(|arm| (arm.name.clone(), arm));
            self.rates(&mut sheet, ("reasons", "理由"), id, of.goal.as_deref(), arms);
        }
        sheet
    }

    fn rates<'a>(
        &self,
        sheet: &mut Sheet,
        what: Both,
        id: &str,
        goal: Option<&str>,
        arms: impl Iterator<Item = (String, &'a ArmReport)>,
    ) {
        for (name, arm) in arms {
            let apart = arm.difference.as_ref();
            let differs = apart.map_or("", |it| match it.differs {
                Some(true) => self.paper.say("yes", "はい"),
                Some(false) => self.paper.say("maybe not", "差がないかもしれません"),
                None => self.paper.say("cannot tell", "分かりません"),
            });
            sheet.row([
                self.paper.say(what.0, what.1).into(),
                self.step(id),
                name.into(),
                goal.into(),
                share(arm.share / 100.0),
                arm.passes.into(),
                arm.customers.into(),
                arm.reached.into(),
                share(arm.rate),
                share(arm.low),
                share(arm.high),
                share(apart.map(|it| it.value)),
                share(apart.and_then(|it| it.low)),
                share(apart.and_then(|it| it.high)),
                differs.into(),
            ]);
        }
    }

    pub(super) fn groups(&self) -> Sheet {
        let heads = [
            ("attribute", "属性"),
            ("group", "区分"),
            ("customers", "顧客"),
            ("came in", "開始"),
            ("reached", "達成"),
            ("rate", "達成率"),
            ("95 % interval, low", "95 %区間の下端"),
            ("95 % interval, high", "95 %区間の上端"),
            ("against the rest", "その他との差"),
            ("difference, low", "差の下端"),
            ("difference, high", "差の上端"),
            ("messages each", "1人あたりの通数"),
            ("too few to tell", "人数不足"),
        ];
        let mut sheet = Sheet::new(&self.paper, ("Groups", "公平さ"), &heads);
        for segment in self.report.people.iter().flat_map(|people| &people.segments) {
            for it in &segment.values {
                let none = self.paper.say("no value", "値なし");
                sheet.row([
                    segment.attribute.as_str().into(),
                    it.value.as_deref().unwrap_or(none).into(),
                    it.customers.into(),
                    it.entered.into(),
                    it.reached.into(),
                    share(it.rate),
                    share(it.low),
                    share(it.high),
                    share(it.difference),
                    share(it.difference_low),
                    share(it.difference_high),
                    it.messages.into(),
                    self.yes(it.few).into(),
                ]);
            }
        }
        sheet
    }

    pub(super) fn offers(&self) -> Sheet {
        let heads = [
            ("offer", "特典"),
            ("issued", "発行"),
            ("spent", "使用額"),
            ("not to be had", "発行できず"),
            ("redeemed", "利用"),
            ("too late", "期限切れ"),
            ("budget of a run", "1回の予算"),
            ("stock of a run", "1回の在庫"),
        ];
        let mut sheet = Sheet::new(&self.paper, ("Offers", "特典"), &heads);
        for (name, offer) in &self.report.offers {
            sheet.row([
                name.as_str().into(),
                offer.issued.into(),
                offer.spent.into(),
                offer.refused.into(),
                offer.redeemed.into(),
                offer.expired.into(),
                offer.budget.into(),
                offer.stock.into(),
            ]);
        }
        sheet
    }

    pub(super) fn connectors(&self) -> Sheet {
        let heads = [
            ("connector", "接続先"),
            ("calls", "呼び出し"),
            ("takes a minute", "1分の上限"),
            ("busiest minute", "最多の1分"),
            ("when", "その時刻"),
            ("minutes over", "超過した分数"),
        ];
        let mut sheet = Sheet::new(&self.paper, ("Connectors", "接続先"), &heads);
        for (name, it) in &self.report.connectors {
            sheet.row([
                name.as_str().into(),
                it.calls.into(),
                u64::from(it.per_minute).into(),
                it.peak.into(),
                it.peak_at.as_deref().into(),
                it.minutes_over.into(),
            ]);
        }
        sheet
    }

    pub(super) fn coverage(&self) -> Sheet {
        let heads = [
            ("what", "内容"),
            ("tried", "試行"),
            ("possible", "可能"),
            ("impossible", "不可能"),
            ("share", "割合"),
        ];
        let mut sheet = Sheet::new(&self.paper, ("Coverage", "カバレッジ"), &heads);
        let Some(coverage) = &self.report.coverage else {
            return sheet;
        };
        let mut say = |en, ja, of: Share| {
            let possible = of.total - of.impossible;
            let what = self.paper.say(en, ja);
            let cells = [of.covered, possible, of.impossible].map(Cell::from);
            let [covered, possible, impossible] = cells;
            sheet.row([what.into(), covered, possible, impossible, share(of.ratio())]);
        };
        say("steps", "ステップ", coverage.nodes);
        say("ways out", "出口", coverage.edges);
        say("conditions, true and false", "条件の真と偽", coverage.conditions);
        say("of the ways: time ran out", "出口のうち時間切れ", coverage.timeouts);
        say("of the ways: errors", "出口のうちエラー", coverage.errors);
        sheet
    }

    pub(super) fn gaps(&self) -> Sheet {
        let heads = [
            ("step", "ステップ"),
            ("way out", "出口"),
            ("condition", "条件"),
            ("never", "一度もない値"),
            ("answer", "答え"),
            ("who would try it, or why nobody can", "試す顧客、または不可能な理由"),
        ];
        let mut sheet = Sheet::new(&self.paper, ("Not tried", "試されていないところ"), &heads);
        for gap in self.report.coverage.iter().flat_map(|coverage| &coverage.gaps) {
            let exit = || self.paper.say("exit rule", "退出ルール").into();
            let answer = match &gap.answer {
                Answer::Customer(_) => self.paper.say("a customer would", "試す顧客がいる"),
                Answer::Impossible(_) => self.paper.say("impossible", "不可能"),
                Answer::NotFound => self.paper.say("nobody found", "見つからない"),
            };
            let truth = gap.truth.map(|truth| match truth {
                true => self.paper.say("true", "真"),
                false => self.paper.say("false", "偽"),
            });
            sheet.row([
                gap.node.as_deref().map_or_else(exit, |node| self.step(node)),
                gap.port.as_deref().map(|port| port_word(&self.paper, port)).into(),
                gap.condition.as_deref().into(),
                truth.into(),
                answer.into(),
                gap_words(&self.paper, &gap.answer).into(),
            ]);
        }
        sheet
    }

    pub(super) fn guardians(&self) -> Sheet {
        let heads = [
            ("guardian", "守り"),
            ("rule", "決まり"),
            ("result", "結果"),
            ("asked of, customers × runs", "対象（顧客×回数）"),
            ("broken, customers × runs", "違反（顧客×回数）"),
            ("share broken", "違反の割合"),
            ("customers who broke it", "違反した顧客"),
            ("the first of them", "先頭の顧客"),
        ];
        let mut sheet = Sheet::new(&self.paper, ("Guardians", "守り"), &heads);
        for it in &self.report.guardians {
            let status = match it.status {
                GuardStatus::Proved => self.paper.say("proved", "証明済み"),
                GuardStatus::Held => self.paper.say("held", "守られた"),
                GuardStatus::Broken => self.paper.say("broken", "破られた"),
                GuardStatus::Untested => self.paper.say("untested", "未確認"),
            };
            sheet.row([
                words(&it.name, &self.paper).into(),
                words(&it.sentence, &self.paper).into(),
                status.into(),
                it.asked.into(),
                it.broken.into(),
                share(it.percent / 100.0),
                it.customers.into(),
                it.first.join(", ").into(),
            ]);
        }
        sheet
    }

    pub(super) fn customers(&self) -> Sheet {
        let heads = [
            ("customer", "顧客"),
            ("why", "理由"),
            ("waited (hours)", "待ち時間（時間）"),
            ("effort", "負担"),
        ];
        let mut sheet = Sheet::new(&self.paper, ("Customers", "顧客"), &heads);
        for it in self.report.people.iter().flat_map(|people| &people.customers) {
            let why = match it.why.as_str() {
                "representative" => self.paper.say("goes the way most go", "最も多い経路の顧客"),
                "worst_wait" => self.paper.say("waits longest", "待ち時間が最長"),
                _ => self.paper.say("has most effort", "負担が最大"),
            };
            let effort = u64::from(it.effort).into();
            sheet.row([it.customer.as_str().into(), why.into(), hours(it.waited_ms), effort]);
        }
        sheet
    }

    pub(super) fn assumptions(&self) -> Sheet {
        let heads = [
            ("step", "ステップ"),
            ("of", "対象"),
            ("as written", "設定値"),
            ("range", "幅"),
            ("source", "出典"),
            ("result at the low end", "下端での結果"),
            ("result at the high end", "上端での結果"),
        ];
        let mut sheet = Sheet::new(&self.paper, ("Assumptions", "前提"), &heads);
        let lang = self.paper.lang;
        for (it, said) in self.report.assumptions.iter().zip(assumption_words(self.report)) {
            sheet.row([
                self.step(&it.node),
                said.of.get(lang).into(),
                said.written.get(lang).into(),
                said.range.into(),
                said.source.get(lang).into(),
                share(it.tornado.map(|(low, _)| low)),
                share(it.tornado.map(|(_, high)| high)),
            ]);
        }
        sheet
    }
}
