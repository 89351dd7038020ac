//! The differential proof: random well-typed conditions and customers, compiled against rhai.

use std::fmt::Write as _;

use proptest::prelude::*;
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};

use super::fixture::{Person, scope};
use super::*;
use crate::value::{MISSING, Type};

/// A small generator: numbers from a seed, so that a failing seed can be pasted into a test.
pub(super) struct Dice(u64);

impl Dice {
    pub(super) fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// SplitMix64 (Steele, Lea, Flood 2014).
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    pub(super) fn below(&mut self, most: usize) -> usize {
        (self.next() % most as u64) as usize
    }

    pub(super) fn pick<'a, T: ?Sized>(&mut self, list: &[&'a T]) -> &'a T {
        list[self.below(list.len())]
    }
}

const WORDS: &[&str] =
    &["", "a", "gold", "Aiko", "vip", "日本", "GOLD", "none", " x ", "\\\"", "silver"];
const TIERS: &[&str] = &["bronze", "silver", "gold", "platinum"];
const INTEGERS: &[&str] =
    &["0", "1", "-1", "2", "7", "18", "34", "100", "9223372036854775807", "3037000500"];
const DECIMALS: &[&str] =
    &["0.0", "0.5", "-0.5", "1.5", "2.500001", "0.000001", "1250.5", "9223372036854.775807"];
const DATES: &[&str] =
    &["2026-11-22", "2026-11-23", "1992-02-29", "2000-01-01", "9999-12-31", "0000-01-01"];
const INSTANTS: &[&str] = &[
    "2026-11-22T00:30:00Z",
    "2026-11-21T23:59:59.999+09:00",
    "1970-01-01T00:00",
    "2026-11-22 09:30",
];

/// Writes random conditions that check against the fixture's scope.
pub(super) struct Writer {
    pub(super) dice: Dice,
}

impl Writer {
    pub(super) fn condition(&mut self, depth: usize) -> String {
        if depth == 0 {
            return match self.dice.below(8) {
                0 => "true".into(),
                1 => "false".into(),
                2 => "customer.vip".into(),
                3 => "customer.active".into(),
                4 => format!("is_set({})", self.attribute()),
                5 => self.tagged(),
                _ => format!("customer.age > {}", self.dice.pick(INTEGERS)),
            };
        }
        let next = depth - 1;
        match self.dice.below(25) {
            0 | 1 => format!("{} && {}", self.condition(next), self.condition(next)),
            2 | 3 => format!("{} || {}", self.condition(next), self.condition(next)),
            4 => format!("({}) && ({})", self.condition(next), self.condition(next)),
            5 => format!("!({})", self.condition(next)),
            6 => format!("({}) == ({})", self.condition(next), self.condition(next)),
            7 => format!(
                "customer.vip {} {}",
                self.dice.pick(&["==", "!="]),
                self.condition(0).replace("customer.age >", "1 <")
            ),
            8 => self.list(next),
            9 => self.tagged(),
            10 => self.search(next),
            11 => format!("is_holiday({})", self.moment(next)),
            // Precedence without parentheses.
            20 => format!(
                "{} {} {} == customer.active",
                self.integer(0),
                self.dice.pick(&["<", "<=", ">", ">="]),
                self.integer(0)
            ),
            21 => format!(
                "!customer.vip == {}",
                self.condition(0)
                    .replace(" > ", " % ")
                    .replace("customer.age % ", "customer.active == true || 0 < ")
            ),
            22 => format!(
                "customer.age + {} in [34, 35, {}] == customer.active",
                self.dice.pick(INTEGERS),
                self.integer(0)
            ),
            23 => format!(
                "1 + {} * {} - {} < {} % 7 + 2",
                self.integer(0),
                self.integer(0),
                self.integer(0),
                self.integer(0)
            ),
            24 => format!("customer.active != customer.age !in [{}]", self.integer(0)),
            12 => self.between(next),
            13 => self.category(next),
            14 => format!("!{}", self.dice.pick(&["customer.vip", "customer.active", "true"])),
            _ => self.comparison(next),
        }
    }

