use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::{Duration, Instant};

use engine::people::{End, Whom};
use engine::simulate::{Watch, simulate};
use journey::edit::Edit;

use super::overlay::Differs;
use super::*;
use crate::samples::sample;
use crate::scenarios::parts::{NamedValue, StoryPart};

fn setup() -> Setup {
    Setup {
        seed: 1,
        runs: None,
        customers: None,
        start: None,
        population: None,
        horizon: "90d".to_owned(),
        whole: false,
    }
}

fn subject(journey: &str) -> Subject {
    Subject {
        document: journey.to_owned(),
        journey: Arc::new(sample(journey).unwrap()),
        library: Arc::default(),
        against: None,
        kept: None,
        worlds: None,
        now: 0,
    }
}

/// Waits until a rehearsal is over.
async fn over(run: &Run) -> Progress {
    let mut seen = None;
    loop {
        let progress = run.progress(seen).await;
        if progress.phase.is_over() {
            return progress;
        }
        seen = Some(progress.phase);
    }
}

async fn rehearsed(rehearsals: &Rehearsals, journey: &str, setup: Setup) -> Arc<Run> {
    let run = rehearsals.run(&rehearsals.begin(subject(journey), setup)).unwrap();
    let progress = over(&run).await;
    assert_eq!((progress.phase, progress.refused), (Phase::Done, None));
    run
}

/// Makes ready for a rehearsal.
pub(crate) fn ready_of(subject: &Subject, setup: &Setup) -> Ready {
    Ready::of(subject, setup, &Crowd::default()).unwrap()
}

/// Rehearses and returns the report.
pub(crate) async fn report_of(
    rehearsals: &Rehearsals,
    subject: Subject,
    setup: Setup,
) -> Arc<engine::report::Report> {
    let run = rehearsals.run(&rehearsals.begin(subject, setup)).unwrap();
    assert_eq!(over(&run).await.phase, Phase::Done);
    run.report().unwrap()
}

#[tokio::test]
async fn the_designers_report_is_the_terminals() {
    let run = rehearsed(&Rehearsals::default(), "cart-recovery", setup()).await;
    let ready = run.ready().unwrap();
    let tally =
        simulate(&ready.plan, &ready.population, &ready.options, &Watch::default()).unwrap();
    let own = engine::report::report(&ready.plan, &ready.population, &ready.options, &tally, None);
    assert_eq!(*run.report().unwrap(), own);
    assert!(own.totals.entered > 1_000);
}

#[tokio::test]
async fn a_whole_rehearsal_has_every_section_and_runs_where_something_is_shared() {
    let small = Setup { whole: true, customers: Some(500), ..setup() };
    let run = rehearsed(&Rehearsals::default(), "birthday-treat", small).await;
    let report = run.report().unwrap();
    assert!(report.people.is_some() && report.coverage.is_some());
    assert!(report.verdict.assumption_range.is_some());
    assert_eq!(report.options.runs, if run.ready().unwrap().plan.shared { 30 } else { 1 });
}

