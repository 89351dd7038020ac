//! What could not be done: in words, with the status it ends with.

use app::import::ImportError;
use app::journeys::JourneyError;
use app::refused::Refused;
use app::words::Words;
use engine::fork::NotForked;
use engine::sample::SampleError;
use engine::simulate::Cancelled;
use journey::lang::Lang;

/// Why a command could not be done.
#[derive(Clone, Debug)]
pub(crate) struct Failure {
    en: String,
    ja: String,
    /// The exit status.
    pub(crate) status: u8,
}

impl Failure {
    /// Returns a failure in both languages: what, where, and the way out.
    pub(crate) fn new(en: impl Into<String>, ja: impl Into<String>) -> Self {
        Self { en: en.into(), ja: ja.into(), status: 2 }
    }

    /// Says that it was done, and the answer is no.
    pub(crate) fn into_answer(mut self) -> Self {
        self.status = 1;
        self
    }

    pub(crate) fn message(&self, lang: Lang) -> &str {
        match lang {
            Lang::En => &self.en,
            Lang::Ja => &self.ja,
        }
    }
}

impl From<ImportError> for Failure {
    fn from(error: ImportError) -> Self {
        Self::new(error.message(Lang::En), error.message(Lang::Ja))
    }
}

impl From<JourneyError> for Failure {
    fn from(error: JourneyError) -> Self {
        Self::new(error.message(Lang::En), error.message(Lang::Ja))
    }
}

impl From<Refused> for Failure {
    fn from(refused: Refused) -> Self {
        Self::new(refused.message.en, refused.message.ja)
    }
}

impl From<NotForked> for Failure {
    fn from(error: NotForked) -> Self {
        match error {
            NotForked::Stopped(stopped) => stopped.into(),
            NotForked::Unfit(unfit) => Self::new(&unfit.text["en"], &unfit.text["ja"]),
        }
    }
}

impl From<SampleError> for Failure {
    fn from(error: SampleError) -> Self {
        match &error {
            SampleError::NoPopulation => Self::new(
                format!("{error}: --customers FILE"),
                "ジャーニーにサンプル顧客の設定がありません。設定に追加するか、--customers で顧客ファイルを指定してください",
            ),
            SampleError::Spread { .. } | SampleError::Table(_) => {
                let Words { en, ja } = app::sampled::words(&error);
                Self::new(en, ja)
            }
        }
    }
}

impl From<Cancelled> for Failure {
    fn from(error: Cancelled) -> Self {
        Self::new(error.to_string(), "リハーサルは中止されました")
    }
}
