use proptest::prelude::*;

use super::*;
use crate::lang::Lang;

fn story(text: &str) -> (Story, Vec<Fault>) {
    let lines: Vec<String> = text.lines().map(str::to_owned).collect();
    Story::read(&lines)
}

#[test]
fn a_story_is_read_line_by_line() {
    let text = "# A cart.
start 2026-01-05 10:00
until +14d
customer age=41 name=\"佐藤 太郎\" email_ok=true
at +0s cart_abandoned items=2
at 2026-01-06T09:00:30 purchase amount=1.5
at 2026-01-06T00:00Z signup
given nod_mail opened +30m
given nod_wait comes purchase +1d12h
given nod_nps answers 9 +1d
given nod_nps answers nothing
mock payments fails 2
mock nod_call reply 1 +5s
expect enter
expect message nod_mail email at +1h
expect step nod_wait purchase by +2d
expect value context.paid=true
expect blocked nod_gate frequency_cap
expect goal \"購入 (purchase)\"
never offer cart_coupon
never message sms
no other message
expect end converted";
    let (read, faults) = story(text);
    assert_eq!(faults, []);
    let printed = read.text();
    let canonical =
        text.replace("2026-01-05 10:00", "2026-01-05T10:00").replace("T00:00Z", "T00:00:00Z");
    assert_eq!(printed.join("\n"), canonical);
}

