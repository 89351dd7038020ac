//! The sample journeys of `flows/`: complete in both languages, without findings, every way taken,
//! their reports to the byte. `TABIJI_BLESS=1` rewrites what is derived: canonical form, samples, reports.
#![allow(missing_docs)]

#[path = "flows/languages.rs"]
mod languages;
#[path = "flows/never.rs"]
mod never;
#[path = "flows/published.rs"]
mod published;

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use app::export;
use app::import::{self, Shape, Source};
use app::picture::{Look, picture};
use engine::Note;
use engine::cover::cover;
use engine::explain::{Told, explain};
use engine::guard::GuardStatus;
use engine::people::people;
use engine::plan::{Plan, compile};
use engine::report::tornado::tornado;
use engine::report::{Report, report};
use engine::sample::{Wanted, sample};
use engine::scenario::play_all;
use engine::simulate::{Options, Watch, simulate};
use engine::table::{Events, Population};
use journey::document::Journey;
use journey::finding::Severity;
use journey::kind::{Kind, MessageClass};
use journey::lang::Lang;
use journey::time::{Civil, MINUTE, Zone, parse_date, ymd};
use journey::value::MISSING;
use never::NEVER;

const FLOWS: [&str; 8] = [
    "cart-recovery",
    "win-back",
    "payment-reminder",
    "birthday-treat",
    "welcome",
    "nps-follow-up",
    "event-invitation",
    "service-request",
];

/// Customers of the small files.
const FEW: u64 = 300;

fn place(file: &str) -> PathBuf {
    let root = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
    root.join("../flows").join(file)
}

fn bytes(file: &str) -> Vec<u8> {
    match std::fs::read(place(file)) {
        Ok(bytes) => bytes,
        Err(error) => panic!("{file}: {error}; TABIJI_BLESS=1 writes what is derived"),
    }
}

/// Compares a derived file with what it should be, or writes it.
fn golden(file: &str, wanted: &[u8]) {
    if std::env::var_os("TABIJI_BLESS").is_some() {
        std::fs::write(place(file), wanted).expect("flows/ can be written");
        return;
    }
    let found = bytes(file);
    if found == wanted {
        return;
    }
    let (found, wanted) = (
        String::from_utf8_lossy(&found).into_owned(),
        String::from_utf8_lossy(wanted).into_owned(),
    );
    let mut lines = found.lines().zip(wanted.lines()).enumerate();
    let first = lines.find(|(_, (found, wanted))| found != wanted);
    panic!("{file}: not as derived, first at {first:?}; look at the change, then TABIJI_BLESS=1");
}

struct Flow {
    name: &'static str,
    journey: Journey,
    plan: Plan,
}

impl Flow {
    fn open(name: &'static str) -> Self {
        let text = bytes(&format!("{name}.journey.json"));
        let (journey, findings) = journey::format::read(&text).expect("a journey file");
        let said: Vec<String> = findings.iter().map(|it| it.message(Lang::En)).collect();
        assert!(said.is_empty(), "{name}: {said:#?}");
        let plan = compile(&journey, &BTreeMap::new());
        let plan = plan.unwrap_or_else(|error| panic!("{name}: {error}"));
        Self { name, journey, plan }
    }

    /// What `tabiji simulate` takes when it is told nothing but `--runs 30`.
    fn options(&self) -> Options {
        let population = self.plan.settings.population.as_ref();
        let start = population.and_then(|it| it.start.as_deref());
        let start = start.expect("each journey says when its rehearsal starts");
        Options { runs: 30, start: midnight(start, &self.plan.zone), ..Options::default() }
    }

    fn sample(&self, customers: Option<u64>, options: &Options) -> Population {
        let wanted = Wanted {
            customers,
            seed: None,
            start: options.start,
            end: options.horizon.after(options.start, &self.plan.zone),
        };
        sample(&self.plan.settings, &self.plan.zone, wanted).expect("spreads that fit")
    }

    fn rehearse(&self, population: &Population, options: &Options) -> Report {
        let tally = simulate(&self.plan, population, options, &Watch::default());
        let tally = tally.expect("nobody stops it");
        report(&self.plan, population, options, &tally, None)
    }

    fn told(&self, population: &Population, options: &Options, row: usize) -> Vec<Told> {
        let watch = Watch::default();
        explain(&self.plan, population, options, 0, row, &watch).expect("nobody stops it")
    }

    fn kinds(&self) -> impl Iterator<Item = (&str, Kind)> {
        let nodes = self.journey.nodes.iter();
        nodes.map(|(id, node)| (id.as_str(), Kind::read(node).expect("no findings")))
    }
}

