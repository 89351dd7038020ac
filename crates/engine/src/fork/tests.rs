//! Forks of customers through journeys in notation: what goes otherwise, and what cannot be asked.

use journey::lang::Lang;
use journey::scenario::{Line, Story};

use super::{Forked, Moment, NotForked, Subject, choices, fork};
use crate::explain::explain;
use crate::plan::Plan;
use crate::run::Note;
use crate::scenario::{Recorded, record_fork};
use crate::simulate::{Options, Watch};
use crate::table::Population;
use crate::testing::{options, plan, population};

const MAIL: &str = r#"entry signup -> wait 1h -> mail=message email {"response": {"delivered": %100, "opened": %100@30m, "clicked": %0@1h}} -> w=await 2d {"events": [{"name": "clicked", "event": "message.clicked"}, {"name": "bought", "event": "purchase", "model": %0@3h}]};
    w.clicked -> goal sale -> end resolved; w.bought -> goal; w.timeout -> b=branch {gold: customer.tier == "gold"} -> end2=end converted; b.gold -> end2; b.otherwise -> lost=end left; mail.not_sent -> lost; mail.bounced -> lost"#;

const ANN: &str = "ann email_ok=true cart_value=1 tier=silver\nann @2026-01-05T10:00 signup";

fn line(text: &str) -> Line {
    let (story, _) = Story::read(&[text.to_owned()]);
    story.lines.into_iter().next().map(|(_, line)| line).expect("test line")
}

fn subject<'a>(plan: &'a Plan, population: &'a Population, options: &'a Options) -> Subject<'a> {
    Subject { plan, population, options, run: 0, row: 0 }
}

fn forked(
    plan: &Plan,
    people: &Population,
    moment: Moment,
    change: &str,
) -> Result<Forked, NotForked> {
    fork(subject(plan, people, &options(plan)), moment, &line(change), &Watch::default())
}

fn end(forked: &Forked) -> &'static str {
    match forked.told.last().map(|told| &told.note) {
        Some(Note::Ended { outcome, .. }) => outcome,
        _ => "none",
    }
}

/// Forks the first customer and returns how it ends then, and how many lines are the same.
fn told(change: &str, moment: Moment) -> String {
    let plan = plan(MAIL);
    let people = population(&plan, ANN);
    match forked(&plan, &people, moment, change) {
        Ok(forked) => format!("{} from {} on", end(&forked), forked.told[forked.place].at),
        Err(NotForked::Unfit(unfit)) => {
            let [en, ja] = ["en", "ja"].map(|lang| unfit.text[lang].clone());
            assert!(!ja.is_empty() && en != ja, "{en}");
            format!("{}: {en}", unfit.code)
        }
        Err(NotForked::Stopped(_)) => "stopped".to_owned(),
    }
}

const START: Moment = Moment::From(0);

#[test]
fn another_answer_is_another_future() {
    let clicks = told("given mail clicked +10m", START);
    assert_eq!(clicks, "resolved from 2026-01-05T11:00:00+09:00 on");
    let buys = told("given w comes bought +3h", START);
    assert_eq!(buys, "resolved from 2026-01-05T11:00:00+09:00 on");
    assert_eq!(told("given mail bounced", START), "left from 2026-01-05T11:00:00+09:00 on");
}

#[test]
fn a_changed_attribute_holds_from_the_moment_on() {
    assert_eq!(told("customer tier=gold", START), "converted from 2026-01-05T10:00:00+09:00 on");
    // At the branch itself it is in time.
    let plan = plan(MAIL);
    let people = population(&plan, ANN);
    let way =
        explain(&plan, &people, &options(&plan), 0, 0, &Watch::default()).expect("not stopped");
    let branch =
        way.iter().position(|told| told.node.as_deref() == Some("b")).expect("comes there");
    let gold = forked(&plan, &people, Moment::Line(branch), "customer tier=gold").expect("fits");
    assert_eq!((end(&gold), gold.same, gold.place), ("converted", branch, branch));
    let late =
        forked(&plan, &people, Moment::Line(way.len() - 1), "customer tier=gold").expect("fits");
    assert!(late.unchanged && late.told == way, "behind the branch nothing asks for it");
}