    fn attribute(&mut self) -> &'static str {
        self.dice.pick(&[
            "customer.age",
            "customer.visits",
            "customer.balance",
            "customer.name",
            "customer.mail",
            "customer.vip",
            "customer.birthday",
            "customer.seen",
            "customer.tier",
            "customer.tags",
            "context.offer",
            "event.amount",
        ])
    }

    fn order(&mut self) -> &'static str {
        self.dice.pick(&["==", "!=", "<", "<=", ">", ">="])
    }

    fn comparison(&mut self, depth: usize) -> String {
        let order = self.order();
        match self.dice.below(6) {
            0 => format!("{} {order} {}", self.integer(depth), self.integer(depth)),
            1 => format!("{} {order} {}", self.decimal(depth), self.integer(depth)),
            2 => format!("{} {order} {}", self.decimal(depth), self.decimal(depth)),
            3 => format!("{} {order} {}", self.text(depth), self.text(depth)),
            4 => format!("{} {order} {}", self.date(depth), self.date(depth)),
            _ => format!("{} {order} {}", self.instant(depth), self.instant(depth)),
        }
    }

    fn between(&mut self, depth: usize) -> String {
        match self.dice.below(4) {
            0 => format!(
                "between({}, {}, {})",
                self.integer(depth),
                self.integer(0),
                self.decimal(0)
            ),
            1 => format!(
                "between({}, {}, {})",
                self.decimal(depth),
                self.decimal(0),
                self.decimal(0)
            ),
            2 => format!("between({}, {}, {})", self.date(depth), self.date(0), self.date(0)),
            _ => format!(
                "between(customer.age, {}, {})",
                self.dice.pick(INTEGERS),
                self.dice.pick(INTEGERS)
            ),
        }
    }

    fn category(&mut self, depth: usize) -> String {
        let equal = self.dice.pick(&["==", "!="]);
        let tier = self.dice.pick(&["customer.tier", "customer.same_tier"]);
        let literal = lex::literal(self.dice.pick(TIERS));
        match self.dice.below(5) {
            0 => format!("{tier} {equal} {literal}"),
            1 => format!("{literal} {equal} {tier}"),
            2 => format!(
                "{tier} {equal} {}",
                self.dice.pick(&["customer.old_tier", "customer.same_tier", "customer.tier"])
            ),
            3 => format!("{tier} {equal} lower({})", self.text(depth)),
            _ => format!("customer.old_tier {equal} \"gold\""),
        }
    }

    fn list(&mut self, depth: usize) -> String {
        let word = self.dice.pick(&["in", "!in"]);
        let count = self.dice.below(4);
        let (needle, items): (String, Vec<String>) =
            match self.dice.below(5) {
                0 => (
                    "customer.tier".into(),
                    (0..count).map(|_| lex::literal(self.dice.pick(TIERS))).collect(),
                ),
                1 => (self.integer(depth), (0..count).map(|_| self.integer(0)).collect()),
                2 => (
                    self.decimal(depth),
                    (0..count)
                        .map(|_| {
                            if self.dice.below(2) == 0 { self.decimal(0) } else { self.integer(0) }
                        })
                        .collect(),
                ),
                3 => (self.date(depth), (0..count).map(|_| self.date(0)).collect()),
                _ => (self.text(depth), (0..count).map(|_| self.text(0)).collect()),
            };
        match self.dice.below(3) {
            0 => format!("one_of({needle}, [{}])", items.join(", ")),
            _ => format!("({needle}) {word} [{}]", items.join(", ")),
        }
    }

    fn tagged(&mut self) -> String {
        let tag = lex::literal(self.dice.pick(&["vip", "news", "lapsed"]));
        match self.dice.below(4) {
            0 => format!("contains(customer.tags, {tag})"),
            1 => format!("customer.tags.contains({tag})"),
            2 => format!("contains(customer.tags, lower({}))", self.text(0)),
            _ => format!("{tag} in customer.tags"),
        }
    }

    fn search(&mut self, depth: usize) -> String {
        let name = self.dice.pick(&["contains", "starts_with", "ends_with"]);
        match self.dice.below(3) {
            0 => format!("{name}({}, {})", self.text(depth), self.text(0)),
            1 => format!("customer.name.{name}({})", self.text(0)),
            _ => format!("({}) in customer.name", self.text(depth)),
        }
    }

    fn integer(&mut self, depth: usize) -> String {
        if depth == 0 {
            return match self.dice.below(4) {
                0 => self.dice.pick(INTEGERS).into(),
                1 => "customer.visits".into(),
                2 => "(-customer.age)".into(),
                _ => "customer.age".into(),
            };
        }
        let next = depth - 1;
        match self.dice.below(10) {
            0 => format!(
                "({} {} {})",
                self.integer(next),
                self.dice.pick(&["+", "-", "*", "/", "%"]),
                self.integer(next)
            ),
            1 => format!(
                "{} {} {}",
                self.integer(0),
                self.dice.pick(&["+", "-", "*", "/", "%"]),
                self.integer(0)
            ),
            2 => format!("len({})", self.text(next)),
            3 => "len(customer.tags)".into(),
            4 => format!(
                "{}({})",
                self.dice.pick(&["days_since", "days_until", "weekday", "day", "month", "year"]),
                self.moment(next)
            ),
            5 => format!("{}({})", self.dice.pick(&["hour", "minute"]), self.instant(next)),
            6 => format!(
                "{}({}, {})",
                self.dice.pick(&["min", "max"]),
                self.integer(next),
                self.integer(next)
            ),
            7 => format!(
                "{}({})",
                self.dice.pick(&["abs", "round", "floor", "ceil"]),
                self.integer(next)
            ),
            8 => format!("({} - {})", self.date(next), self.date(next)),
            _ => self.integer(0),
        }
    }

    fn decimal(&mut self, depth: usize) -> String {
        if depth == 0 {
            return match self.dice.below(4) {
                0 => self.dice.pick(DECIMALS).into(),
                1 => "customer.balance".into(),
                2 => "event.amount".into(),
                _ => "customer.rate".into(),
            };
        }
        let next = depth - 1;
        match self.dice.below(7) {
            0 => format!(
                "({} {} {})",
                self.decimal(next),
                self.dice.pick(&["+", "-", "*", "/", "%"]),
                self.integer(next)
            ),
            1 => format!(
                "({} {} {})",
                self.decimal(next),
                self.dice.pick(&["+", "-", "*", "/", "%"]),
                self.decimal(next)
            ),
            2 => format!(
                "{}({}, {})",
                self.dice.pick(&["min", "max"]),
                self.integer(next),
                self.decimal(next)
            ),
            3 => format!("round({}, {})", self.decimal(next), self.dice.below(7)),
            4 => format!(
                "{}({})",
                self.dice.pick(&["abs", "round", "floor", "ceil"]),
                self.decimal(next)
            ),
            5 => format!("-({})", self.decimal(0)),
            _ => self.decimal(0),
        }
    }

    fn text(&mut self, depth: usize) -> String {
        if depth == 0 {
            return match self.dice.below(3) {
                0 => lex::literal(self.dice.pick(WORDS)),
                _ => self.dice.pick(&["customer.name", "customer.mail", "context.offer"]).into(),
            };
        }
        let next = depth - 1;
        match self.dice.below(4) {
            0 => format!("{}({})", self.dice.pick(&["lower", "upper", "trim"]), self.text(next)),
            1 => format!("({} + {})", self.text(next), self.text(next)),
            2 => format!("{}(customer.tier)", self.dice.pick(&["lower", "upper", "trim"])),
            _ => self.text(0),
        }
    }

    fn date(&mut self, depth: usize) -> String {
        if depth == 0 {
            return match self.dice.below(4) {
                0 => format!("date(\"{}\")", self.dice.pick(DATES)),
                1 => "today()".into(),
                2 => "customer.birthday".into(),
                _ => "customer.joined".into(),
            };
        }
        let next = depth - 1;
        match self.dice.below(4) {
            0 => format!("date({})", self.instant(next)),
            1 => format!(
                "({} {} {})",
                self.date(next),
                self.dice.pick(&["+", "-"]),
                self.integer(next)
            ),
            2 => format!(
                "{}({}, {})",
                self.dice.pick(&["min", "max"]),
                self.date(next),
                self.date(next)
            ),
            _ => self.date(0),
        }
    }

    fn instant(&mut self, depth: usize) -> String {
        match self.dice.below(if depth == 0 { 4 } else { 5 }) {
            0 => format!("instant(\"{}\")", self.dice.pick(INSTANTS)),
            1 => "now".into(),
            2 => "customer.seen".into(),
            3 => "customer.bought".into(),
            _ => format!(
                "{}({}, {})",
                self.dice.pick(&["min", "max"]),
                self.instant(0),
                self.instant(0)
            ),
        }
    }

    fn moment(&mut self, depth: usize) -> String {
        if self.dice.below(2) == 0 { self.date(depth) } else { self.instant(depth) }
    }

    /// Returns a customer with about a third of the values missing.
    pub(super) fn person(&mut self, scope: &Scope) -> Person {
        let mut person = Person::aiko(scope);
        for slot in 0..scope.len() {
            let attribute = scope.attribute(slot as u32);
            person.cells[slot] = if self.dice.below(3) == 0 {
                MISSING
            } else {
                match attribute.kind {
                    Type::Text => {
                        let word = self.dice.pick(WORDS);
                        person.texts.intern(word)
                    }
                    Type::Integer => self.dice.pick(INTEGERS).parse().unwrap(),
                    Type::Decimal => {
                        self.dice.pick(DECIMALS).parse::<crate::value::Decimal>().unwrap().0
                    }
                    Type::Boolean => self.dice.below(2) as i64,
                    Type::Date => crate::time::parse_date(self.dice.pick(DATES)).unwrap(),
                    Type::Instant => {
                        crate::time::parse_instant(self.dice.pick(INSTANTS)).unwrap().0
                    }
                    Type::Category => self.dice.below(attribute.values.len()) as i64,
                    Type::Tags => self.dice.below(8) as i64,
                }
            };
        }
        person
    }
}