fn midnight(day: &str, zone: &Zone) -> i64 {
    let day = parse_date(day).expect("a day");
    zone.instant(Civil { day, time: 0 }.local())
}

fn for_each(mut check: impl FnMut(&Flow)) {
    for name in FLOWS {
        check(&Flow::open(name));
    }
}

#[test]
fn files_are_canonical() {
    for name in FLOWS {
        let file = format!("{name}.journey.json");
        let (journey, _) = journey::format::read(&bytes(&file)).expect("a journey file");
        golden(&file, journey::format::write(&journey).as_bytes());
    }
}

#[test]
fn there_is_nothing_to_mend() {
    for_each(|flow| {
        let view = app::journeys::open(&place(&format!("{}.journey.json", flow.name)));
        let findings = view.expect("it opens").all_findings();
        // That an earlier arm goes first is meant, and noted.
        let wrong = findings.iter().filter(|it| it.severity != Severity::Info);
        let said: Vec<String> = wrong.map(|it| it.message(Lang::En)).collect();
        assert!(said.is_empty(), "{}: {said:#?}", flow.name);
    });
}

/// The report that `tabiji simulate JOURNEY --runs 30 --out REPORT` writes.
#[test]
fn reports_are_as_blessed() {
    for_each(|flow| {
        let options = flow.options();
        let population = flow.sample(None, &options);
        let watch = Watch::default();
        let tally = simulate(&flow.plan, &population, &options, &watch).expect("nobody stops it");
        let ranges =
            tornado(&flow.plan, &population, &options, &tally, &watch).expect("nobody stops it");
        let mut report = report(&flow.plan, &population, &options, &tally, ranges.as_ref());
        let look = people(&flow.plan, &population, &options, &watch);
        report.people = Some(look.expect("nobody stops it"));
        let first = Options { runs: 1, ..options.clone() };
        let covered = cover(&flow.journey, &BTreeMap::new(), &population, &first, &watch);
        report.coverage = Some(covered.expect("it compiles, and nobody stops it"));
        let mut written = serde_json::to_vec_pretty(&report).expect("a report is JSON");
        written.push(b'\n');
        golden(&format!("{}.report.json", flow.name), &written);
    });
}

#[test]
fn every_scenario_goes_as_expected() {
    for_each(|flow| {
        let played = play_all(&flow.plan);
        let failed: Vec<_> = played.iter().filter(|it| !it.passed).collect();
        assert!(failed.is_empty(), "{}: {failed:#?}", flow.name);
        assert!(played.len() >= 3, "{}", flow.name);
        for name in played.iter().flat_map(|it| it.name.values()) {
            assert!(!name.is_empty(), "{}", flow.name);
        }
    });
}

/// What a story is written in is what it prints.
#[test]
fn stories_are_in_their_canonical_form() {
    for_each(|flow| {
        for scenario in &flow.plan.settings.scenarios {
            assert_eq!(scenario.read().0.text(), scenario.story, "{} {}", flow.name, scenario.id);
        }
    });
}

#[test]
fn every_guardian_holds_and_is_put_to_the_test() {
    for_each(|flow| {
        let options = Options { runs: 3, ..flow.options() };
        let report = flow.rehearse(&flow.sample(None, &options), &options);
        let said: Vec<_> = report.guardians.iter().map(|it| (&it.id, it.status)).collect();
        let good = |it: &GuardStatus| matches!(it, GuardStatus::Proved | GuardStatus::Held);
        assert!(said.iter().all(|(_, status)| good(status)), "{}: {said:?}", flow.name);
        let proved = report.guardians.iter().filter(|it| it.proof.is_some()).count();
        let (asked, count) = (report.guardians.iter().all(|it| it.asked > 0), said.len());
        assert!(count >= 3 && proved >= 1 && asked, "{}: {said:?}", flow.name);
    });
}

#[test]
fn the_readme_says_what_the_reports_say() {
    let mut readme = String::from_utf8(bytes("README.md")).expect("UTF-8");
    for_each(|flow| {
        let report: serde_json::Value =
            serde_json::from_slice(&bytes(&format!("{}.report.json", flow.name)))
                .expect("a report is JSON");
        let sentence = |lang: &str| report["verdict"]["text"][lang].as_str().expect("a sentence");
        let result = format!(" | {}<br>{} |", sentence("en"), sentence("ja"));
        let row = readme.lines().find(|line| line.starts_with(&format!("| `{}` ", flow.name)));
        let row = row.unwrap_or_else(|| panic!("README.md has no row of {}", flow.name)).to_owned();
        let start = row.trim_end_matches(" |").rfind(" | ").expect("three cells");
        readme = readme.replace(&row, &format!("{}{result}", &row[..start]));
    });
    golden("README.md", readme.as_bytes());
}

