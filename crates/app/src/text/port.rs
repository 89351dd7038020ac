//! Ports as people call them. Ports that an admin named keep their names.

use super::paper::Paper;
use super::report::channel_word;

/// Returns what people call a port.
pub(crate) fn port_word<'a>(paper: &Paper, port: &'a str) -> &'a str {
    match port {
        "answered" => paper.say("answered", "回答あり"),
        "blocked" => paper.say("may not be contacted", "連絡不可"),
        "bounced" => paper.say("not delivered", "不達"),
        "budget_out" => paper.say("run out", "予算・在庫切れ"),
        "closed" => paper.say("closed", "時間外"),
        "control" => paper.say("control group", "対照群"),
        "created" => paper.say("created", "作成済み"),
        "done" => paper.say("done", "完了"),
        "error" => paper.say("error", "エラー"),
        "holdout" => paper.say("hold-out", "非接触群"),
        "issued" => paper.say("issued", "発行済み"),
        "limit" => paper.say("limit reached", "上限に到達"),
        "no_answer" => paper.say("no answer", "回答なし"),
        "not_eligible" => paper.say("not eligible", "対象外"),
        "not_sent" => paper.say("not sent", "送らず"),
        "ok" => paper.say("ok", "成功"),
        "open" => paper.say("open", "時間内"),
        "otherwise" => paper.say("otherwise", "それ以外"),
        "out" => paper.say("onward", "次へ"),
        "past_date" => paper.say("date is past", "期日を過ぎている"),
        "repeat" => paper.say("again", "もう一度"),
        "sent" => paper.say("sent", "送信済み"),
        "timeout" => paper.say("time is up", "時間切れ"),
        other => channel_word(paper, other),
    }
}
