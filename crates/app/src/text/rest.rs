//! When things happen, how much people hear from us, and shared offers.

use engine::report::Report;

use super::number::{bar, decimal, grouped};
use super::paper::{Paper, Tone};
use super::report::{channel_word, length};
use super::table::{Side, Table};

pub(super) fn time_to_goal(paper: &mut Paper, report: &Report) {
    if report.time.goals.is_empty() {
        return;
    }
    paper.heading("Time to goal", "目標までの時間");
    let mut table = Table::new(&[
        (Side::Left, paper.say("goal", "目標")),
        (Side::Right, paper.say("reached", "達成")),
        (Side::Right, paper.say("1 in 10 within", "1割がこの時間内")),
        (Side::Right, paper.say("half within", "半数")),
        (Side::Right, paper.say("9 in 10 within", "9割")),
        (Side::Right, paper.say("still open", "途中で未達")),
        (Side::Right, paper.say("too late", "期間外")),
    ]);
    for (name, goal) in &report.time.goals {
        let wait = &goal.among_reached_ms;
        let some = |count: u64| {
            if count > 0 { grouped(count) } else { String::new() }
        };
        table.row(vec![
            name.clone(),
            grouped(goal.reached),
            length(paper, wait.p10),
            length(paper, wait.p50),
            length(paper, wait.p90),
            some(goal.censored),
            some(goal.late),
        ]);
    }
    table.write(paper);
}

/// Shades of a block, from none to most.
const SHADES: [char; 5] = ['·', '░', '▒', '▓', '█'];

/// Writes messages by hour and weekday as shades; each hour takes two columns.
pub(super) fn sends(paper: &mut Paper, report: &Report) {
    let most = report.time.sends.iter().flatten().copied().max().unwrap_or(0);
    if most == 0 {
        return;
    }
    paper.heading("Messages by weekday and hour", "曜日と時刻ごとの送信数");
    let hours: String = (0..24).step_by(3).map(|hour| format!("{hour:<6}")).collect();
    let line = paper.tint(Tone::Faint, &format!("      {hours}"));
    paper.line(&line);
    let days = match paper.lang {
        journey::lang::Lang::En => ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"],
        journey::lang::Lang::Ja => ["月", "火", "水", "木", "金", "土", "日"],
    };
    for (day, counts) in days.iter().zip(&report.time.sends) {
        let shade = |&count: &u64| {
            let place = (count as f64 / most as f64 * 4.0).ceil() as usize;
            SHADES[place.min(4)].to_string().repeat(2)
        };
        let cells: String = counts.iter().map(shade).collect();
        let total = grouped(counts.iter().sum());
        let day = super::paper::fit(day, 3, false);
        paper.line(&format!("  {day} {cells}  {total:>9}"));
    }
    let scale = paper.say_with(
        || format!("  darkest: {} messages in that hour, over the whole rehearsal", grouped(most)),
        || format!("  最も濃い所：期間全体でその時刻に{}通", grouped(most)),
    );
    let scale = paper.tint(Tone::Faint, &scale);
    paper.line(&scale);
}

pub(super) fn pressure(paper: &mut Paper, report: &Report) {
    let pressure = &report.pressure;
    if pressure.channels.is_empty() {
        return;
    }
    paper.heading("Contact pressure", "連絡の頻度");
    let channels = pressure.channels.iter();
    let channels = channels
        .map(|(channel, &count)| format!("{} {}", channel_word(paper, channel), grouped(count)));
    let channels = channels.collect::<Vec<_>>().join(paper.say(", ", "、"));
    paper.wrapped("  ", &channels, None);
    let quiet: u64 = pressure.in_quiet_hours.values().sum();
    let line = paper.say_with(
        || format!("in quiet hours: {} (only transactional messages can be)", grouped(quiet)),
        || format!("送信禁止の時間帯の送信：{}通（業務連絡のみ可能です）", grouped(quiet)),
    );
    paper.line(&format!("  {line}"));
    let mut table = Table::new(&[
        (Side::Right, paper.say("messages", "通数")),
        (Side::Right, paper.say("customers, in all", "顧客（全期間）")),
        (Side::Left, ""),
        (Side::Right, paper.say("customers, in 7 days at most", "顧客（7日間の最多）")),
        (Side::Left, ""),
    ]);
    let (all, week) = (&pressure.per_customer, &pressure.most_in_7_days);
    let (of_all, of_week): (u64, u64) = (all.iter().sum(), week.iter().sum());
    let share = |count: u64, of: u64| {
        if of == 0 { 0.0 } else { count as f64 / of as f64 }
    };
    for messages in 0..all.len().max(week.len()) {
        let count = |list: &[u64]| list.get(messages).copied().unwrap_or(0);
        let (all, week) = (count(all), count(week));
        if all + week == 0 {
            continue;
        }
        table.row(vec![
            messages.to_string(),
            grouped(all),
            bar(share(all, of_all), 16),
            grouped(week),
            bar(share(week, of_week), 16),
        ]);
    }
    table.write(paper);
}