#[test]
fn every_fault_names_its_place_and_the_way_out() {
    let lines = [
        "strat 2026-01-05T10:00",
        "start soon",
        "start +1h",
        "until 3d",
        "customer age",
        "at +1h",
        "customer name=\"佐藤",
        "given nod_mail vanishes",
        "given nod_nps answers many +1d",
        "mock crm maybe",
        "expect mail",
        "expect message nod_mail pigeon",
        "expect end happy",
        "expect step nod_mail sent at noon",
        "expect step nod_mail sent at +1h really",
        "no more messages",
        "no other thing",
    ];
    let mut said = String::new();
    for line in lines {
        let (_, faults) = story(line);
        for fault in faults {
            for lang in [Lang::En, Lang::Ja] {
                let (place, column) = (fault.line, fault.column);
                said += &format!("{line} | {place}:{column} {}\n", fault.message(lang));
            }
        }
    }
    for text in
        ["start 2026-01-05T10:00", "expect end", "start 2026-01-05T10:00\nstart 2026-01-05T10:00"]
    {
        let (_, faults) = story(text);
        said += &format!("{} {}\n", faults[0].message(Lang::En), faults[0].message(Lang::Ja));
    }
    expect_test::expect![[r#"
        strat 2026-01-05T10:00 | 1:1 a line begins with “strat”; begin it with start, until, chance, recorded, customer, at, given, mock, expect, never, no other, or # for a remark
        strat 2026-01-05T10:00 | 1:1 行が「strat」で始まっています。start、until、chance、recorded、customer、at、given、mock、expect、never、no other、または # で始めてください
        start soon | 1:7 “soon” stands here; write a time such as +2h or 2026-01-05T10:00
        start soon | 1:7 「soon」があります。+2h や 2026-01-05T10:00 の形の時刻を書いてください
        start +1h | 1:7 “+1h” stands here; write an instant such as 2026-01-05T10:00
        start +1h | 1:7 「+1h」があります。2026-01-05T10:00 の形の日時を書いてください
        until 3d | 1:7 “3d” stands here; write a time such as +2h or +1d12h
        until 3d | 1:7 「3d」があります。+2h や +1d12h の形の時間を書いてください
        customer age | 1:10 “age” stands here; write a value such as name=value
        customer age | 1:10 「age」があります。名前=値 の形の値を書いてください
        at +1h | 1:7 the line ends too soon; write the name of an event
        at +1h | 1:7 行が途中で終わっています。イベント名を書いてください
        customer name="佐藤 | 1:15 a quotation is not closed; add " at its end
        customer name="佐藤 | 1:15 引用が閉じられていません。終わりに " を付けてください
        given nod_mail vanishes | 1:16 “vanishes” stands here; write delivered, bounced, opened, not_opened, clicked, not_clicked, takes, comes or answers
        given nod_mail vanishes | 1:16 「vanishes」があります。delivered、bounced、opened、not_opened、clicked、not_clicked、takes、comes、answers のいずれかを書いてください
        given nod_nps answers many +1d | 1:23 “many” stands here; write a whole number
        given nod_nps answers many +1d | 1:23 「many」があります。整数を書いてください
        mock crm maybe | 1:10 “maybe” stands here; write reply and its number, error, timeout, or fails and how often
        mock crm maybe | 1:10 「maybe」があります。reply 番号、error、timeout、fails 回数 のいずれかを書いてください
        expect mail | 1:8 “mail” stands here; write enter, refused, step, message, blocked, offer, task, goal, value, call, survey, end or inside
        expect mail | 1:8 「mail」があります。enter、refused、step、message、blocked、offer、task、goal、value、call、survey、end、inside のいずれかを書いてください
        expect message nod_mail pigeon | 1:25 “pigeon” stands here; write a channel such as email
        expect message nod_mail pigeon | 1:25 「pigeon」があります。email などのチャネルを書いてください
        expect end happy | 1:12 “happy” stands here; write resolved, converted, left, unresolved or not_eligible
        expect end happy | 1:12 「happy」があります。resolved、converted、left、unresolved、not_eligible のいずれかを書いてください
        expect step nod_mail sent at noon | 1:30 “noon” stands here; write a time such as +2h or 2026-01-05T10:00
        expect step nod_mail sent at noon | 1:30 「noon」があります。+2h や 2026-01-05T10:00 の形の時刻を書いてください
        expect step nod_mail sent at +1h really | 1:34 “really” is more than the line can say; take it away, or begin a new line
        expect step nod_mail sent at +1h really | 1:34 「really」は余分です。削除するか、次の行に分けてください
        no more messages | 1:4 “more” stands here; write other and a sort, as in no other message
        no more messages | 1:4 「more」があります。other と種類を書いてください
        no other thing | 1:10 “thing” stands here; write message, offer, task, goal, call or survey
        no other thing | 1:10 「thing」があります。message、offer、task、goal、call、survey のいずれかを書いてください
        nothing is expected, so the scenario could never fail; add a line that begins with expect, never or no other 期待する結果がなく、失敗しようがありません。expect、never、no other で始まる行を加えてください
        no line says when the clock starts; add one such as start 2026-01-05T10:00 開始時刻がありません。start 2026-01-05T10:00 のような行を加えてください
        “start” stands a second time; keep one 「start」が二度あります。一つにしてください
    "#]].assert_eq(&said);
}

fn word() -> impl Strategy<Value = String> {
    prop_oneof![
        "[a-z_]{1,8}",
        "\\PC{0,6}",
        "[ \"=#\\\\+\n\t\r]{0,4}",
        Just("at".to_owned()),
        Just("by".to_owned()),
        Just("email".to_owned()),
        Just("nothing".to_owned()),
        Just("　全角".to_owned()),
    ]
}

fn name() -> impl Strategy<Value = String> {
    word().prop_map(|word| word.split('=').next().map(str::to_owned).unwrap_or_default() + "n")
}

fn span() -> impl Strategy<Value = Span> {
    (0i64..400, 0i64..crate::time::DAY).prop_map(|(days, millis)| Span { days, millis })
}

fn moment() -> impl Strategy<Value = Moment> {
    let instants = 0i64..4_000_000_000_000;
    prop_oneof![
        span().prop_map(Moment::After),
        instants.clone().prop_map(Moment::Local),
        (0i64..60_000_000).prop_map(|minutes| Moment::Local(minutes * 60_000)),
        instants.prop_map(Moment::Instant),
    ]
}

fn effect() -> impl Strategy<Value = Effect> {
    use proptest::option::of;
    use proptest::sample::select;
    let id = || word().prop_map(NodeId::from);
    prop_oneof![
        of(id()).prop_map(Effect::Enter),
        of(word()).prop_map(Effect::Refused),
        (id(), of(word())).prop_map(|(id, port)| Effect::Step(id, port)),
        (of(id()), of(select(Channel::ALL.to_vec()))).prop_map(|(id, by)| Effect::Message(id, by)),
        (id(), of(word())).prop_map(|(id, reason)| Effect::Blocked(id, reason)),
        word().prop_map(Effect::Offer),
        word().prop_map(Effect::Task),
        word().prop_map(Effect::Goal),
        (name(), word()).prop_map(|(of, value)| Effect::Value(of, value)),
        (word(), of(word())).prop_map(|(of, result)| Effect::Call(of, result)),
        id().prop_map(Effect::Survey),
        of(select(Outcome::ALL.to_vec())).prop_map(Effect::End),
        of(id()).prop_map(Effect::Inside),
    ]
}

fn fate() -> impl Strategy<Value = Fate> {
    use proptest::option::of;
    prop_oneof![
        any::<bool>().prop_map(Fate::Delivered),
        of(span()).prop_map(Fate::Opened),
        of(span()).prop_map(Fate::Clicked),
        word().prop_map(Fate::Takes),
        of((word(), span())).prop_map(Fate::Comes),
        of((any::<i64>(), span())).prop_map(Fate::Answers),
    ]
}

fn line() -> impl Strategy<Value = Line> {
    let pairs = || proptest::collection::vec((name(), word()), 0..3);
    let answer = prop_oneof![
        (any::<u32>(), proptest::option::of(span())).prop_map(|(n, span)| Answer::Reply(n, span)),
        Just(Answer::Error),
        Just(Answer::Timeout),
        any::<u32>().prop_map(Answer::Fails),
    ];
    let due =
        proptest::option::of(prop_oneof![moment().prop_map(Due::At), moment().prop_map(Due::By)]);
    let instant = moment().prop_filter("an instant", |it| !matches!(it, Moment::After(_)));
    prop_oneof![
        "[^\\pC]{0,12}".prop_map(|text| Line::Remark(text.trim().to_owned())),
        instant.prop_map(Line::Start),
        span().prop_map(Line::Until),
        (any::<u64>(), any::<u32>(), word(), proptest::option::of(any::<u64>()))
            .prop_map(|(seed, run, customer, among)| Line::Chance { seed, run, customer, among }),
        proptest::collection::vec(word(), 1..3).prop_map(Line::Recorded),
        pairs().prop_map(Line::Customer),
        (moment(), word(), pairs()).prop_map(|(at, event, properties)| Line::Input {
            at,
            event,
            properties
        }),
        (word(), fate()).prop_map(|(step, fate)| Line::Given(NodeId::from(step), fate)),
        (word(), answer).prop_map(|(of, answer)| Line::Mock(of, answer)),
        (effect(), due).prop_map(|(effect, due)| Line::Expect(effect, due)),
        effect().prop_map(Line::Never),
        proptest::sample::select(Sort::ALL.to_vec()).prop_map(Line::NoOther),
    ]
}

proptest! {
    #[test]
    fn what_is_printed_is_read_again(line in line()) {
        let printed = line.to_string();
        prop_assert!(!printed.contains('\n'), "{printed}");
        let (read, faults) = Story::read(std::slice::from_ref(&printed));
        let faults: Vec<Fault> = faults
            .into_iter()
            .filter(|it| !matches!(it.code, FaultCode::NoStart | FaultCode::NoExpectation))
            .collect();
        prop_assert_eq!(faults, vec![], "{}", printed);
        prop_assert_eq!(read.lines, vec![(1, line)], "{}", printed);
    }

    #[test]
    fn no_text_ends_the_program(text in "\\PC{0,60}") {
        let (read, _) = story(&text);
        let lines = read.lines.len();
        prop_assert_eq!(Story::read(&read.text()).0.lines.len(), lines);
    }
}
