//! How many generated customers a condition holds for: the journey's own sample population, made once for as long as
//! what it is made of stays the same. Counts only what a customer's attributes decide; what is decided on the way it
//! says, and does not guess.

use std::cell::Cell as Place;
use std::collections::BTreeMap;

use engine::plan::holidays;
use engine::sample::{Misfit, SampleError, Wanted, sample};
use engine::table::{Column, Population};
use journey::condition::{Facts, Root, Scope, Slot, Typed, check};
use journey::reading;
use journey::settings::{Population as Spec, Settings};
use journey::time::{DAY, Millis, Zone, date_text};
use journey::value::{Attribute, MISSING, TextView, Texts, Type};
use serde::Serialize;
use ts_rs::TS;

use crate::vocabulary::{self, kind_words};
use crate::words::Words;

/// How many customers are made, whatever the journey says: enough for a share, few enough for an answer at once.
pub const SAMPLES: u64 = 10_000;

/// How many samples a condition holds for, or why that cannot be said.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
#[serde(tag = "is", rename_all = "snake_case")]
pub enum Counted {
    /// It was asked of everyone.
    Of {
        /// How many it holds for.
        matching: u32,
        /// How many were asked.
        samples: u32,
        /// The day it was asked on, where that matters.
        on: Option<String>,
        /// The attributes it reads of which no sample has a value.
        unknown: Vec<Words>,
    },
    /// It reads what is only known on the way: properties of events, and what earlier steps kept.
    OnTheWay {
        /// What people call these.
        names: Vec<Words>,
    },
    /// It is not a condition that holds or does not.
    Wrong,
    /// There are no samples to ask.
    Nobody {
        /// Why, and the way out.
        why: Words,
    },
}

/// The sample population of a journey, and what it was made of.
#[derive(Debug, Default)]
pub struct Sampled(Option<(Recipe, Result<Population, SampleError>)>);

/// All that a sample's attributes depend on.
#[derive(Debug, PartialEq)]
struct Recipe {
    attributes: BTreeMap<String, Attribute>,
    population: Option<Spec>,
    time_zone: String,
}

impl Sampled {
    /// Returns how many samples of a journey a condition holds for. `now` is the clock; a population that says when its
    /// rehearsals start is asked then.
    pub fn count(
        &mut self,
        settings: &Settings,
        text: &str,
        scope: &Scope,
        now: Millis,
    ) -> Counted {
        let Ok(typed) = check(text, scope) else {
            return Counted::Wrong;
        };
        let names = |slots: Vec<Slot>| -> Vec<Words> {
            slots.into_iter().map(|slot| vocabulary::named(scope, slot).label).collect()
        };
        let of_others = |slot: &Slot| scope.name(*slot).0 != Root::Customer;
        let others: Vec<Slot> = typed.reads().into_iter().filter(of_others).collect();
        if !others.is_empty() {
            return Counted::OnTheWay { names: names(others) };
        }
        let Some(zone) = Zone::named(&settings.time_zone) else {
            return Counted::Nobody { why: no_zone(&settings.time_zone) };
        };
        match self.population(settings, &zone) {
            Ok(population) => ask(population, &typed, settings, &zone, now).map_or(
                Counted::Wrong,
                |(matching, on, unknown)| Counted::Of {
                    matching,
                    samples: population.table.len() as u32,
                    on: on.map(date_text),
                    unknown: names(unknown),
                },
            ),
            Err(error) => Counted::Nobody { why: words(error) },
        }
    }

    /// Returns the population of these settings, made only where another was made before.
    pub(crate) fn population(
        &mut self,
        settings: &Settings,
        zone: &Zone,
    ) -> &Result<Population, SampleError> {
        let recipe = Recipe::of(settings);
        if self.0.as_ref().is_none_or(|(known, _)| *known != recipe) {
            let settings = Settings {
                attributes: recipe.attributes.clone(),
                population: recipe.population.clone(),
                ..Settings::default()
            };
            let wanted = Wanted { customers: Some(SAMPLES), seed: None, start: 0, end: 0 };
            self.0 = Some((recipe, sample(&settings, zone, wanted)));
        }
        let (_, population) = self.0.as_ref().expect("it was made above");
        population
    }
}

