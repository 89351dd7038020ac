//! Texts as readers get them, in both languages, and the width they keep.

use std::collections::BTreeMap;
use std::io::Cursor;

use engine::explain::explain;
use engine::plan::{Plan, compile};
use engine::report::{self, Report};
use engine::simulate::{Options, Watch, simulate};
use engine::table::Population;
use expect_test::{Expect, expect};
use journey::lang::Lang;
use journey::notation;
use journey::time::parse_instant;

use super::*;
use crate::import::{self, Source};

const JOURNEY: &str = r#"settings {
    "attributes": {
        "cart_value": {"label": {"en": "cart value", "ja": "カート金額"}},
        "tier": {"label": {"en": "tier", "ja": "会員ランク"}}
    },
    "events": {"purchase": {"label": {"en": "purchase", "ja": "購入"}}}
}
entry -> gate email -> message email -> branch {big: customer.tier == "gold" || customer.cart_value >= 10000 && !is_set(customer.age)}
branch.big -> await 7d {bought: purchase} -> goal buy -> won=end converted
branch.otherwise -> lost=end left
await.timeout -> lost"#;

const CUSTOMERS: &str =
    "id,tier,cart_value,age,email_ok\na,bronze,12000,,yes\nb,silver,3000,40,yes\n";
const EVENTS: &str = "id,at,event,amount\na,2026-01-05 10:00,signup,\na,2026-01-06 12:30:05,purchase,4500\nb,2026-01-05 10:00,signup,\n";

fn stage() -> (Plan, Population, Options) {
    let plan = compile(&notation::journey(JOURNEY), &BTreeMap::new()).unwrap();
    let source = |name: &str, text: &str| {
        let input = Box::new(Cursor::new(text.to_owned()));
        Some(Source { name: name.to_owned(), input })
    };
    let (people, log) = (source("c.csv", CUSTOMERS), source("e.csv", EVENTS));
    let read = import::read(people, log, &plan.settings, &plan.zone, &import::Options::default());
    let start = plan.zone.instant(parse_instant("2026-01-05T00:00").unwrap().0);
    let options = Options { start, threads: 1, ..Options::default() };
    (plan, read.unwrap().population, options)
}

#[track_caller]
fn check_timeline(customer: &str, lang: Lang, expected: &Expect) {
    let (plan, population, options) = stage();
    let row = population.table.row(customer).unwrap();
    let told = explain(&plan, &population, &options, 0, row, &Watch::default()).unwrap();
    let mut paper = Paper::new(lang, false);
    let told = Timeline { plan: &plan, customer, run: 1, told: &told };
    timeline(&mut paper, &told);
    expected.assert_eq(&paper.into_text());
}

fn rehearsed() -> Report {
    let (plan, population, options) = stage();
    let tally = simulate(&plan, &population, &options, &Watch::default()).unwrap();
    report::report(&plan, &population, &options, &tally, None)
}