/// The gallery shows what comes of each sample, and has it from here.
#[test]
fn the_gallery_says_what_the_reports_say() {
    let mut results = BTreeMap::new();
    for_each(|flow| {
        let report: serde_json::Value =
            serde_json::from_slice(&bytes(&format!("{}.report.json", flow.name)))
                .expect("a report is JSON");
        let kpi = &report["verdict"]["kpi"];
        let of = |it: &&serde_json::Value| it["id"] == *kpi;
        let kpis = report["kpis"].as_array().expect("a list of figures");
        let share = &kpis.iter().find(of).expect("the verdict's figure")["estimate"];
        let goal = kpi.as_str().and_then(|it| it.strip_prefix("goal.")).expect("a goal");
        let customers = &report["population"]["customers"];
        let result = serde_json::json!({ "customers": customers, "goal": goal, "share": share });
        results.insert(flow.name, result);
    });
    let results = serde_json::to_string_pretty(&results).expect("JSON") + "\n";
    golden("results.json", results.as_bytes());
}

#[test]
fn every_step_and_every_way_is_taken() {
    for_each(|flow| {
        let options = flow.options();
        let report = flow.rehearse(&flow.sample(None, &options), &options);
        let mut never = BTreeSet::new();
        for (id, node) in &report.nodes {
            assert!(node.entered > 0, "{}: nobody reached {id}", flow.name);
            let empty = node.ports.iter().filter(|(_, count)| **count == 0);
            never.extend(empty.map(|(port, _)| (id.as_str(), port.as_str())));
        }
        let excused = NEVER.iter().filter(|(name, ..)| *name == flow.name);
        let excused: BTreeSet<_> = excused.map(|(_, id, port, _)| (*id, *port)).collect();
        assert_eq!(never, excused, "{}", flow.name);
    });
}

#[test]
fn nobody_is_lost() {
    for_each(|flow| {
        let options = flow.options();
        let totals = flow.rehearse(&flow.sample(None, &options), &options);
        let ended: u64 = totals.totals.ended.values().sum();
        assert_eq!(totals.totals.entered, ended + totals.totals.inside);
        for (id, node) in &totals.nodes {
            let gone = node.out + node.ended + node.inside;
            assert_eq!(node.entered, gone, "{} {id}", flow.name);
        }
    });
}

#[test]
fn no_marketing_in_quiet_hours() {
    for_each(|flow| {
        assert!(flow.plan.settings.quiet_hours.is_some(), "{}", flow.name);
        let options = flow.options();
        let report = flow.rehearse(&flow.sample(None, &options), &options);
        let marketing: BTreeSet<String> = flow
            .kinds()
            .filter(|(_, kind)| match kind {
                Kind::Message(message) => message.class == MessageClass::Marketing,
                kind => matches!(kind, Kind::MeasureSurvey(_)),
            })
            .map(|(id, _)| id.to_owned())
            .collect();
        let quiet = report.pressure.in_quiet_hours.keys();
        let wrong: Vec<&String> = quiet.filter(|id| marketing.contains(*id)).collect();
        assert!(wrong.is_empty(), "{}: {wrong:?}", flow.name);
    });
}

#[test]
fn threads_change_nothing() {
    for_each(|flow| {
        let one = Options { runs: 2, threads: 1, ..flow.options() };
        let two = Options { threads: 2, ..one.clone() };
        let population = flow.sample(None, &one);
        let [one, two] = [one, two].map(|options| flow.rehearse(&population, &options));
        assert!(one == two, "{}", flow.name);
    });
}

#[test]
fn budgets_and_stocks_hold_in_every_run() {
    for_each(|flow| {
        for seed in 1..=5 {
            let options = Options { seed, runs: 1, ..flow.options() };
            let report = flow.rehearse(&flow.sample(None, &options), &options);
            for (name, offer) in &report.offers {
                let money = offer.budget.is_none_or(|budget| offer.spent <= budget);
                let stock = offer.stock.is_none_or(|stock| offer.issued <= stock);
                assert!(money && stock, "{} {name}: {offer:?}", flow.name);
            }
        }
    });
}

