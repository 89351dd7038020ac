//! A text in both languages, as it goes to the designer: which one is shown is decided there.

use journey::document::Label;
use journey::lang::Lang;
use serde::Serialize;
use ts_rs::TS;

/// A text in both languages.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, TS)]
pub struct Words {
    /// English.
    pub en: String,
    /// Japanese.
    pub ja: String,
}

impl Words {
    /// Returns the words of a text that is asked for in each language.
    pub fn of(text: impl Fn(Lang) -> String) -> Self {
        Self { en: text(Lang::En), ja: text(Lang::Ja) }
    }

    /// Returns words that are known.
    pub fn new(en: impl Into<String>, ja: impl Into<String>) -> Self {
        Self { en: en.into(), ja: ja.into() }
    }

    /// Returns a text that is the same in both languages.
    pub fn same(text: &str) -> Self {
        Self::new(text, text)
    }

    /// Returns them as the document keeps texts.
    pub fn label(&self) -> Label {
        Label::both(&self.en, &self.ja)
    }

    /// Returns the text of one language.
    pub fn get(&self, lang: Lang) -> &str {
        match lang {
            Lang::En => &self.en,
            Lang::Ja => &self.ja,
        }
    }
}

/// Returns the language of the system, which holds until a person chooses one: that of `LC_ALL`, `LC_MESSAGES` or `LANG`,
/// else English.
pub fn system_lang() -> Lang {
    let set = |name| std::env::var(name).ok().filter(|value| !value.is_empty());
    match ["LC_ALL", "LC_MESSAGES", "LANG"].into_iter().find_map(set) {
        Some(locale) if locale.starts_with("ja") => Lang::Ja,
        _ => Lang::En,
    }
}
