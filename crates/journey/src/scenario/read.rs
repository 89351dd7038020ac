//! Reading a story: every line by itself, every fault with its place.

use super::fault::{Fault, FaultCode};
use super::lex::{Word, words};
use super::{Answer, Due, Effect, Fate, Line, Moment, Sort, Story};
use crate::id::NodeId;
use crate::settings::{Channel, Outcome};
use crate::span::Span;
use crate::time::{parse_date, parse_instant};

/// Words that a name must not be taken for.
pub(super) const KEYWORDS: &[&str] = &["at", "by"];

/// Returns whether a word names a channel.
pub(super) fn is_channel(word: &str) -> bool {
    Channel::ALL.iter().any(|channel| channel.name() == word)
}

impl Story {
    /// Reads a story; a line that cannot be read is a fault, and reading goes on.
    pub fn read(text: &[String]) -> (Self, Vec<Fault>) {
        let (mut story, mut faults) = (Self::default(), Vec::new());
        for (number, line) in (1..).zip(text) {
            match read_line(line) {
                Ok(Some(line)) => {
                    if let Some(word) = story.repeats(&line) {
                        faults.push(Fault {
                            line: number,
                            column: 1,
                            code: FaultCode::Twice(word),
                        });
                    }
                    story.lines.push((number, line));
                }
                Ok(None) => {}
                Err((column, code)) => faults.push(Fault { line: number, column, code }),
            }
        }
        let expects = story
            .lines
            .iter()
            .any(|(_, line)| matches!(line, Line::Expect(..) | Line::Never(_) | Line::NoOther(_)));
        // Of a story with faults it is not known what is missing.
        if faults.is_empty() {
            let missing = [
                (story.start().is_none(), FaultCode::NoStart),
                (!expects, FaultCode::NoExpectation),
            ];
            let missing = missing.into_iter().filter(|(is, _)| *is);
            faults.extend(missing.map(|(_, code)| Fault { line: 1, column: 1, code }));
        }
        (story, faults)
    }

    fn repeats(&self, line: &Line) -> Option<&'static str> {
        let has = |is: fn(&Line) -> bool| self.lines.iter().any(|(_, line)| is(line));
        match line {
            Line::Start(_) if has(|line| matches!(line, Line::Start(_))) => Some("start"),
            Line::Until(_) if has(|line| matches!(line, Line::Until(_))) => Some("until"),
            Line::Chance { .. } if has(|line| matches!(line, Line::Chance { .. })) => {
                Some("chance")
            }
            _ => None,
        }
    }
}

type Wrong = (usize, FaultCode);

fn read_line(line: &str) -> Result<Option<Line>, Wrong> {
    if let Some(remark) = line.trim().strip_prefix('#') {
        return Ok(Some(Line::Remark(remark.trim().to_owned())));
    }
    let words = words(line).map_err(|column| (column, FaultCode::Unclosed))?;
    let mut reader = Reader { words: &words, next: 0, end: line.chars().count() + 1 };
    let Some(first) = reader.word() else {
        return Ok(None);
    };
    let read = match keyword(first) {
        "start" => Line::Start(reader.instant()?),
        "until" => Line::Until(reader.after()?),
        "chance" => {
            let seed = reader.number()?;
            let run = reader.number()?;
            let customer = reader.name("a customer's id", "顧客のID")?;
            let among = match reader.peek() {
                None => None,
                Some(_) => {
                    reader.exactly("of", "of and how many customers", "of と顧客の人数")?;
                    Some(reader.number()?)
                }
            };
            Line::Chance { seed, run, customer, among }
        }
        "recorded" => Line::Recorded(reader.names("the name of an event", "イベント名")?),
        "customer" => Line::Customer(reader.pairs()?),
        "at" => {
            let at = reader.moment()?;
            let event = reader.name("the name of an event", "イベント名")?;
            Line::Input { at, event, properties: reader.pairs()? }
        }
        "given" => {
            let step = reader.step()?;
            Line::Given(step, reader.fate()?)
        }
        "mock" => {
            let of = reader.name("a step or a connector", "ステップか接続先")?;
            Line::Mock(of, reader.answer()?)
        }
        "expect" => {
            let effect = reader.effect()?;
            Line::Expect(effect, reader.due()?)
        }
        "never" => Line::Never(reader.effect()?),
        "no" => {
            reader.exactly("other", "other and a sort, as in no other message", "other と種類")?;
            Line::NoOther(reader.sort()?)
        }
        _ => return Err((first.column, FaultCode::UnknownLine(first.text.clone()))),
    };
    match reader.word() {
        Some(word) => Err((word.column, FaultCode::TooMuch(word.text.clone()))),
        None => Ok(Some(read)),
    }
}