pub(super) fn offers(paper: &mut Paper, report: &Report) {
    if report.offers.is_empty() {
        return;
    }
    paper.heading("Shared offers", "共有の特典");
    let mut table = Table::new(&[
        (Side::Left, paper.say("offer", "特典")),
        (Side::Right, paper.say("issued", "発行")),
        (Side::Right, paper.say("spent", "使用額")),
        (Side::Right, paper.say("budget of a run", "1回の予算")),
        (Side::Right, paper.say("stock of a run", "1回の在庫")),
        (Side::Right, paper.say("could not be had", "発行できず")),
    ]);
    for (name, offer) in &report.offers {
        table.row(vec![
            name.clone(),
            grouped(offer.issued),
            decimal(offer.spent, 0),
            offer.budget.map_or(String::new(), |budget| decimal(budget, 0)),
            offer.stock.map_or(String::new(), grouped),
            grouped(offer.refused),
        ]);
    }
    table.write(paper);
}

pub(super) fn offer_kinds(paper: &mut Paper, report: &Report) {
    if report.offer_kinds.is_empty() {
        return;
    }
    let kinds = report.offer_kinds.iter().map(|(kind, of)| {
        let word = match kind.as_str() {
            "discount" => paper.say("discounts", "割引"),
            "gift" => paper.say("gifts", "プレゼント"),
            "waiver" => paper.say("waivers", "手数料などの免除"),
            "birthday" => paper.say("birthday presents", "誕生日特典"),
            other => other,
        };
        let (issued, spent) = (grouped(of.issued), decimal(of.spent, 0));
        paper.say_with(
            || format!("{word} {issued}, spent {spent}"),
            || format!("{word}{issued}件・{spent}"),
        )
    });
    let kinds = kinds.collect::<Vec<_>>().join(paper.say("; ", "、"));
    let line = paper.say_with(|| format!("by kind: {kinds}"), || format!("種類別：{kinds}"));
    paper.wrapped("  ", &line, None);
    for (name, offer) in report.offers.iter().filter(|(_, it)| it.redeemed + it.expired > 0) {
        let (redeemed, expired) = (grouped(offer.redeemed), grouped(offer.expired));
        let line = paper.say_with(
            || format!("“{name}”: redeemed {redeemed}, after it had expired {expired}"),
            || format!("「{name}」：利用{redeemed}件、期限切れ後{expired}件"),
        );
        paper.wrapped("  ", &line, None);
    }
}

pub(super) fn connectors(paper: &mut Paper, report: &Report) {
    if report.connectors.is_empty() {
        return;
    }
    paper.heading("Connectors with a limit", "上限のある接続先");
    let mut table = Table::new(&[
        (Side::Left, paper.say("connector", "接続先")),
        (Side::Right, paper.say("calls", "呼び出し")),
        (Side::Right, paper.say("takes a minute", "1分の上限")),
        (Side::Right, paper.say("busiest minute", "最多の1分")),
        (Side::Right, paper.say("minutes over", "超過した分数")),
    ]);
    for (name, it) in &report.connectors {
        let counts = [it.calls, u64::from(it.per_minute), it.peak, it.minutes_over].map(grouped);
        table.row(std::iter::once(name.clone()).chain(counts).collect());
    }
    table.write(paper);
    let note = paper.say(
        "over all runs; a rehearsal holds no call back",
        "全実行の合計。リハーサルでは呼び出しを遅らせません",
    );
    let note = paper.tint(Tone::Faint, note);
    paper.line(&format!("  {note}"));
}