/// Small files are the first customers of the sample; their history is what a rehearsal of them did.
#[test]
fn small_files_are_as_blessed_and_replay_the_same() {
    for_each(|flow| {
        let (settings, zone) = (&flow.plan.settings, &flow.plan.zone);
        let options = Options { runs: 1, ..flow.options() };
        let sampled = flow.sample(Some(FEW), &options);
        let rehearsed = flow.rehearse(&sampled, &options);
        let population = with_history(flow, sampled, &options);
        let (mut customers, mut events) = (Vec::new(), Vec::new());
        export::customers(&mut customers, Shape::Csv, &population, settings, zone).expect("memory");
        export::events(&mut events, Shape::Csv, &population, settings, zone).expect("memory");
        let files = ["customers", "events"].map(|what| format!("{}.{what}.csv", flow.name));
        golden(&files[0], &customers);
        golden(&files[1], &events);
        let [customers, events] = files.map(|file| Source::open(&place(&file)).expect("a file"));
        let read = import::read(
            Some(customers),
            Some(events),
            settings,
            zone,
            &import::Options::default(),
        );
        let read = read.unwrap_or_else(|error| panic!("{}: {error:?}", flow.name));
        let replayed = flow.rehearse(&read.population, &options);
        assert_eq!(replayed.totals, rehearsed.totals, "{}", flow.name);
        let goals = |report: &Report| -> Vec<u64> {
            report.time.goals.values().map(|goal| goal.reached).collect()
        };
        assert_eq!(goals(&replayed), goals(&rehearsed), "{}", flow.name);
        assert!(goals(&replayed)[0] > 0, "{}", flow.name);
    });
}

/// Returns the population with everything its customers did in a rehearsal as their record.
fn with_history(flow: &Flow, mut population: Population, options: &Options) -> Population {
    let settings = &flow.plan.settings;
    let properties = settings.event_properties();
    let amounts = ["cart_total", "amount_due", "average_order"];
    let worth = amounts.iter().find_map(|name| population.table.column(name));
    let mut events = Events::new(&properties);
    for row in 0..population.table.len() {
        for told in flow.told(&population, options, row) {
            let Note::Event { event, recorded, properties: known } = &told.note else {
                continue;
            };
            // Reactions to messages stay with the model; they follow from the messages.
            if !settings.events.contains_key(event) {
                continue;
            }
            let cell = |name: &String| {
                let attribute = &properties[name];
                let text = known.iter().find(|(of, _)| of == name);
                match (text, worth) {
                    (Some((_, text)), _) if text != "—" => {
                        let mut texts = journey::value::Texts::default();
                        let zone = &flow.plan.zone;
                        engine::sample::read(text, attribute, zone, &mut texts).unwrap_or(MISSING)
                    }
                    // A modelled event says no amount; the file gives the one the customer stands for.
                    (_, Some(total)) if !recorded && name == "amount" => total.get(row),
                    _ => MISSING,
                }
            };
            let cells: Vec<i64> = properties.keys().map(cell).collect();
            events.push(row as u32, told.at_ms, event, &cells);
        }
    }
    population.events = events.finish(population.table.len());
    population
}

/// Whoever needs care and stays unpaid is called by a person, and is never pressed.
#[test]
fn vulnerable_customers_always_reach_a_person() {
    let flow = Flow::open("payment-reminder");
    let options = flow.options();
    let population = flow.sample(None, &options);
    let care = population.table.column("needs_care").expect("declared");
    let (mut unpaid, mut called) = (0, 0);
    for row in (0..population.table.len()).filter(|&row| care.get(row) == 1) {
        let told = flow.told(&population, &options, row);
        let id = population.table.id(row);
        let helped = told.iter().any(|it| is_task(it, "nod_care_task"));
        let pressed = told.iter().any(|it| {
            is_task(it, "nod_call")
                || it.node.as_deref() == Some("nod_sms") && matches!(it.note, Note::Sent { .. })
        });
        assert!(!pressed, "{id} was pressed");
        let left = |it: &Told| matches!(&it.note, Note::Ended { outcome: "unresolved", .. });
        if told.iter().any(left) {
            unpaid += 1;
            assert!(helped, "{id} stayed unpaid and nobody called");
        }
        called += usize::from(helped);
    }
    assert!(unpaid >= 20 && called > unpaid, "{unpaid} of {called}");
}

/// Tasks are made in opening hours only, New Year and holidays apart.
#[test]
fn people_are_handed_over_in_opening_hours() {
    let flow = Flow::open("payment-reminder");
    let options = flow.options();
    let population = flow.sample(Some(2_000), &options);
    let closed = ["2026-12-29", "2026-12-30", "2026-12-31", "2027-01-01", "2027-01-11"];
    let closed = closed.map(|day| parse_date(day).expect("a day"));
    let mut tasks = 0;
    for row in 0..population.table.len() {
        for told in flow.told(&population, &options, row) {
            if !is_task(&told, "nod_call") && !is_task(&told, "nod_care_task") {
                continue;
            }
            let Civil { day, time } = Civil::of(flow.plan.zone.local(told.at_ms));
            let hour = time / MINUTE / 60;
            let open = journey::time::weekday(day) < 5 && (9..18).contains(&hour);
            assert!(open && !closed.contains(&day), "{}", told.at);
            tasks += 1;
        }
    }
    assert!(tasks > 100, "{tasks}");
}