/// Returns a word of the notation; a quoted word is none.
fn keyword(word: &Word) -> &str {
    if word.quoted { "" } else { &word.text }
}

struct Reader<'a> {
    words: &'a [Word],
    next: usize,
    end: usize,
}

impl<'a> Reader<'a> {
    fn word(&mut self) -> Option<&'a Word> {
        let word = self.words.get(self.next);
        self.next += usize::from(word.is_some());
        word
    }

    fn peek(&self) -> Option<&'a Word> {
        self.words.get(self.next)
    }

    /// Returns that something else was expected, here or, after a word was taken, at that word.
    fn wrong(&self, word: Option<&Word>, en: &'static str, ja: &'static str) -> Wrong {
        let found = word.map(|word| word.text.clone()).unwrap_or_default();
        let column = word.map_or(self.end, |word| word.column);
        (column, FaultCode::Expected(found, en, ja))
    }

    fn name(&mut self, en: &'static str, ja: &'static str) -> Result<String, Wrong> {
        match self.word() {
            Some(word) if word.quoted || !KEYWORDS.contains(&word.text.as_str()) => {
                Ok(word.text.clone())
            }
            word => Err(self.wrong(word, en, ja)),
        }
    }

    /// Reads names up to the end of the line, one at least.
    fn names(&mut self, en: &'static str, ja: &'static str) -> Result<Vec<String>, Wrong> {
        let mut names = vec![self.name(en, ja)?];
        while self.peek().is_some() {
            names.push(self.name(en, ja)?);
        }
        Ok(names)
    }

    fn step(&mut self) -> Result<NodeId, Wrong> {
        self.name("the id of a step", "ステップのID").map(NodeId::from)
    }

    /// Returns the next word if it is a name and not what begins a time.
    fn maybe(&mut self) -> Option<String> {
        let word = self.peek()?;
        if KEYWORDS.contains(&keyword(word)) {
            return None;
        }
        self.next += 1;
        Some(word.text.clone())
    }

    fn exactly(&mut self, wanted: &str, en: &'static str, ja: &'static str) -> Result<(), Wrong> {
        match self.word() {
            Some(word) if keyword(word) == wanted => Ok(()),
            word => Err(self.wrong(word, en, ja)),
        }
    }

    fn after(&mut self) -> Result<Span, Wrong> {
        let word = self.word();
        let span = word.filter(|word| !word.quoted).and_then(|word| read_after(&word.text));
        span.ok_or_else(|| {
            self.wrong(word, "a time such as +2h or +1d12h", "+2h や +1d12h の形の時間")
        })
    }

    fn maybe_after(&mut self) -> Result<Option<Span>, Wrong> {
        if self.peek().is_none() { Ok(None) } else { self.after().map(Some) }
    }

    fn instant(&mut self) -> Result<Moment, Wrong> {
        match self.moment()? {
            Moment::After(_) => {
                let word = self.words.get(self.next - 1);
                Err(self.wrong(
                    word,
                    "an instant such as 2026-01-05T10:00",
                    "2026-01-05T10:00 の形の日時",
                ))
            }
            moment => Ok(moment),
        }
    }

    fn moment(&mut self) -> Result<Moment, Wrong> {
        let word = self.word();
        let text =
            word.filter(|word| !word.quoted).map(|word| word.text.clone()).unwrap_or_default();
        if let Some(span) = read_after(&text) {
            return Ok(Moment::After(span));
        }
        // A date and a clock may stand apart.
        let whole = match self.peek().filter(|_| parse_date(&text).is_some()) {
            Some(clock) => format!("{text}T{}", clock.text),
            None => text.clone(),
        };
        match parse_instant(&whole) {
            Some((at, zoned)) => {
                self.next += usize::from(whole != text);
                Ok(if zoned { Moment::Instant(at) } else { Moment::Local(at) })
            }
            None => Err(self.wrong(
                word,
                "a time such as +2h or 2026-01-05T10:00",
                "+2h や 2026-01-05T10:00 の形の時刻",
            )),
        }
    }

    fn pairs(&mut self) -> Result<Vec<(String, String)>, Wrong> {
        let mut pairs = Vec::new();
        while self.peek().is_some() {
            pairs.push(self.pair()?);
        }
        Ok(pairs)
    }

    fn pair(&mut self) -> Result<(String, String), Wrong> {
        let word = self.word();
        let split = word.and_then(|word| {
            let at = word.equals.filter(|&at| at > 0)?;
            Some((word.text[..at].to_owned(), word.text[at + 1..].to_owned()))
        });
        split.ok_or_else(|| self.wrong(word, "a value such as name=value", "名前=値 の形の値"))
    }

    fn number<T: std::str::FromStr>(&mut self) -> Result<T, Wrong> {
        let word = self.word();
        let number = word.filter(|word| !word.quoted).and_then(|word| word.text.parse().ok());
        number.ok_or_else(|| self.wrong(word, "a whole number", "整数"))
    }

    fn fate(&mut self) -> Result<Fate, Wrong> {
        let word = self.word();
        let nothing = |reader: &mut Self| {
            let is = reader.peek().is_some_and(|word| keyword(word) == "nothing");
            reader.next += usize::from(is);
            is
        };
        Ok(match word.map_or("", keyword) {
            "delivered" => Fate::Delivered(true),
            "bounced" => Fate::Delivered(false),
            "opened" => Fate::Opened(Some(self.after()?)),
            "not_opened" => Fate::Opened(None),
            "clicked" => Fate::Clicked(Some(self.after()?)),
            "not_clicked" => Fate::Clicked(None),
            "takes" => Fate::Takes(self.name("an arm or a variant", "分岐名またはパターン名")?),
            "comes" if nothing(self) => Fate::Comes(None),
            "comes" => {
                let port = self
                    .name("the port of an event, or nothing", "イベントの出口、または nothing")?;
                Fate::Comes(Some((port, self.after()?)))
            }
            "answers" if nothing(self) => Fate::Answers(None),
            "answers" => {
                let score = self.number()?;
                Fate::Answers(Some((score, self.after()?)))
            }
            _ => {
                return Err(self.wrong(
                    word,
                    "delivered, bounced, opened, not_opened, clicked, not_clicked, takes, comes or answers",
                    "delivered、bounced、opened、not_opened、clicked、not_clicked、takes、comes、answers のいずれか",
                ));
            }
        })
    }

    fn answer(&mut self) -> Result<Answer, Wrong> {
        let word = self.word();
        Ok(match word.map_or("", keyword) {
            "reply" => {
                let place = self.number()?;
                Answer::Reply(place, self.maybe_after()?)
            }
            "error" => Answer::Error,
            "timeout" => Answer::Timeout,
            "fails" => Answer::Fails(self.number()?),
            _ => {
                return Err(self.wrong(
                    word,
                    "reply and its number, error, timeout, or fails and how often",
                    "reply 番号、error、timeout、fails 回数 のいずれか",
                ));
            }
        })
    }

    fn effect(&mut self) -> Result<Effect, Wrong> {
        let word = self.word();
        Ok(match word.map_or("", keyword) {
            "enter" => Effect::Enter(self.maybe().map(NodeId::from)),
            "refused" => Effect::Refused(self.maybe()),
            "step" => {
                let step = self.step()?;
                Effect::Step(step, self.maybe())
            }
            "message" => self.message()?,
            "blocked" => {
                let step = self.step()?;
                Effect::Blocked(step, self.maybe())
            }
            "offer" => Effect::Offer(self.name("the name of an offer", "特典名")?),
            "task" => Effect::Task(self.name("a step or a team", "ステップまたは担当")?),
            "goal" => Effect::Goal(self.name("the name of a goal", "目標名")?),
            "value" => {
                let (name, value) = self.pair()?;
                Effect::Value(name, value)
            }
            "call" => {
                let connector = self.name("a connector", "接続先")?;
                Effect::Call(connector, self.maybe())
            }
            "survey" => Effect::Survey(self.step()?),
            "end" => Effect::End(self.outcome()?),
            "inside" => Effect::Inside(self.maybe().map(NodeId::from)),
            _ => {
                return Err(self.wrong(
                    word,
                    "enter, refused, step, message, blocked, offer, task, goal, value, call, survey, end or inside",
                    "enter、refused、step、message、blocked、offer、task、goal、value、call、survey、end、inside のいずれか",
                ));
            }
        })
    }

    fn message(&mut self) -> Result<Effect, Wrong> {
        let is_step = self.peek().is_some_and(|word| {
            word.quoted || !is_channel(&word.text) && !KEYWORDS.contains(&keyword(word))
        });
        let step = if is_step { Some(self.step()?) } else { None };
        let word = self.peek().filter(|word| !KEYWORDS.contains(&keyword(word)));
        let Some(word) = word else {
            return Ok(Effect::Message(step, None));
        };
        let channel = Channel::ALL.into_iter().find(|channel| channel.name() == keyword(word));
        self.next += 1;
        match channel {
            Some(channel) => Ok(Effect::Message(step, Some(channel))),
            None => Err(self.wrong(Some(word), "a channel such as email", "email などのチャネル")),
        }
    }

    fn outcome(&mut self) -> Result<Option<Outcome>, Wrong> {
        let word = self.peek().filter(|word| !KEYWORDS.contains(&keyword(word)));
        let Some(word) = word else {
            return Ok(None);
        };
        self.next += 1;
        let outcome = Outcome::ALL.into_iter().find(|outcome| outcome.name() == word.text);
        outcome.map(Some).ok_or_else(|| {
            self.wrong(
                Some(word),
                "resolved, converted, left, unresolved or not_eligible",
                "resolved、converted、left、unresolved、not_eligible のいずれか",
            )
        })
    }

    fn due(&mut self) -> Result<Option<Due>, Wrong> {
        let Some(word) = self.word() else {
            return Ok(None);
        };
        match keyword(word) {
            "at" => Ok(Some(Due::At(self.moment()?))),
            "by" => Ok(Some(Due::By(self.moment()?))),
            _ => Err((word.column, FaultCode::TooMuch(word.text.clone()))),
        }
    }

    fn sort(&mut self) -> Result<Sort, Wrong> {
        let word = self.word();
        let sort = Sort::ALL.into_iter().find(|sort| word.map_or("", keyword) == sort.word());
        sort.ok_or_else(|| {
            self.wrong(
                word,
                "message, offer, task, goal, call or survey",
                "message、offer、task、goal、call、survey のいずれか",
            )
        })
    }
}

/// Reads `+2h30m`.
fn read_after(text: &str) -> Option<Span> {
    text.strip_prefix('+')?.parse().ok()
}
