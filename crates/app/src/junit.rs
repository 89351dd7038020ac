//! The result of a trial as JUnit XML, which CI systems read. Letters that XML 1.0 cannot hold become �.

use engine::guard::{GuardReport, GuardStatus};
use engine::scenario::ScenarioReport;
use engine::trial::Trial;
use journey::lang::Lang;
use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesEnd, BytesStart, BytesText, Event};

use crate::text::{Paper, guardian_outcome};
use crate::xml::clean;

/// One test of a suite, in words.
struct Case {
    name: String,
    /// Why it failed: what was to be, and what was instead.
    failure: Option<(String, String)>,
    /// Why nothing can be said.
    skipped: Option<String>,
}

/// Writes a trial as JUnit XML in one language.
///
/// # Errors
///
/// What the writer says; memory never fails.
pub fn junit(trial: &Trial, lang: Lang) -> std::io::Result<Vec<u8>> {
    let key = if lang == Lang::Ja { "ja" } else { "en" };
    let scenarios = trial.scenarios.iter().map(|it| scenario(it, key, lang)).collect();
    let guardians = trial.guardians.iter().map(|it| guardian(it, key, lang)).collect();
    let suites: [(&str, Vec<Case>); 2] = [("scenarios", scenarios), ("guardians", guardians)];
    let mut writer = Writer::new_with_indent(Vec::new(), b' ', 2);
    writer.write_event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)))?;
    let name = trial.journey.name.get(key).filter(|name| !name.is_empty());
    let name = name.unwrap_or(&trial.journey.id);
    let all = || suites.iter().flat_map(|(_, cases)| cases);
    writer.write_event(Event::Start(counted("testsuites", name, all())))?;
    for (suite, cases) in &suites {
        writer.write_event(Event::Start(counted("testsuite", suite, cases.iter())))?;
        let class = format!("{}.{suite}", trial.journey.id);
        for case in cases {
            write_case(&mut writer, &class, case)?;
        }
        writer.write_event(Event::End(BytesEnd::new("testsuite")))?;
    }
    writer.write_event(Event::End(BytesEnd::new("testsuites")))?;
    let mut bytes = writer.into_inner();
    bytes.push(b'\n');
    Ok(bytes)
}

fn scenario(report: &ScenarioReport, key: &str, lang: Lang) -> Case {
    let failure = report.difference.as_ref().map(|difference| {
        let (line, source) = (difference.line, &difference.source);
        let place = match lang {
            Lang::En => format!("line {line}: {source}"),
            Lang::Ja => format!("{line}行目：{source}"),
        };
        (difference.text.get(key).cloned().unwrap_or_default(), place)
    });
    let name = report.name.get(key).filter(|name| !name.is_empty());
    let name = name.map_or(report.id.clone(), |name| format!("{}: {name}", report.id));
    Case { name, failure, skipped: None }
}

fn guardian(report: &GuardReport, key: &str, lang: Lang) -> Case {
    let sentence = report.sentence.get(key).cloned().unwrap_or_default();
    let said = guardian_outcome(&Paper::new(lang, false), report);
    let (failure, skipped) = match report.status {
        GuardStatus::Broken => (Some((said, sentence.clone())), None),
        GuardStatus::Untested => (None, Some(said)),
        GuardStatus::Proved | GuardStatus::Held => (None, None),
    };
    Case { name: format!("{}: {sentence}", report.id), failure, skipped }
}

fn counted<'a>(
    element: &'a str,
    name: &str,
    cases: impl Iterator<Item = &'a Case> + Clone,
) -> BytesStart<'a> {
    let count = |is: fn(&&Case) -> bool| cases.clone().filter(is).count().to_string();
    let mut start = BytesStart::new(element);
    start.push_attribute(("name", clean(name).as_str()));
    start.push_attribute(("tests", count(|_| true).as_str()));
    start.push_attribute(("failures", count(|it| it.failure.is_some()).as_str()));
    start.push_attribute(("errors", "0"));
    // The root has no such attribute in the schemas that CI systems check against.
    if element == "testsuite" {
        start.push_attribute(("skipped", count(|it| it.skipped.is_some()).as_str()));
    }
    start
}

