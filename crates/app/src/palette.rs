//! The palette: every kind of step that an admin can place, by category, with its form.

use journey::document::Node;
use journey::kind::{Category, Kind};
use journey::lang::Lang;
use serde::Serialize;
use ts_rs::TS;

use crate::card::{Way, way};
use crate::form::{self, Field};
use crate::words::Words;

/// Everything that can be placed.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
pub struct Palette {
    /// The categories, in the order of the screen.
    pub categories: Vec<Shelf>,
    /// The kinds, in the order of the screen.
    pub kinds: Vec<Placeable>,
    /// The form of what every step has: stage, cost, value, effort.
    pub step: Vec<Field>,
    /// The form of the journey's settings.
    pub settings: Vec<Field>,
}

/// A category of the palette.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
pub struct Shelf {
    /// Which.
    pub category: Category,
    /// What it is called.
    pub words: Words,
}

/// A kind of step that can be placed.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
pub struct Placeable {
    /// Its id, as in `wait.time`.
    pub id: String,
    /// What it is called.
    pub title: Words,
    /// What it is for.
    pub help: Words,
    /// Other words that people look for it by.
    pub also: String,
    /// Where it stands.
    pub category: Category,
    /// Whether anything may lead to it.
    pub way_in: bool,
    /// Its ways out, as it is placed.
    pub ways: Vec<Way>,
    /// Its form.
    pub form: Vec<Field>,
}

/// Returns the palette.
pub fn palette() -> Palette {
    let kinds: Vec<Placeable> = Kind::ids().iter().filter_map(|id| placeable(id)).collect();
    let mut categories: Vec<Shelf> = Vec::new();
    for kind in &kinds {
        if categories.iter().all(|shelf| shelf.category != kind.category) {
            let words = category_words(kind.category);
            categories.push(Shelf { category: kind.category, words });
        }
    }
    Palette { categories, kinds, step: form::of_step(), settings: form::of_settings() }
}

fn placeable(id: &str) -> Option<Placeable> {
    let config = Kind::default_config(id)?;
    let node = Node { kind: id.to_owned(), config, ..Node::default() };
    let (kind, _) = Kind::read_leniently(&node)?;
    Some(Placeable {
        id: id.to_owned(),
        title: Words::of(|lang: Lang| Kind::title(id, lang).unwrap_or(id).to_owned()),
        help: form::kind_help(id),
        also: also(id).to_owned(),
        category: Kind::category(id)?,
        way_in: !kind.is_entry(),
        ways: kind.ports().into_iter().map(|port| way(&node, port)).collect(),
        form: form::of_kind(id),
    })
}

/// Returns what people look for a kind by, besides its title and its help, in both languages.
fn also(id: &str) -> &'static str {
    match id {
        "entry.event" => "start trigger スタート トリガー きっかけ 入口",
        "entry.audience" => "start segment list schedule 一斉 セグメント 対象者 配信リスト 入口",
        "entry.inbound" => "start call chat phone 電話 入電 着信 チャット 問い合わせ 入口",
        "message" => {
            "mail email sms line push letter メール ショートメッセージ ライン プッシュ 手紙 はがき 配信"
        }
        "branch" => "if condition split decision 条件 分ける 振り分け",
        "branch.script" => "code rhai プログラム コード",
        "branch.experiment" => "ab test split random テスト 実験 ランダム 比較",
        "branch.hours" => "open closed opening calendar 営業時間 時間内 時間外",
        "gate.contact" => "consent cap channel frequency 同意 頻度 上限 許可",
        "wait.time" => "delay sleep timer until 遅延 期間 タイマー 待つ",
        "wait.event" => "listen reaction until click open 反応 開封 クリック 行動 待つ",
        "data.update" => "set attribute write field 更新 書き込み 属性",
        "data.call" => "api http webhook connector external 外部 連携",
        "offer.issue" => "coupon discount points voucher クーポン 割引 ポイント 特典",
        "task.create" => "human agent operator call 人 担当者 架電 オペレーター",
        "measure.survey" => "nps csat questionnaire score アンケート 満足度",
        "measure.goal" => "conversion kpi target コンバージョン 成果 目標",
        "flow.sub" => "module reuse subflow 部品 再利用",
        "flow.loop" => "repeat retry again 繰り返し くり返し 再送",
        "flow.end" => "exit stop finish 完了 出口 終わり",
        _ => "",
    }
}

fn category_words(category: Category) -> Words {
    match category {
        Category::Entry => Words::new("Entry", "開始"),
        Category::Message => Words::new("Message", "メッセージ"),
        Category::Branch => Words::new("Branch", "分岐"),
        Category::Wait => Words::new("Wait", "待機"),
        Category::Data => Words::new("Data", "データ"),
        Category::Action => Words::new("Offer and task", "特典・作業"),
        Category::Measure => Words::new("Measure", "測定"),
        Category::Flow => Words::new("Structure", "構造"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_is_there_with_words_in_both_languages() {
        let palette = palette();
        assert_eq!(palette.kinds.len(), Kind::ids().len());
        assert_eq!(palette.categories[0].category, Category::Entry);
        for kind in &palette.kinds {
            for words in [&kind.title, &kind.help] {
                assert!(!words.en.is_empty() && !words.ja.is_empty(), "{}", kind.id);
            }
            assert!(!kind.also.is_empty(), "{} is found by its title only", kind.id);
        }
        let entry = palette.kinds.iter().find(|kind| kind.id == "entry.event").unwrap();
        assert!(!entry.way_in);
    }
}