#[test]
fn a_timeline_tells_why_and_why_not() {
    check_timeline(
        "a",
        Lang::Ja,
        &expect![[r#"
            顧客 a（1回目の実行）
              2026-01-05 (月) 10:00:00  イベント「signup」（記録）
              2026-01-05 (月) 10:00:00  イベントで開始（entry）：ジャーニーを開始
              2026-01-05 (月) 10:00:00  同意・頻度・静穏（gate）：メールは送信可
              2026-01-05 (月) 10:00:00  メッセージ送信（message）：メールは送信可
              2026-01-05 (月) 10:00:00  メッセージ送信（message）：メールを送信（到達）
              2026-01-05 (月) 10:00:00  条件分岐（branch）：「big」へ進む
                                          ✓ 「big」の理由
                                              ✓ 次のいずれか
                                                  ✗ 会員ランクが「gold」（実際はbronze）
                                                  ✓ 次のすべて
                                                      ✓ カート金額が10,000以上（実際は12,000）
                                                      ✓ ageの値がない（値なし）
              2026-01-05 (月) 10:00:00  行動待ち（await）：「購入」を2026-01-12 (月) 10:00まで待つ
              2026-01-06 (火) 12:30:05  イベント「購入」（記録）：amount = 4,500
              2026-01-06 (火) 12:30:05  行動待ち（await）：「bought」へ進む
              2026-01-06 (火) 12:30:05  目標（goal）：目標「buy」を達成
              2026-01-06 (火) 12:30:05  終了（won）：終了（成約）
        "#]],
    );
    check_timeline(
        "b",
        Lang::En,
        &expect![[r#"
            Customer b, run 1
              2026-01-05 (Mon) 10:00:00  event “signup” (recorded)
              2026-01-05 (Mon) 10:00:00  Event entry (entry): enters the journey
              2026-01-05 (Mon) 10:00:00  Contact gate (gate): mail may be used
              2026-01-05 (Mon) 10:00:00  Message (message): mail may be used
              2026-01-05 (Mon) 10:00:00  Message (message): mail sent, delivered
              2026-01-05 (Mon) 10:00:00  Branch (branch): goes to “otherwise” (no condition before it holds)
                                           ✗ why not “big”
                                               ✗ one of these
                                                   ✗ tier is “gold” (is silver)
                                                   ✗ all of these
                                                       ✗ cart value is at least 10,000 (is 3,000)
                                                       ✗ age is not known (is 40)
              2026-01-05 (Mon) 10:00:00  End (lost): ends: left
              2026-01-05 (Mon) 10:55:25  event “Message opened” (modelled): channel = email, step = message
              2026-01-05 (Mon) 11:05:43  event “Message clicked” (modelled): channel = email, step = message
        "#]],
    );
}

#[test]
fn no_line_is_wider_than_the_page() {
    for lang in [Lang::En, Lang::Ja] {
        let mut paper = Paper::new(lang, false);
        super::report(&mut paper, &rehearsed());
        let text = paper.into_text();
        for line in text.lines() {
            assert!(paper::width(line) <= paper::WIDTH, "{line}");
        }
        assert!(!text.contains('\u{1b}'), "no colors unless wanted");
    }
}

#[test]
fn what_cannot_be_told_is_not_told() {
    let mut paper = Paper::new(Lang::Ja, true);
    super::report(&mut paper, &rehearsed());
    let text = paper.into_text();
    assert!(text.contains("顧客数または実行回数が足りず、判断できません"), "{text}");
    assert!(text.contains('\u{1b}'));
}

const COMPARED: &str = r#"settings {
    "events": {"call": {"properties": {"reason": {"type": "text"}}}},
    "connectors": {"crm": {"per_minute": 1}},
    "offers": {"coupon": {"budget": null}},
    "reentry": "always"
}
entry=inbound voice {"event": "call", "reasons": [{"name": "bill", "share": 60}, {"name": "fault", "share": 40}]}
entry -> call crm -> offer coupon {"kind": "gift", "expiry": "3d"} -> x=experiment{new: 50, old: 30, control: 10, holdout: 10}
x.new -> m=message email {"variants": [{"name": "short", "share": 50, "templates": {"ja": {"body": "本文 配信停止"}}}, {"name": "long", "share": 50, "templates": {"ja": {"body": "本文 配信停止"}}, "response": {"clicked": {"response": {"chance": {"constant": 9}}}}}]} -> w=await 7d {bought: purchase} -> g=goal buy {"offer": "coupon"} -> task support {"payload": "ring", "fields": [{"name": "who", "value": "customer.tier"}]} -> end
x.old -> w; x.control -> w; x.holdout -> w; m.bounced -> w; call.error -> t=task -> z=end left; call.timeout -> t"#;

/// Every new section is written in both languages, within the page, and says what it should.
#[test]
fn arms_offers_and_connectors_are_told() {
    let plan = compile(&notation::journey(COMPARED), &BTreeMap::new()).unwrap();
    let mut customers = "id,tier,cart_value,email_ok\n".to_owned();
    let mut events = "id,at,event,amount,reason\n".to_owned();
    for n in 0..60 {
        customers += &format!("c{n},gold,1,yes\n");
        events +=
            &format!("c{n},2026-01-05 10:00,call,,{}\n", if n < 3 { "praise" } else { "bill" });
        let at = if n % 2 == 0 { "2026-01-06" } else { "2026-01-09" };
        events += &format!("c{n},{at} 12:00,purchase,5,\n");
    }
    let source = |name: &str, text: &str| {
        let input = Box::new(Cursor::new(text.to_owned()));
        Some(Source { name: name.to_owned(), input })
    };
    let (people, log) = (source("c.csv", &customers), source("e.csv", &events));
    let read = import::read(people, log, &plan.settings, &plan.zone, &import::Options::default());
    let population = read.unwrap().population;
    let start = plan.zone.instant(parse_instant("2026-01-05T00:00").unwrap().0);
    let options = Options { start, threads: 1, ..Options::default() };
    let tally = simulate(&plan, &population, &options, &Watch::default()).unwrap();
    let report = report::report(&plan, &population, &options, &tally, None);
    let again: Report = serde_json::from_value(serde_json::to_value(&report).unwrap()).unwrap();
    assert_eq!(again, report, "what is written is read");
    for (lang, words) in [
        (
            Lang::En,
            [
                "hold-out",
                "Variants",
                "(other)",
                "gifts 60",
                "busiest minute",
                "held against",
                "redeemed 30",
            ],
        ),
        (
            Lang::Ja,
            [
                "非接触群",
                "パターン比較",
                "（その他）",
                "プレゼント60件",
                "最多の1分",
                "と比較",
                "利用30件",
            ],
        ),
    ] {
        let mut paper = Paper::new(lang, false);
        super::report(&mut paper, &report);
        let text = paper.into_text();
        for word in words {
            assert!(text.contains(word), "{word}: {text}");
        }
        for line in text.lines() {
            assert!(paper::width(line) <= paper::WIDTH, "{line}");
        }
        let row = population.table.row("c0").unwrap();
        let told = explain(&plan, &population, &options, 0, row, &Watch::default()).unwrap();
        let mut paper = Paper::new(lang, false);
        timeline(&mut paper, &Timeline { plan: &plan, customer: "c0", run: 1, told: &told });
        let text = paper.into_text();
        let words = match lang {
            Lang::En => ["reason of the contact “praise” (recorded)", ": ring", "who = gold"],
            Lang::Ja => ["連絡の理由「praise」（記録）", "：ring", "who = gold"],
        };
        for word in words {
            assert!(text.contains(word), "{word}: {text}");
        }
    }
}
