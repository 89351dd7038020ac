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
            Self::SetLayout { pointer, value } => drawn(journey, pointer, value.is_some()),
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

/// Returns what happens to a note, a group, or something else that is only drawn.
fn drawn(journey: &Journey, pointer: &str, stays: bool) -> (String, String) {
    let mut parts = pointer.split('/').skip(1);
    let (section, id, field) = (parts.next().unwrap_or_default(), parts.next(), parts.next());
    let (en, ja) = match section {
        "notes" => ("a note", "付箋"),
        "groups" => ("a group", "グループ"),
        _ => ("the layout", "レイアウト"),
    };
    let there =
        id.is_some_and(|id| journey.layout.get(section).is_some_and(|all| all.get(id).is_some()));
    let (do_en, do_ja) = match (field, stays, there) {
        (None, false, _) => ("Delete", "削除"),
        (None, true, false) if id.is_some() => ("Add", "追加"),
        _ => ("Change", "変更"),
    };
    (format!("{do_en} {en}"), format!("{ja}を{do_ja}"))
}