fn is_task(told: &Told, node: &str) -> bool {
    told.node.as_deref() == Some(node) && matches!(told.note, Note::Task { .. })
}

/// Those born on 29 February get theirs at nine by their own clock: on the 28th, and in a leap year on the 29th.
#[test]
fn leap_day_birthdays_come_on_the_policy_day() {
    let flow = Flow::open("birthday-treat");
    for (start, day) in [("2027-01-01", "2027-02-28"), ("2028-01-01", "2028-02-29")] {
        let options =
            Options { runs: 1, start: midnight(start, &flow.plan.zone), ..flow.options() };
        let population = flow.sample(Some(2_500), &options);
        let table = &population.table;
        let (born, zones) = (table.column("birthday"), table.column("time_zone"));
        let (born, zones) = (born.expect("declared"), zones.expect("declared"));
        let leap = |&row: &usize| born.get(row) != MISSING && ends_with_leap_day(born.get(row));
        let (mut seen, mut offsets) = (0, BTreeSet::new());
        for row in (0..table.len()).filter(leap) {
            let zone = population.texts.get(zones.get(row)).and_then(Zone::named);
            let zone = zone.unwrap_or_else(|| flow.plan.zone.clone());
            let nine = midnight(day, &zone) + 9 * 60 * MINUTE;
            let told = flow.told(&population, &options, row);
            let sent = |it: &&Told| matches!(it.note, Note::Sent { .. });
            let Some(first) = told.iter().find(sent) else {
                let left =
                    told.iter().any(|it| matches!(it.note, Note::Ended { rule: Some(_), .. }));
                assert!(left, "{} got nothing", table.id(row));
                continue;
            };
            assert_eq!(first.at_ms, nine, "{}: {}", table.id(row), first.at);
            offsets.insert(zone.offset(nine));
            seen += 1;
        }
        assert!(seen >= 30 && offsets.len() >= 5, "{start}: {seen} in {offsets:?}");
    }
}

fn ends_with_leap_day(day: i64) -> bool {
    let (_, month, dom) = ymd(day);
    (month, dom) == (2, 29)
}

#[test]
fn pictures_are_tidy() {
    for_each(|flow| {
        let nodes = &flow.journey.layout["nodes"];
        let nodes = nodes.as_object().expect("a picture");
        let drawn: BTreeSet<&str> = nodes.keys().map(String::as_str).collect();
        let there: BTreeSet<&str> = flow.journey.nodes.keys().map(|id| id.as_str()).collect();
        assert_eq!(drawn, there, "{}", flow.name);
        let at = |id: &str| {
            let [x, y] = ["x", "y"].map(|axis| nodes[id][axis].as_i64().expect("a number"));
            assert!(x % 8 == 0 && y % 8 == 0, "{} {id} is off the grid", flow.name);
            (x, y)
        };
        for (id, other) in drawn.iter().flat_map(|a| drawn.iter().map(move |b| (a, b))) {
            let ((x, y), (u, v)) = (at(id), at(other));
            let apart = id == other || (x - u).abs() >= 232 || (y - v).abs() >= 140;
            assert!(apart, "{}: {id} covers {other}", flow.name);
        }
    });
}

/// Also what `tabiji export flows/cart-recovery.journey.json --as svg --lang ja` writes.
#[test]
fn a_picture_is_as_blessed() {
    let flow = Flow::open("cart-recovery");
    let look = Look { lang: Lang::Ja, ..Look::default() };
    golden("cart-recovery.svg", picture(&flow.journey, look).svg.as_bytes());
}

#[test]
fn customers_are_invented() {
    for_each(|flow| {
        let customers = String::from_utf8(bytes(&format!("{}.customers.csv", flow.name)));
        let customers = customers.expect("UTF-8");
        for line in customers.lines().skip(1) {
            for cell in line.split(',') {
                let mail = !cell.contains('@') || cell.ends_with("@example.jp");
                let phone = !cell.starts_with("0") || cell.starts_with("090-0000-");
                assert!(mail && (phone || cell == "0"), "{}: {cell}", flow.name);
            }
        }
    });
}