/// Returns how many cases to try: 2,500, or 200,000 when somebody wants proof.
pub(super) fn cases() -> u32 {
    if std::env::var_os("TABIJI_PROVE").is_some_and(|prove| prove == "1") { 200_000 } else { 2_500 }
}

#[test]
fn compiled_conditions_agree_with_rhai() {
    let (scope, sandbox) = (scope(), Sandbox::new());
    let config = Config {
        cases: cases(),
        max_shrink_iters: 0,
        failure_persistence: None,
        ..Config::default()
    };
    let rng = TestRng::deterministic_rng(RngAlgorithm::ChaCha);
    let mut runner = TestRunner::new_with_rng(config, rng);
    let (mut held, mut tried) = (0u32, 0u32);
    let counts = std::cell::RefCell::new((&mut held, &mut tried));
    let result = runner.run(&(any::<u64>(), 0usize..4), |(seed, depth)| {
        let mut writer = Writer { dice: Dice::new(seed) };
        let source = writer.condition(depth);
        let typed = match check(&source, &scope) {
            Ok(typed) => typed,
            // A random nest of parentheses may pass the cap; anything else is a mistake here.
            Err(problems) if problems[0].code == Code::TooDeep => return Ok(()),
            Err(problems) => return Err(TestCaseError::fail(format!("{source}: {problems:?}"))),
        };
        let predicate = typed.predicate().expect("boolean");
        for _ in 0..3 {
            let person = writer.person(&scope);
            let facts = person.facts();
            let compiled = predicate.holds(&facts);
            let rhai = sandbox.eval_condition(&source, &scope, &facts);
            let mut shown = String::new();
            for slot in typed.reads() {
                let text =
                    cell_text(facts.cell(slot), scope.attribute(slot), facts.texts, facts.zone);
                let _ = write!(shown, "\n  {} = {text}", scope.path(slot));
            }
            prop_assert_eq!(
                Ok(compiled),
                rhai.map_err(|error| error.message),
                "{}{}",
                source,
                shown
            );
            prop_assert_eq!(typed.explain(&facts).truth, Some(compiled));
            let mut counts = counts.borrow_mut();
            *counts.0 += u32::from(compiled);
            *counts.1 += 1;
        }
        Ok(())
    });
    if let Err(error) = result {
        panic!("{error}");
    }
    // A generator that only writes falsehoods proves nothing.
    assert!(held * 5 > tried && held * 5 < tried * 4, "{held} of {tried} held");
}
