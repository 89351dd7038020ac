//! What a command answers when it could not be done: a code that the designer switches on, and words for people.

use journey::connect::Refusal;
use journey::edit::EditError;
use journey::format::FormatError;
use serde::Serialize;
use store::StoreError;
use ts_rs::TS;

use crate::journeys::{JourneyError, format_words};
use crate::words::Words;

/// Why a command could not be done.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
pub struct Refused {
    /// What programs switch on.
    pub code: String,
    /// What was found, what was expected, and the way out.
    pub message: Words,
}

impl Refused {
    /// Returns a refusal in both languages.
    pub fn new(code: &str, en: impl Into<String>, ja: impl Into<String>) -> Self {
        Self { code: code.to_owned(), message: Words::new(en, ja) }
    }

    /// Returns what stands for a fault of this build: nothing was changed.
    pub fn fault() -> Self {
        Self::new(
            "fault",
            "this step failed inside tabiji; nothing was changed, and everything before it is saved",
            "tabijiの内部でこの操作に失敗しました。何も変更されていません。これまでの変更は保存されています",
        )
    }

    /// Returns what a request that cannot be read gets.
    pub fn unreadable(reason: impl ToString) -> Self {
        let reason = reason.to_string();
        Self::new(
            "bad_request",
            format!("request cannot be read: {reason}"),
            format!("要求を読み取れません：{reason}"),
        )
    }
}

impl From<StoreError> for Refused {
    fn from(error: StoreError) -> Self {
        let message = Words::of(|lang| error.message(lang));
        Self { code: error.code().to_owned(), message }
    }
}

impl From<JourneyError> for Refused {
    fn from(error: JourneyError) -> Self {
        let message = Words::of(|lang| error.message(lang));
        Self { code: error.code().to_owned(), message }
    }
}

impl From<FormatError> for Refused {
    fn from(error: FormatError) -> Self {
        Self { code: error.code().to_owned(), message: format_words(&error) }
    }
}

impl From<EditError> for Refused {
    fn from(error: EditError) -> Self {
        let message = Words::new(error.to_string(), edit_in_japanese(&error));
        Self { code: error.code().to_owned(), message }
    }
}

impl From<Refusal> for Refused {
    fn from(refusal: Refusal) -> Self {
        EditError::from(refusal).into()
    }
}

fn edit_in_japanese(error: &EditError) -> String {
    match error {
        EditError::NoNode { node } => format!("ステップ「{node}」が見つかりません"),
        EditError::NodeExists { node } => {
            format!("ステップ「{node}」はすでにあります。新しいIDが必要です")
        }
        EditError::UnknownKind { kind } => format!("種類「{kind}」はこの版にありません"),
        EditError::NoEdge { node, port } => {
            format!("ステップ「{node}」の出口「{port}」は接続されていません")
        }
        EditError::NoPort { node, port } => {
            format!("ステップ「{node}」に出口「{port}」はありません")
        }
        EditError::Refused { refusal } => connect_in_japanese(refusal),
        EditError::BadPointer { pointer } => {
            format!("「{pointer}」が指す項目がありません。項目か並びの要素を指す必要があります")
        }
        EditError::BadValue { field, .. } => format!("項目「{field}」の値が合いません"),
        EditError::TooDeep { most } => format!("値の入れ子が{most}段を超えています"),
        EditError::TooManySteps { steps, most } => {
            format!("ステップが{steps}個になります（上限{most}個）。サブジャーニーに分けてください")
        }
        EditError::TooLarge { bytes, most } => {
            format!(
                "ジャーニーが{bytes}バイトになります（上限{most}バイト）。サブジャーニーに分けてください"
            )
        }
        EditError::NotAJourney { reason } => {
            format!("ジャーニーとして読めません（{reason}）")
        }
        EditError::Broken { reason } => {
            format!("ジャーニーが壊れるため変更しませんでした（{reason}）")
        }
    }
}

fn connect_in_japanese(refusal: &Refusal) -> String {
    match refusal {
        Refusal::NoSource { node } => format!("接続元のステップ「{node}」が見つかりません"),
        Refusal::NoTarget { node } => format!("接続先のステップ「{node}」が見つかりません"),
        Refusal::NoPort { node, port, expected } => {
            format!("ステップ「{node}」に出口「{port}」はありません（あるのは {expected}）")
        }
        Refusal::IntoEntry { node } => {
            format!("「{node}」は開始ステップです。その先のステップに接続してください")
        }
        Refusal::Itself { node } => {
            format!("「{node}」を自分自身には接続できません。間にステップかループを置いてください")
        }
    }
}