#[test]
fn what_cannot_be_is_refused_in_words() {
    let table = [
        (
            "customer colour=red",
            START,
            "no_attribute: the journey has no attribute “colour”; choose one of age, birthday, cart_value, email_ok, name, renewal, tier",
        ),
        (
            "customer tier=iron",
            START,
            "no_value: “iron” is no value of the attribute “tier”; choose among gold, silver, bronze",
        ),
        (
            "customer age=old",
            START,
            "no_value: “old” is no value of the attribute “age”; write one of the type integer",
        ),
        (
            "given nowhere bounced",
            START,
            "no_step: the journey has no step “nowhere”; write the id of one of its steps",
        ),
        (
            "given lost bounced",
            START,
            "no_chance: nothing at this step is settled by this line; look at the step's settings",
        ),
        (
            "given w comes bought +3d",
            START,
            "too_late: the step waits 2d, so what comes after 3d is too late; write 2d or less",
        ),
        (
            "given mail bounced",
            Moment::Line(0),
            "no_chance: chance decides nothing of that at “mail” at this moment; choose 2026-01-05 11:00",
        ),
        (
            "given mail bounced",
            Moment::From(1_767_600_000_000),
            "no_chance: chance decides nothing of that at “mail” at this moment; choose 2026-01-05 11:00",
        ),
        (
            "customer tier=gold",
            Moment::From(1_800_000_000_000),
            "nothing_after: nothing happens to this customer at 2027-01-15 17:00 or later; choose 2026-01-07 11:00 or earlier",
        ),
        (
            "expect end",
            START,
            "no_change: a way cannot fork by “expect end”; write a line that begins with given, mock or customer",
        ),
        (
            "customer tier=gold",
            Moment::Line(99),
            "no_line: this way has 14 lines, and none with the number 99 (from 0); choose one of them",
        ),
    ];
    for (change, moment, expected) in table {
        assert_eq!(told(change, moment), expected);
    }
}

#[test]
fn what_could_be_answered_is_told() {
    let plan = plan(MAIL);
    let people = population(&plan, ANN);
    let way =
        explain(&plan, &people, &options(&plan), 0, 0, &Watch::default()).expect("not stopped");
    let at = |is: fn(&Note) -> bool| {
        let line = way.iter().position(|told| is(&told.note)).expect("is there");
        let all = choices(subject(&plan, &people, &options(&plan)), line, &Watch::default());
        let all = all.expect("not stopped").into_iter();
        let each = all.map(|it| format!("{}{}", it.change, if it.unchanged { " *" } else { "" }));
        each.collect::<Vec<_>>()
    };
    assert_eq!(
        at(|note| matches!(note, Note::Sent { .. })),
        [
            "given mail delivered *",
            "given mail bounced",
            "given mail opened +30m *",
            "given mail not_opened",
            "given mail clicked +1h",
            "given mail not_clicked *"
        ]
    );
    assert_eq!(
        at(|note| matches!(note, Note::Waits { events, .. } if !events.is_empty())),
        ["given w comes bought +3h", "given w comes nothing *"]
    );
    assert!(
        at(|note| matches!(note, Note::Decided { .. })).is_empty(),
        "no chance decides a branch"
    );
}

/// What others got stays theirs: a fork takes of what is left, and takes nothing from anybody.
#[test]
fn what_others_got_is_held_constant() {
    let plan = plan(
        r#"settings {"offers": {"coupon": {"stock": 2}}}; entry signup -> x=branch {gold: customer.tier == "gold"}; x.gold -> offer coupon -> end resolved; x.otherwise -> end2=end left; offer.budget_out -> out=end unresolved"#,
    );
    let others = |golds: usize| {
        let each = (0..golds).map(|n| {
            format!("g{n} email_ok=true cart_value=1 tier=gold\ng{n} @2026-01-05T0{n}:00 signup\n")
        });
        format!("{ANN}\n{}", each.collect::<String>())
    };
    for (golds, expected) in
        [(0, "resolved"), (1, "resolved"), (2, "unresolved"), (3, "unresolved")]
    {
        let people = population(&plan, &others(golds));
        let forked = forked(&plan, &people, START, "customer tier=gold").expect("fits");
        assert_eq!(end(&forked), expected, "{golds} came before");
    }
    // One who comes later has it already, though in time there would be none left for them.
    let later = "g @2026-01-05T12:00 signup";
    let people = population(
        &plan,
        &format!(
            "{}\nh email_ok=true cart_value=1 tier=gold\nh @2026-01-05T12:00 signup",
            others(1)
        ),
    );
    let forked = forked(&plan, &people, START, "customer tier=gold").expect("fits");
    assert_eq!(end(&forked), "resolved", "{later}");
}

#[test]
fn types_have_words_in_both_languages() {
    for kind in journey::value::Type::ALL {
        assert_ne!(kind.word(Lang::En), kind.word(Lang::Ja));
    }
}

/// A scenario holds a change from its start; it is made where that comes to the same, and told why not elsewhere.
#[test]
fn a_fork_becomes_a_scenario_that_passes() {
    let plan = plan(MAIL);
    let people = population(&plan, ANN);
    let made = |change: &str, moment: Moment| {
        let options = options(&plan);
        let subject = subject(&plan, &people, &options);
        let made = record_fork(subject, moment, &line(change), &Watch::default());
        match made.expect("fits") {
            Recorded::Story(lines) => lines.join("; "),
            Recorded::Otherwise(difference) => format!("otherwise: {}", difference.text["en"]),
        }
    };
    let story = made("given mail bounced", START);
    assert!(
        story.contains("; given mail bounced; ") && story.contains("expect end left"),
        "{story}"
    );
    let story = made("customer tier=gold", START);
    assert!(story.contains("tier=gold") && story.contains("expect end converted"), "{story}");
    let late = made("customer tier=gold", Moment::Line(13));
    assert!(late.starts_with("otherwise: expected step “b” to be left by “otherwise”"), "{late}");
}