#[tokio::test]
async fn a_journey_with_errors_is_refused_in_words() {
    let rehearsals = Rehearsals::default();
    let mut broken = subject("cart-recovery");
    let mut journey = sample("cart-recovery").unwrap();
    journey.edges.clear();
    broken.journey = Arc::new(journey);
    let run = rehearsals.run(&rehearsals.begin(broken, setup())).unwrap();
    let progress = over(&run).await;
    assert_eq!((progress.phase, progress.numbers), (Phase::Failed, false));
    let refused = progress.refused.unwrap();
    assert_eq!(refused.code, "has_errors");
    assert!(refused.message.ja.contains("エラー"), "{refused:?}");
    assert_eq!(run.report().unwrap_err().code, "no_numbers");
    for (wrong, code) in [
        (Setup { horizon: "soon".to_owned(), ..setup() }, "bad_horizon"),
        (Setup { start: Some("soon".to_owned()), ..setup() }, "bad_start"),
        (Setup { customers: Some(10_000_000), runs: Some(1_000), ..setup() }, "too_many"),
    ] {
        let run = rehearsals.run(&rehearsals.begin(subject("cart-recovery"), wrong)).unwrap();
        assert_eq!(over(&run).await.refused.unwrap().code, code);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn it_can_be_stopped_and_says_so_at_once() {
    let rehearsals = Rehearsals::default();
    let long = Setup { customers: Some(20_000), runs: Some(1_000), ..setup() };
    let run = rehearsals.run(&rehearsals.begin(subject("cart-recovery"), long)).unwrap();
    while run.progress(Some(Phase::Preparing)).await.phase != Phase::Counting {}
    let asked = Instant::now();
    run.stop();
    let progress = over(&run).await;
    assert_eq!((progress.phase, progress.numbers), (Phase::Stopped, false));
    // The promise is 200 ms for the person; a stop that waited for the work would take many seconds.
    assert!(asked.elapsed() < Duration::from_secs(2), "{:?}", asked.elapsed());
}

#[tokio::test]
async fn a_new_rehearsal_takes_the_place_of_the_one_that_goes_on_and_two_are_kept() {
    let rehearsals = Rehearsals::default();
    let long = Setup { customers: Some(20_000), runs: Some(1_000), ..setup() };
    let first = rehearsals.begin(subject("cart-recovery"), long);
    let stopped = rehearsals.run(&first).unwrap();
    let mut kept = Vec::new();
    for seed in 1..=3 {
        let setup = Setup { seed, customers: Some(100), ..setup() };
        kept.push(rehearsed(&rehearsals, "cart-recovery", setup).await.id.clone());
    }
    assert_eq!(over(&stopped).await.phase, Phase::Stopped);
    assert_eq!(rehearsals.run(&first).unwrap_err().code, "no_run");
    assert_eq!(rehearsals.run(&kept[0]).unwrap_err().code, "no_run");
    assert!(rehearsals.run(&kept[1]).is_ok() && rehearsals.run(&kept[2]).is_ok());
    let other = rehearsed(&rehearsals, "welcome", setup()).await;
    rehearsals.forget("cart-recovery");
    assert_eq!(rehearsals.run(&kept[2]).unwrap_err().code, "no_run");
    assert!(rehearsals.run(&other.id).is_ok());
}

#[tokio::test]
async fn customers_are_made_once_for_as_long_as_they_would_be_the_same() {
    let rehearsals = Rehearsals::default();
    let population = |run: &Run| run.ready().unwrap().population.clone();
    let first = rehearsed(&rehearsals, "cart-recovery", setup()).await;
    let again = rehearsed(&rehearsals, "cart-recovery", Setup { seed: 7, ..setup() }).await;
    assert!(Arc::ptr_eq(&population(&first), &population(&again)));
    let fewer = Setup { customers: Some(100), ..setup() };
    let fewer = rehearsed(&rehearsals, "cart-recovery", fewer).await;
    assert_eq!(population(&fewer).table.len(), 100);
}

#[tokio::test]
async fn a_story_is_told_in_both_languages_and_its_path_is_one_of_the_drawing() {
    let run = rehearsed(&Rehearsals::default(), "cart-recovery", setup()).await;
    let (ready, journey) = (run.ready().unwrap(), sample("cart-recovery").unwrap());
    let converted = Whom { end: Some(End::Converted), ..Whom::default() };
    let page = ready.list(&converted, 0).unwrap();
    assert!(page.total as usize > page.customers.len());
    let story = ready.story(&page.customers[0].id).unwrap();
    assert!(story.lines.len() > 3 && !story.path.is_empty());
    for line in &story.lines {
        assert_eq!(line.what.en.is_empty(), line.what.ja.is_empty(), "{line:?}");
    }
    let gone: Vec<u32> = story.lines.iter().map(|line| line.gone).collect();
    assert!(gone.is_sorted() && gone.first() < gone.last(), "{gone:?}");
    assert_eq!(gone.last().map(|it| *it as usize), Some(story.path.len()));
    let reasons = story.lines.iter().flat_map(|line| &line.because);
    assert!(reasons.clone().any(|it| it.held == Some(true) && it.text.en != it.text.ja));
    for two in story.path.windows(2).filter(|two| two[0].instance == two[1].instance) {
        let ways = &journey.edges[&two[0].node.as_str().into()];
        let to = ways.get(&two[0].port.as_str().into()).map(|to| to.as_str());
        assert_eq!(to, Some(two[1].node.as_str()), "{two:?}");
    }
    let known: BTreeMap<_, _> =
        story.attributes.iter().map(|it| (it.name.as_str(), it.value.as_deref())).collect();
    assert_eq!(known.len(), ready.plan.settings.attributes.len());
    assert!(known.values().any(Option::is_some));
    assert_eq!(ready.story("nobody").unwrap_err().code, "no_customer");
}

#[tokio::test]
async fn a_story_forks_at_any_line_and_says_where_the_ways_part() {
    let run = rehearsed(&Rehearsals::default(), "cart-recovery", setup()).await;
    let ready = run.ready().unwrap();
    let left = Whom { end: Some(End::Left), ..Whom::default() };
    let customer = ready.list(&left, 0).unwrap().customers[0].id.clone();
    let story = ready.story(&customer).unwrap();
    let mut offered = 0;
    for line in &story.lines {
        for choice in run.choices(&customer, line.place).unwrap() {
            let at = ForkAt { place: line.place, part: choice.part.clone() };
            let forked = run.fork(&customer, &at).unwrap();
            let same = forked.same as usize;
            assert_eq!(forked.story.attributes, story.attributes);
            assert_eq!(choice.unchanged, forked.unchanged, "{choice:?}");
            if forked.unchanged {
                assert_eq!(forked.story, story);
                continue;
            }
            offered += 1;
            let before = story.lines.iter().position(|it| it.place == line.place).unwrap();
            assert!(same <= forked.story.lines.len() && same + 1 >= before, "{same} {before}");
            for (own, first) in forked.story.lines.iter().zip(&story.lines).take(same) {
                assert_eq!(
                    (&own.at, &own.what, &own.because),
                    (&first.at, &first.what, &first.because)
                );
            }
            assert!(forked.constant.en != forked.constant.ja);
        }
    }
    assert!(offered > 2, "{offered} other answers");
}

#[tokio::test]
async fn a_change_that_cannot_be_is_refused_in_both_languages() {
    let run = rehearsed(&Rehearsals::default(), "cart-recovery", setup()).await;
    let customer = run.ready().unwrap().population.table.id(0).to_owned();
    let refused = |sort: &str, name: &str, value: &str, place: u32| {
        let values = vec![NamedValue { name: name.to_owned(), value: value.to_owned() }];
        let part = StoryPart { sort: sort.to_owned(), values, ..StoryPart::default() };
        let why = run.fork(&customer, &ForkAt { place, part }).unwrap_err();
        assert!(!why.message.ja.is_empty() && why.message.en != why.message.ja, "{why:?}");
        why.code
    };
    assert_eq!(refused("customer", "shoe_size", "9", 0), "no_attribute");
    assert_eq!(refused("customer", "cart_total", "much", 0), "no_value");
    assert_eq!(refused("customer", "cart_total", "9", 9_999), "no_line");
    assert_eq!(refused("until", "", "", 0), "no_fork");
    let nobody = ForkAt { place: 0, part: StoryPart::default() };
    assert_eq!(run.fork("nobody", &nobody).unwrap_err().code, "no_customer");
}

#[tokio::test]
async fn a_version_against_itself_differs_for_nobody_and_an_edit_tells_whom() {
    let rehearsals = Rehearsals::default();
    let old = Arc::new(sample("cart-recovery").unwrap());
    let mut subject = subject("cart-recovery");
    subject.against = Some(old.clone());
    let small = || Setup { customers: Some(1_000), runs: Some(1), ..setup() };
    let same = rehearsals.run(&rehearsals.begin(subject, small())).unwrap();
    assert_eq!(over(&same).await.phase, Phase::Done);
    let compared = same.compared().unwrap();
    assert_eq!((compared.outcome.changed_customers, compared.changed.len()), (0, 0));
    assert!(compared.outcome.kpis.iter().all(|kpi| kpi.difference == 0.0));
    assert_eq!(same.report().unwrap_err().code, "no_numbers");

    let mut edited = Journey::clone(&old);
    let care = Arc::make_mut(edited.nodes.get_mut(&"nod_care".into()).unwrap());
    let arms = serde_json::to_string(&care.config).unwrap();
    assert!(arms.contains("customer.age < 18"), "{arms}");
    care.config = serde_json::from_str(&arms.replace("age < 18", "age < 40")).unwrap();
    let mut subject = self::subject("cart-recovery");
    (subject.journey, subject.against) = (Arc::new(edited), Some(old));
    let other = rehearsals.run(&rehearsals.begin(subject, small())).unwrap();
    let progress = over(&other).await;
    assert_eq!((progress.phase, progress.refused), (Phase::Done, None));
    let compared = other.compared().unwrap();
    assert_eq!(compared.changed.len(), 1, "one condition: {:?}", compared.changed);
    assert!(compared.outcome.changed_customers > 100);
    assert_eq!(compared.outcome.parted[0].node.as_deref(), Some("nod_care"));
    let ends = &compared.ends[&compared.outcome.switched[0].new_end];
    assert!(!ends.en.is_empty() && ends.en != ends.ja);
    assert!(other.ready().unwrap().story(&compared.outcome.changed[0].customer).is_ok());
}

#[tokio::test]
async fn who_closes_a_gap_is_lived_and_closes_it() {
    let small = Setup { whole: true, customers: Some(40), ..setup() };
    let run = rehearsed(&Rehearsals::default(), "cart-recovery", small).await;
    let report = run.report().unwrap();
    let gaps = &report.coverage.as_ref().unwrap().gaps;
    let mut lived = 0;
    for gap in gaps.iter().filter(|gap| gap.condition.is_none()) {
        let engine::cover::Answer::Customer(candidate) = &gap.answer else { continue };
        let story = run.story(&candidate.id).unwrap();
        assert_eq!(story.customer, candidate.id);
        let known: BTreeMap<_, _> =
            story.attributes.iter().map(|it| (it.name.as_str(), it.value.as_deref())).collect();
        assert!(candidate.attributes.keys().all(|name| known[name.as_str()].is_some()));
        if let (Some(node), Some(port), 1) = (&gap.node, &gap.port, candidate.copies) {
            let goes = |hop: &Hop| hop.node == *node && hop.port == *port;
            assert!(story.path.iter().any(goes), "{gap:?}");
            lived += 1;
        }
    }
    assert!(lived > 0);
    assert_eq!(run.story("gap-x-0").unwrap_err().code, "no_customer");
}

#[tokio::test]
async fn worse_worlds_are_held_against_the_one_that_is_the_worst_first() {
    let rehearsals = Rehearsals::default();
    let worlds = WorldsAsked {
        outages: true,
        arrivals: vec![2],
        holidays: vec!["1970-01-06".to_owned()],
        clocks: vec!["1970-01-05".to_owned()],
        assumptions: true,
    };
    let asked = |worlds| Subject { worlds: Some(worlds), ..subject("cart-recovery") };
    let small = || Setup { customers: Some(300), runs: Some(2), ..setup() };
    let run = rehearsals.run(&rehearsals.begin(asked(worlds), small())).unwrap();
    let progress = over(&run).await;
    assert_eq!((progress.phase, progress.refused), (Phase::Done, None));
    let breaks = run.breaks().unwrap();
    assert_eq!((breaks.customers, breaks.runs), (300, 2));
    let kinds: std::collections::BTreeSet<_> =
        breaks.worlds.iter().map(|world| world.change.as_str()).collect();
    assert_eq!(
        kinds.into_iter().collect::<Vec<_>>(),
        ["arrivals", "clocks_back", "clocks_forward", "high", "holiday", "low", "outage"]
    );
    let of = |world: &World, id: &str| world.kpis.iter().find(|kpi| kpi.id == id).unwrap().clone();
    let mail = breaks.worlds.iter().find(|it| it.change == "outage" && it.name.en.contains("mail"));
    let messages = of(mail.unwrap(), "messages_per_customer");
    assert!(messages.old > 0.0);
    // The world as it is, is the same in every row.
    for world in &breaks.worlds {
        assert_eq!(of(world, "messages_per_customer").old, messages.old);
        assert!(!world.name.en.is_empty() && world.name.en != world.name.ja);
    }
    // An assumption at its high end is what the tornado bends, too: never the same figure at both ends everywhere.
    let ends = |change| breaks.worlds.iter().filter(move |it| it.change == change);
    assert_eq!(ends("low").count(), ends("high").count());
    assert!(breaks.worlds.iter().any(|world| world.changed_customers > 0));

    for (wrong, code) in [
        (WorldsAsked { holidays: vec!["soon".to_owned()], ..WorldsAsked::default() }, "bad_day"),
        (WorldsAsked { arrivals: vec![1], ..WorldsAsked::default() }, "bad_times"),
        (WorldsAsked::default(), "no_worlds"),
    ] {
        let run = rehearsals.run(&rehearsals.begin(asked(wrong), small())).unwrap();
        assert_eq!(over(&run).await.refused.unwrap().code, code);
    }
}

#[tokio::test]
async fn a_report_is_kept_whatever_else_is_rehearsed_after_it() {
    let rehearsals = Rehearsals::default();
    let small = || Setup { customers: Some(50), runs: Some(1), ..setup() };
    let whole = Setup { whole: true, ..small() };
    let whole = rehearsed(&rehearsals, "cart-recovery", whole).await;
    for seed in 1..=3 {
        rehearsed(&rehearsals, "cart-recovery", Setup { seed, ..small() }).await;
    }
    assert!(rehearsals.run(&whole.id).is_ok());
    assert!(rehearsals.reports("cart-recovery").iter().any(|report| report.coverage.is_some()));
}

/// Compares an edited sample with itself as it was.
async fn held(edits: &[Edit]) -> Compared {
    let rehearsals = Rehearsals::default();
    let old = sample("cart-recovery").unwrap();
    let new = edits
        .iter()
        .fold(old.clone(), |journey, edit| journey::edit::apply(&journey, edit).unwrap().0);
    let mut subject = subject("cart-recovery");
    (subject.journey, subject.against) = (Arc::new(new), Some(Arc::new(old)));
    let small = Setup { customers: Some(1_000), runs: Some(1), ..setup() };
    let run = rehearsals.run(&rehearsals.begin(subject, small)).unwrap();
    assert_eq!(over(&run).await.phase, Phase::Done);
    run.compared().unwrap().clone()
}

#[tokio::test]
async fn the_drawing_of_two_versions_marks_what_differs_and_shows_what_is_gone_where_it_stood() {
    let same = held(&[]).await.overlay;
    assert_eq!((same.steps.len(), same.ways.len()), (0, 0));
    let old = sample("cart-recovery").unwrap();
    let (from, ways) = old.edges.iter().find(|(_, ways)| ways.len() == 1).unwrap();
    let (port, to) = ways.first_key_value().unwrap();
    let node = journey::document::Node { kind: "wait.time".into(), ..Default::default() };
    let node = journey::document::Node {
        config: serde_json::json!({"for": "2h"}).as_object().cloned().unwrap(),
        ..node
    };
    let edits: Vec<Edit> = serde_json::from_value(serde_json::json!([
        {"edit": "set_config", "node": "nod_care", "pointer": "/arms/0/when", "value": "customer.age < 40"},
    ]))
    .unwrap();
    let changed = held(&edits).await.overlay;
    let [step] = &changed.steps[..] else { panic!("{:?}", changed.steps) };
    assert_eq!(
        (step.node.as_str(), step.mark, step.ghost.is_none()),
        ("nod_care", Differs::Changed, true)
    );
    assert!(!step.told.is_empty() && step.told[0].en != step.told[0].ja);
    assert!(changed.ways.iter().all(|way| way.mark.is_none() && way.old_to == way.new_to));
    let way = changed.ways.iter().find(|way| way.node == "nod_care").unwrap();
    let gone = way.gone.as_ref().unwrap();
    assert!((gone.new - gone.old - gone.difference).abs() < 1e-6 && gone.difference != 0.0);
    // The other way round, what was put between is gone.
    let mut with = old.clone();
    with.put("aaa_new".into(), node);
    with.edges.get_mut(from).unwrap().insert(port.clone(), "aaa_new".into());
    with.edges.insert("aaa_new".into(), BTreeMap::from([("done".into(), to.clone())]));
    with.layout["nodes"]["aaa_new"] = serde_json::json!({"x": 8.0, "y": 16.0});
    let marks = |one: &Journey, other: &Journey| {
        let differences = journey::diff::diff(one, other);
        overlay::overlay((one, other), &differences, &[])
    };
    let (added, removed) = (marks(&old, &with), marks(&with, &old));
    assert_eq!((added.steps[0].mark, removed.steps[0].mark), (Differs::Added, Differs::Removed));
    let ghost = removed.steps[0].ghost.as_ref().unwrap();
    assert_eq!((ghost.x, ghost.y, ghost.name.en.as_str()), (Some(8.0), Some(16.0), "Wait"));
    assert!(added.steps[0].ghost.is_none());
    let of = |overlay: &overlay::Overlay, node: &str| {
        let way = overlay.ways.iter().find(|way| way.node == node).unwrap();
        (way.mark, way.old_to.clone(), way.new_to.clone())
    };
    let (new, target) = (Some("aaa_new".to_owned()), Some(to.to_string()));
    assert_eq!(of(&added, from.as_str()), (Some(Differs::Changed), target.clone(), new.clone()));
    assert_eq!(of(&added, "aaa_new"), (Some(Differs::Added), None, target.clone()));
    assert_eq!(of(&removed, from.as_str()), (Some(Differs::Changed), new, target.clone()));
    assert_eq!(of(&removed, "aaa_new"), (Some(Differs::Removed), target, None));
}