impl Recipe {
    /// Returns what decides the attributes of samples: what they do by themselves does not.
    fn of(settings: &Settings) -> Self {
        let mut population = settings.population.clone();
        if let Some(spec) = &mut population {
            spec.events.clear();
            spec.personas.iter_mut().for_each(|persona| persona.events = None);
        }
        let (attributes, time_zone) = (settings.attributes.clone(), settings.time_zone.clone());
        Self { attributes, population, time_zone }
    }
}

/// Asks everyone: how many it holds for, on which day where that matters, and what nobody has a value of; none when it
/// is no condition.
fn ask(
    population: &Population,
    typed: &Typed,
    settings: &Settings,
    zone: &Zone,
    now: Millis,
) -> Option<(u32, Option<i64>, Vec<Slot>)> {
    let (predicate, table) = (typed.predicate()?, &population.table);
    let scope = typed.scope();
    let column = |slot: Slot| Some((slot, table.column(scope.name(slot).1)?));
    let columns: Vec<(Slot, &Column)> = typed.reads().into_iter().filter_map(column).collect();
    let (holidays, _) = holidays(&settings.holidays);
    let (now, trap) = (start(settings, zone, now), Place::new(None));
    let texts = TextView { shared: &population.texts, own: &[] };
    let mut cells = vec![MISSING; scope.len()];
    let mut matching = 0;
    for row in 0..table.len() {
        columns.iter().for_each(|(slot, column)| cells[*slot as usize] = column.get(row));
        let facts = Facts { cells: &cells, now, zone, holidays: &holidays, texts, trap: &trap };
        matching += u32::from(predicate.holds(&facts));
    }
    let nobody = |column: &Column| (0..column.len()).all(|row| column.get(row) == MISSING);
    let unknown = columns.iter().filter(|(_, column)| nobody(column)).map(|(slot, _)| *slot);
    let on = typed.reads_now().then(|| zone.local(now).div_euclid(DAY));
    Some((matching, on, unknown.collect()))
}

/// Returns when samples are asked: when the population's rehearsals start, else now.
fn start(settings: &Settings, zone: &Zone, now: Millis) -> Millis {
    let said = settings.population.as_ref().and_then(|population| population.start.as_deref());
    let read =
        |text| reading::read(text, &Attribute::of(Type::Instant), zone, &mut Texts::default());
    said.and_then(read).unwrap_or(now)
}

pub(crate) fn no_zone(name: &str) -> Words {
    Words::new(
        format!("There is no time zone “{name}”; correct it in the settings."),
        format!("タイムゾーン「{name}」はありません。設定を直してください。"),
    )
}

/// Returns why there are no samples.
pub fn words(error: &SampleError) -> Words {
    match error {
        SampleError::NoPopulation => Words::new(
            "The journey says nothing about its sample customers, so nobody can be counted; describe them in its settings.",
            "サンプル顧客の設定がないため数えられません。ジャーニーの設定に追加してください。",
        ),
        SampleError::Spread { name, why } => {
            Words::new(error.to_string(), format!("サンプル顧客の設定「{name}」：{}", misfit(why)))
        }
        SampleError::Table(_) => Words::new(
            error.to_string(),
            "サンプル顧客が多すぎて表に収まりません。人数を減らしてください。",
        ),
    }
}