fn write_case(writer: &mut Writer<Vec<u8>>, class: &str, case: &Case) -> std::io::Result<()> {
    let mut start = BytesStart::new("testcase");
    start.push_attribute(("classname", clean(class).as_str()));
    start.push_attribute(("name", clean(&case.name).as_str()));
    let child = match (&case.failure, &case.skipped) {
        (Some((message, text)), _) => Some(("failure", message, Some(text))),
        (None, Some(message)) => Some(("skipped", message, None)),
        (None, None) => None,
    };
    let Some((element, message, text)) = child else {
        return writer.write_event(Event::Empty(start));
    };
    writer.write_event(Event::Start(start))?;
    let mut inner = BytesStart::new(element);
    inner.push_attribute(("message", clean(message).as_str()));
    match text {
        Some(text) => {
            inner.push_attribute(("type", "broken"));
            writer.write_event(Event::Start(inner))?;
            writer.write_event(Event::Text(BytesText::new(&clean(text))))?;
            writer.write_event(Event::End(BytesEnd::new(element)))?;
        }
        None => writer.write_event(Event::Empty(inner))?,
    }
    writer.write_event(Event::End(BytesEnd::new("testcase")))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use engine::report::JourneyHead;
    use engine::scenario::Difference;
    use quick_xml::Reader;

    use super::*;

    const NASTY: &str = "佐藤 <b> & \"x\" 'y' ]]> \u{0}\u{7}\u{1b}\u{ffff}\n\tend";

    fn both(text: &str) -> BTreeMap<String, String> {
        BTreeMap::from([("en".to_owned(), text.to_owned()), ("ja".to_owned(), text.to_owned())])
    }

    fn trial() -> Trial {
        let difference = Difference {
            node: None,
            line: 3,
            source: NASTY.to_owned(),
            text: both(&format!("だめ {NASTY}")),
        };
        let scenario = |id: &str, difference: Option<Difference>| ScenarioReport {
            id: id.to_owned(),
            name: both(NASTY),
            passed: difference.is_none(),
            difference,
        };
        let guardian = |status| GuardReport {
            id: NASTY.to_owned(),
            name: both(""),
            sentence: both(NASTY),
            status,
            proof: None,
            asked: 4,
            broken: 1,
            percent: 25.0,
            customers: 1,
            first: vec![NASTY.to_owned()],
        };
        Trial {
            format: engine::trial::FORMAT.to_owned(),
            version: engine::trial::VERSION,
            engine: String::new(),
            passed: false,
            journey: JourneyHead {
                id: "jny_<&>".to_owned(),
                name: both(NASTY),
                hash: String::new(),
            },
            options: None,
            population: None,
            scenarios: vec![scenario("a", None), scenario("b", Some(difference))],
            guardians: vec![
                guardian(GuardStatus::Held),
                guardian(GuardStatus::Broken),
                guardian(GuardStatus::Untested),
            ],
        }
    }

    /// Reads XML strictly: every letter allowed, every end where it belongs; returns elements and attributes.
    fn read(bytes: &[u8]) -> Vec<(String, BTreeMap<String, String>)> {
        let text = std::str::from_utf8(bytes).expect("UTF-8");
        assert!(text.chars().all(|it| matches!(it, '\n' | ' '..='\u{fffd}' | '\u{10000}'..)));
        let mut reader = Reader::from_str(text);
        reader.config_mut().check_end_names = true;
        let (mut found, mut depth) = (Vec::new(), 0);
        loop {
            let event = reader.read_event().expect("well formed");
            match &event {
                Event::Start(start) | Event::Empty(start) => {
                    depth += i32::from(matches!(event, Event::Start(_)));
                    let attributes = start.attributes().map(|it| {
                        let it = it.expect("an attribute");
                        let name = it.key.as_ref().to_owned();
                        (name, unescaped(&it.value))
                    });
                    let name = start.name().as_ref().to_owned();
                    found.push((name, attributes.collect()));
                }
                Event::End(_) => depth -= 1,
                Event::Eof => break,
                _ => {}
            }
        }
        assert_eq!(depth, 0);
        found
    }

    fn unescaped(text: &str) -> String {
        quick_xml::escape::unescape(text).expect("known entities").into_owned()
    }

    #[test]
    fn any_name_comes_through_as_valid_xml() {
        for lang in [Lang::En, Lang::Ja] {
            let written = junit(&trial(), lang).expect("memory");
            let found = read(&written);
            let names: Vec<&str> = found.iter().map(|(name, _)| name.as_str()).collect();
            assert_eq!(
                names,
                [
                    "testsuites",
                    "testsuite",
                    "testcase",
                    "testcase",
                    "failure",
                    "testsuite",
                    "testcase",
                    "testcase",
                    "failure",
                    "testcase",
                    "skipped"
                ]
            );
            assert_eq!(found[0].1["name"], "佐藤 <b> & \"x\" 'y' ]]> ����  end");
            assert_eq!((found[0].1["tests"].as_str(), found[0].1["failures"].as_str()), ("5", "2"));
            assert_eq!(found[5].1["skipped"], "1");
            assert_eq!(found[2].1["classname"], "jny_<&>.scenarios");
            assert!(found[4].1["message"].starts_with("だめ 佐藤 <b> & \"x\""));
        }
    }
}
