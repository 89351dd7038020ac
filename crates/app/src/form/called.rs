//! What a place in a journey's file is called: the labels of the fields on the way there.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use journey::document::Journey;
use journey::finding::Finding;
use journey::kind::Kind;
use journey::lang::Lang;

use super::{Field, Shape, of_kind, of_settings, of_step};
use crate::words::Words;

/// Every form, made once.
static FORMS: LazyLock<BTreeMap<&str, Vec<Field>>> = LazyLock::new(|| {
    let kinds = Kind::ids().iter().map(|id| (*id, of_kind(id)));
    kinds.chain([(STEP, of_step()), (SETTINGS, of_settings())]).collect()
});
const STEP: &str = "";
const SETTINGS: &str = "settings";

/// Returns what is wrong, why it matters and what to do, with fields by the names that people see.
pub fn message(journey: &Journey, finding: &Finding, lang: Lang) -> String {
    finding.message_with(lang, |pointer| {
        let kind = finding.node.as_ref().and_then(|id| journey.nodes.get(id));
        let words = called(kind.map(|node| node.kind.as_str()), pointer)?;
        Some(match lang {
            Lang::En => format!("“{}”", words.en),
            Lang::Ja => format!("「{}」", words.ja),
        })
    })
}

/// Returns what a field is called: of a step of this kind, else of the journey. None where no form shows it.
fn called(kind: Option<&str>, pointer: &str) -> Option<Words> {
    let parts: Vec<String> =
        pointer.split('/').skip(1).map(|part| part.replace("~1", "/").replace("~0", "~")).collect();
    let parts: Vec<&str> = parts.iter().map(String::as_str).collect();
    let (form, rest) = match (kind, parts.split_first()?) {
        (Some(kind), (&"config", rest)) => (kind, rest),
        (Some(_), _) => (STEP, parts.as_slice()),
        (None, (&"settings", rest)) => (SETTINGS, rest),
        (None, _) => return None,
    };
    let mut names = Vec::new();
    within(FORMS.get(form)?, rest, &mut names)?;
    let joined = |of: fn(&Words) -> &String| {
        names.iter().map(|name| of(name).as_str()).collect::<Vec<_>>().join(" › ")
    };
    Some(Words::new(joined(|name| &name.en), joined(|name| &name.ja)))
}

fn within(fields: &[Field], parts: &[&str], names: &mut Vec<Words>) -> Option<()> {
    let (key, rest) = parts.split_first()?;
    let field = fields.iter().find(|field| field.key == *key)?;
    names.push(field.label.clone());
    along(&field.shape, rest, names)
}

fn along(shape: &Shape, parts: &[&str], names: &mut Vec<Words>) -> Option<()> {
    let Some((key, rest)) = parts.split_first() else { return Some(()) };
    match shape {
        Shape::Group { fields } | Shape::Texts { fields } => within(fields, parts, names),
        Shape::List { item, .. } | Shape::Week { item, .. } => {
            let number = key.parse::<usize>().ok()? + 1;
            let list = names.last_mut()?;
            *list = Words::of(|lang| format!("{} {number}", list.get(lang)));
            along(item, rest, names)
        }
        Shape::Table { item, .. } => {
            names.push(Words::same(key));
            along(item, rest, names)
        }
        Shape::OneOf { ways } => match ways.iter().find(|way| way.tag == *key) {
            Some(way) => {
                names.push(way.words.clone());
                way.shape.as_ref().map_or(Some(()), |shape| along(shape, rest, names))
            }
            // Where the tag stands beside its fields.
            None => ways.iter().find_map(|way| {
                let mut tried = names.clone();
                along(way.shape.as_ref()?, parts, &mut tried)?;
                *names = tried;
                Some(())
            }),
        },
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_field_is_called_as_its_form_calls_it() {
        let table = [
            (Some("entry.event"), "/config/event", "Event", "イベント"),
            (Some("branch"), "/config/arms/0/when", "Ways 1 › Condition", "分かれ道 1 › 条件"),
            (Some("message"), "/cost", "Cost", "費用"),
            (None, "/settings/lifetime", "Lives at most", "最長期間"),
        ];
        for (kind, pointer, en, ja) in table {
            assert_eq!(called(kind, pointer), Some(Words::new(en, ja)), "{pointer}");
        }
        for nowhere in ["", "/", "/config/nonsense", "/config/arms/x/when", "/config/arms/0/when/1"]
        {
            assert_eq!(called(Some("branch"), nowhere), None, "{nowhere}");
        }
    }
}