/// What is wrong with a spread, in Japanese.
fn misfit(why: &Misfit) -> String {
    match why {
        Misfit::Attribute => "この属性は宣言されていません。宣言するか、分布を消してください。",
        Misfit::Event => "このイベントは宣言されていません。宣言するか、行動から消してください。",
        Misfit::Shares => "割合の合計が100%を超えています。どれかを下げてください。",
        Misfit::NoWeight => "重みがすべて0です。どれかを0より大きくしてください。",
        Misfit::Value { value, kind } => {
            return format!(
                "「{value}」は{}ではありません。直してください。",
                kind_words(*kind).ja
            );
        }
        Misfit::Tag { tag } => {
            return format!("「{tag}」は値の一覧にありません。一覧に加えてください。");
        }
        Misfit::Shape { kind } => {
            return format!(
                "この分布は{}に使えません。別の分布を選んでください。",
                kind_words(*kind).ja
            );
        }
        Misfit::Ends => "終わりが始まりより前です。入れ替えてください。",
        Misfit::Median => "0 < 中央値 < 90%点 になるように直してください。",
        Misfit::Hours => "時間帯の重みは、0時から1時間ごとに24個必要です。",
    }
    .to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use journey::settings;

    fn settings() -> Settings {
        settings::read(&crate::samples::sample("cart-recovery").unwrap().settings).0
    }

    fn count(settings: &Settings, text: &str) -> Counted {
        Sampled::default().count(settings, text, &settings.scope(), 0)
    }

    #[test]
    fn the_count_is_that_of_going_through_the_samples_by_hand() {
        let settings = settings();
        let zone = Zone::named(&settings.time_zone).unwrap();
        let wanted = Wanted { customers: Some(SAMPLES), seed: None, start: 0, end: DAY };
        let people = sample(&settings, &zone, wanted).unwrap().table;
        let cell = |name: &str, row: usize| people.column(name).unwrap().get(row);
        let gold = settings.attributes["tier"].values.iter().position(|it| it == "gold").unwrap();
        let by_hand = (0..people.len()).filter(|&row| {
            cell("cart_total", row) >= 5_000
                && (cell("tier", row) == gold as i64 || cell("email_ok", row) != 1)
        });
        let by_hand = by_hand.count() as u32;
        assert!(by_hand > 100 && by_hand < 9_900, "{by_hand}");
        let text =
            "customer.cart_total >= 5000 && (customer.tier == \"gold\" || !(customer.email_ok))";
        let counted = Counted::Of { matching: by_hand, samples: 10_000, on: None, unknown: vec![] };
        assert_eq!(count(&settings, text), counted);
    }

    #[test]
    fn what_cannot_be_counted_is_said() {
        let mut settings = settings();
        let told = count(&settings, "customer.age >= 18 && event.step == \"x\"");
        assert_eq!(told, Counted::OnTheWay { names: vec![Words::same("step")] });
        assert_eq!(count(&settings, "customer.agee >= 18"), Counted::Wrong);
        assert_eq!(count(&settings, "customer.age + 1"), Counted::Wrong);
        settings.attributes.insert("height".to_owned(), Attribute::of(Type::Integer));
        let Counted::Of { matching: 0, unknown, .. } = count(&settings, "customer.height > 1")
        else {
            panic!("nobody has a height");
        };
        assert_eq!(unknown, [Words::same("height")]);
        settings.population = None;
        assert!(matches!(count(&settings, "customer.age >= 18"), Counted::Nobody { .. }));
    }

    #[test]
    fn a_day_is_said_where_it_matters_and_samples_are_made_once() {
        let mut settings = settings();
        settings.population.as_mut().unwrap().start = Some("2026-11-22".to_owned());
        let mut sampled = Sampled::default();
        let scope = settings.scope();
        let counted = sampled.count(&settings, "today() == date(\"2026-11-22\")", &scope, 0);
        let on = Some("2026-11-22".to_owned());
        let all = Counted::Of { matching: 10_000, samples: 10_000, on, unknown: vec![] };
        assert_eq!(counted, all);
        let texts = |sampled: &Sampled| match &sampled.0 {
            Some((_, Ok(population))) => population.table.id(0).as_ptr(),
            other => panic!("{other:?}"),
        };
        let first = texts(&sampled);
        settings.exit_rules.clear();
        sampled.count(&settings, "customer.age >= 18", &scope, 0);
        assert_eq!(texts(&sampled), first);
        settings.attributes.remove("phone");
        settings.population.as_mut().unwrap().attributes.remove("phone");
        sampled.count(&settings, "customer.age >= 18", &settings.scope(), 0);
        assert_ne!(texts(&sampled), first);
    }
}
