//! What an edit is called in the undo menu.

use super::Edit;
use crate::document::Journey;
use crate::id::NodeId;
use crate::lang::Lang;

impl Edit {
    /// Returns the label of the step this edit makes on a journey, as `Delete “Welcome mail”`.
    pub fn label(&self, journey: &Journey, lang: Lang) -> String {
        let name = |id: &NodeId| {
            let language = match lang {
                Lang::En => "en",
                Lang::Ja => "ja",
            };
            let node = journey.nodes.get(id);
            let own = node.map(|node| node.name.text(language)).filter(|name| !name.is_empty());
            let kind = || node.and_then(|node| crate::kind::Kind::title(&node.kind, lang));
            let text = own.or_else(kind).unwrap_or(id.as_str());
            match lang {
                Lang::En => format!("“{text}”"),
                Lang::Ja => format!("「{text}」"),
            }
        };
        let (en, ja) = match self {
            Self::AddNode { kind, .. } | Self::InsertOnEdge { kind, .. } => {
                let title = crate::kind::Kind::title(kind, lang).unwrap_or(kind);
                (format!("Add {title}"), format!("{title}を追加"))
            }
            Self::RemoveNodes { nodes, .. } => match nodes.as_slice() {
                [node] => (format!("Delete {}", name(node)), format!("{}を削除", name(node))),
                more => (format!("Delete {} steps", more.len()), format!("{}件を削除", more.len())),
            },
            Self::SetField { node, .. } | Self::SetConfig { node, .. } => {
                (format!("Change {}", name(node)), format!("{}を変更", name(node)))
            }
            Self::SetSetting { .. } => ("Change settings".to_owned(), "設定を変更".to_owned()),
            Self::SetLayout { .. } => ("Change layout".to_owned(), "レイアウトを変更".to_owned()),
            Self::Connect { from, .. } | Self::Reconnect { from, .. } => {
                (format!("Connect {}", name(from)), format!("{}を接続", name(from)))
            }
            Self::Disconnect { from, .. } => {
                (format!("Disconnect {}", name(from)), format!("{}の接続を解除", name(from)))
            }
            Self::MarkEnd { node, .. } => {
                (format!("End at {}", name(node)), format!("{}で終了", name(node)))
            }
            Self::UnmarkEnd { node, .. } => {
                (format!("Do not end at {}", name(node)), format!("{}の終了を解除", name(node)))
            }
            Self::Rename { .. } => ("Rename journey".to_owned(), "名前を変更".to_owned()),
            Self::SetNote { .. } => ("Change note".to_owned(), "メモを変更".to_owned()),
            Self::Move { positions } => match positions.len() {
                1 => ("Move 1 step".to_owned(), "1件を移動".to_owned()),
                more => (format!("Move {more} steps"), format!("{more}件を移動")),
            },
            Self::Paste { .. } => ("Paste".to_owned(), "貼り付け".to_owned()),
            Self::Import { .. } => ("Import".to_owned(), "取り込み".to_owned()),
            Self::Together { edits } => match edits.first() {
                Some(first) => return first.label(journey, lang),
                None => ("Change nothing".to_owned(), "変更なし".to_owned()),
            },
        };
        match lang {
            Lang::En => en,
            Lang::Ja => ja,
        }
    }
}
