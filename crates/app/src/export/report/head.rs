//! What was rehearsed and what came of it, and the figures of merit.

use engine::report::{Kpi, Status};

use super::Source;
use super::sheet::{Cell, Sheet, hours, share};
use crate::text::{outcome_word, words};

impl Source<'_> {
    /// The sentence, what to look at first, what was rehearsed, and what became of everyone.
    pub(super) fn summary(&self) -> Sheet {
        let Self { report, paper } = self;
        let heads = [("what", "項目"), ("value", "値")];
        let mut sheet = Sheet::new(paper, ("Summary", "概要"), &heads);
        let mut say = |en, ja, value: Cell| sheet.row([paper.say(en, ja).into(), value]);
        let (options, totals) = (&report.options, &report.totals);
        say("journey", "ジャーニー", words(&report.journey.name, paper).into());
        say("result", "結論", words(&report.verdict.text, paper).into());
        let status = match report.verdict.status {
            Status::Ready => paper.say("ready to act on", "判断に使えます"),
            Status::TooFew => {
                paper.say("too few customers or runs to tell", "顧客数または回数が不足")
            }
            Status::CheckAssumptions => paper.say("check the assumptions", "前提の確認が必要"),
        };
        say("may one act on it?", "判断してよいか", status.into());
        for health in &report.health {
            say("look at this first", "まず確認すること", words(&health.message, paper).into());
        }
        say("customers", "顧客", report.population.customers.into());
        say("events on record", "記録されたイベント", report.population.events.into());
        say("runs", "回数", u64::from(options.runs).into());
        say("seed", "シード", options.seed.to_string().into());
        say("start", "開始", options.start.as_str().into());
        say("length", "期間", options.horizon.as_str().into());
        say("time zone", "タイムゾーン", options.time_zone.as_str().into());
        for (what, how) in &options.what_if.0 {
            say("what if", "もしも", format!("{what}: {how}").into());
        }
        say("entries, all runs", "開始（全回）", totals.entered.into());
        for (outcome, &count) in &totals.ended {
            sheet.row([outcome_word(paper, outcome).into(), count.into()]);
        }
        let mut say = |en, ja, value: Cell| sheet.row([paper.say(en, ja).into(), value]);
        say("expired", "期間満了", totals.expired.into());
        say("still inside", "途中", totals.inside.into());
        say("journey, hash", "ジャーニーのハッシュ", report.journey.hash.as_str().into());
        say("population, hash", "母集団のハッシュ", report.population.hash.as_str().into());
        say("engine", "エンジン", report.engine.as_str().into());
        sheet
    }

    pub(super) fn figures(&self) -> Sheet {
        let Self { report, paper } = self;
        let heads = [
            ("figure", "指標"),
            ("estimate", "推定値"),
            ("95 % interval, low", "95 %区間の下端"),
            ("95 % interval, high", "95 %区間の上端"),
            ("unit", "単位"),
            ("of", "母数"),
            ("target", "目標値"),
            ("target met", "目標の達成"),
            ("from a model", "モデルによる値"),
            ("definition", "定義"),
            ("method", "求め方"),
        ];
        let mut sheet = Sheet::new(paper, ("Figures", "指標"), &heads);
        for kpi in &report.kpis {
            let value = |value: Option<f64>| match kpi.unit.as_str() {
                "share" => share(value),
                "ms" => hours(value.map(|ms| ms as i64)),
                _ => value.into(),
            };
            sheet.row([
                words(&kpi.name, paper).into(),
                value(kpi.estimate),
                value(kpi.low),
                value(kpi.high),
                self.unit(kpi).into(),
                kpi.n.into(),
                value(kpi.target),
                self.met(kpi).into(),
                self.yes(kpi.modelled).into(),
                words(&kpi.definition, paper).into(),
                kpi.method.as_str().into(),
            ]);
        }
        sheet
    }

    fn unit<'a>(&'a self, kpi: &'a Kpi) -> &'a str {
        match kpi.unit.as_str() {
            "share" => self.paper.say("share", "割合"),
            "per_customer" => self.paper.say("per customer", "1人あたり"),
            "ms" => self.paper.say("hours", "時間"),
            "score" => self.paper.say("score", "点"),
            currency => currency,
        }
    }

    fn met(&self, kpi: &Kpi) -> &str {
        match (kpi.target, kpi.target_met) {
            (None, _) => "",
            (Some(_), Some(true)) => self.paper.say("met", "達成"),
            (Some(_), Some(false)) => self.paper.say("missed", "未達"),
            (Some(_), None) => self.paper.say("cannot tell", "分かりません"),
        }
    }

    pub(super) fn yes(&self, is: bool) -> &str {
        if is { self.paper.say("yes", "はい") } else { "" }
    }
}
