//! What channels, outcomes and lengths of time are called, in both languages.

use crate::lang::Lang;
use crate::settings::{Channel, Outcome};
use crate::span::Span;

impl Channel {
    /// Returns what it is called.
    pub fn word(self, lang: Lang) -> &'static str {
        let [en, ja] = match self {
            Self::Email => ["mail", "メール"],
            Self::Sms => ["SMS", "SMS"],
            Self::Push => ["push", "プッシュ通知"],
            Self::Line => ["LINE", "LINE"],
            Self::InApp => ["in-app message", "アプリ内メッセージ"],
            Self::Voice => ["telephone", "電話"],
            Self::Chat => ["chat", "チャット"],
            Self::InPerson => ["in person", "対面"],
            Self::Post => ["letter", "郵送"],
        };
        if lang == Lang::En { en } else { ja }
    }
}

impl Outcome {
    /// Returns what it is called.
    pub fn word(self, lang: Lang) -> &'static str {
        let [en, ja] = match self {
            Self::Resolved => ["resolved", "解決"],
            Self::Converted => ["converted", "成約"],
            Self::Left => ["left", "離脱"],
            Self::Unresolved => ["unresolved", "未解決"],
            Self::NotEligible => ["not eligible", "対象外"],
        };
        if lang == Lang::En { en } else { ja }
    }
}

impl Span {
    /// Returns it in words.
    pub fn words(self, lang: Lang) -> String {
        if lang == Lang::En {
            return self.to_string();
        }
        let words = [("ms", "ミリ秒"), ("d", "日"), ("h", "時間"), ("m", "分"), ("s", "秒")];
        let part = |part: &str| {
            let digits = part.trim_end_matches(|letter: char| letter.is_ascii_alphabetic());
            let unit = &part[digits.len()..];
            let word = words.iter().find(|(en, _)| *en == unit).map_or(unit, |(_, ja)| ja);
            format!("{digits}{word}")
        };
        self.to_string().split(' ').map(part).collect()
    }
}
