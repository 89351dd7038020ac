//! Why a package is not accepted: each reason with a code that programs switch on, what was found, and the way out.

use engine::report::Words;
use journey::lang::Lang;
use thiserror::Error;

use crate::stamp::Stamp;
use crate::trust::Role;

/// Why a package is not accepted.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("{}", self.message(Lang::En))]
pub enum Refusal {
    /// More bytes than any package has.
    TooLarge {
        /// Bytes found.
        bytes: usize,
        /// Most allowed.
        most: usize,
    },
    /// Bytes that are no envelope.
    NotAPackage {
        /// What the reader says.
        reason: String,
    },
    /// An envelope that says the same otherwise than it is written.
    NotCanonical,
    /// Something else was signed.
    OtherType {
        /// The type found.
        found: String,
    },
    /// More signatures than anybody asks for.
    TooManySignatures {
        /// How many there are.
        found: usize,
        /// Most allowed.
        most: usize,
    },
    /// One key signed twice.
    DuplicateSignature {
        /// The key's id.
        key: String,
    },
    /// No signature is by a key that is trusted.
    NotTrusted {
        /// The ids of the keys that signed.
        keys: Vec<String>,
    },
    /// A signature does not fit what was signed.
    BadSignature {
        /// The key's id.
        key: String,
        /// Whose it is.
        name: String,
    },
    /// A key that signed was not valid when the package was published.
    KeyNotValid {
        /// The key's id.
        key: String,
        /// Whose it is.
        name: String,
        /// When the package was published.
        published: Stamp,
    },
    /// Fewer signatures than are asked for.
    TooFewSignatures {
        /// By keys that may do this.
        role: Role,
        /// How many there are.
        found: usize,
        /// How many are asked for.
        wanted: usize,
    },
    /// What was signed cannot be read.
    BadPayload {
        /// What the reader says.
        reason: String,
    },
    /// Written by a newer build.
    Newer {
        /// The payload's version.
        found: u64,
        /// The newest version this build reads.
        newest: u64,
    },
    /// It was published for another place.
    OtherEnvironment {
        /// The package's.
        found: String,
        /// This one.
        expected: String,
    },
    /// Its time is over.
    Expired {
        /// Since when.
        at: Stamp,
    },
    /// It says that it was published later than now.
    NotYetValid {
        /// When it says it was published.
        published: Stamp,
    },
    /// A later release runs already.
    OlderRelease {
        /// The package's.
        found: u64,
        /// The one that runs.
        running: u64,
    },
    /// This release runs already, with another content.
    OtherContent {
        /// The release.
        release: u64,
    },
    /// Its journey has errors.
    HasErrors {
        /// How many.
        count: usize,
        /// The first, in English.
        first: String,
    },
    /// It holds another journey than it says, or than was rehearsed.
    OtherHash {
        /// Which journey.
        journey: String,
    },
    /// The engine does otherwise than a golden trace says.
    Diverges {
        /// The trace's id.
        trace: String,
        /// The line of its story, from 1.
        line: usize,
        /// What stands there.
        said: String,
        /// What was expected and what happened, by language.
        text: Words,
    },
    /// A scenario of the journey fails.
    ScenarioFails {
        /// The scenario's id.
        scenario: String,
        /// The line of its story, from 1.
        line: usize,
        /// What was expected and what happened, by language.
        text: Words,
    },
}

impl Refusal {
    /// Returns the code that programs switch on.
    pub fn code(&self) -> &'static str {
        match self {
            Self::TooLarge { .. } => "too_large",
            Self::NotAPackage { .. } => "not_a_package",
            Self::NotCanonical => "not_canonical",
            Self::OtherType { .. } => "other_type",
            Self::TooManySignatures { .. } => "too_many_signatures",
            Self::DuplicateSignature { .. } => "duplicate_signature",
            Self::NotTrusted { .. } => "not_trusted",
            Self::BadSignature { .. } => "bad_signature",
            Self::KeyNotValid { .. } => "key_not_valid",
            Self::TooFewSignatures { role: Role::Publish, .. } => "too_few_signatures",
            Self::TooFewSignatures { role: Role::Approve, .. } => "not_approved",
            Self::BadPayload { .. } => "bad_payload",
            Self::Newer { .. } => "newer_version",
            Self::OtherEnvironment { .. } => "other_environment",
            Self::Expired { .. } => "expired",
            Self::NotYetValid { .. } => "not_yet_valid",
            Self::OlderRelease { .. } => "older_release",
            Self::OtherContent { .. } => "other_content",
            Self::HasErrors { .. } => "has_errors",
            Self::OtherHash { .. } => "other_hash",
            Self::Diverges { .. } => "diverges",
            Self::ScenarioFails { .. } => "scenario_fails",
        }
    }

    /// Returns what was found, what was expected, and the way out.
    pub fn message(&self, lang: Lang) -> String {
        match lang {
            Lang::En => self.english(),
            Lang::Ja => self.japanese(),
        }
    }

    fn english(&self) -> String {
        match self {
            Self::TooLarge { bytes, most } => {
                format!("has {bytes} bytes; a package has at most {most}; choose another file")
            }
            Self::NotAPackage { reason } => {
                format!("is no package: {reason}; choose a file that `tabiji publish` wrote")
            }
            Self::NotCanonical => {
                "is not written as packages are: somebody changed it after it was \
                                   signed; fetch it again from whoever published it"
                    .to_owned()
            }
            Self::OtherType { found } => format!(
                "is signed as \"{found}\", which is no package; choose a file that `tabiji publish` wrote"
            ),
            Self::TooManySignatures { found, most } => {
                format!("has {found} signatures; a package has at most {most}; publish it again")
            }
            Self::DuplicateSignature { key } => format!(
                "holds two signatures by the key \"{key}\", which counts once; fetch it again from whoever published it"
            ),
            Self::NotTrusted { keys } if keys.is_empty() => {
                "is signed by nobody; fetch it again from whoever published it".to_owned()
            }
            Self::NotTrusted { keys } => format!(
                "is signed by {}, which the trust file does not name; if you know whose that is, add it with `tabiji keys trust`",
                keys.join(", ")
            ),
            Self::BadSignature { key, name } => format!(
                "was changed after “{name}” ({key}) signed it, or the signature is not theirs; fetch it again from whoever published it"
            ),
            Self::KeyNotValid { key, name, published } => format!(
                "was published at {published}, when the key of “{name}” ({key}) did not count; publish it again with a key that does"
            ),
            Self::TooFewSignatures { role: Role::Publish, found, wanted } => format!(
                "has {found} of {wanted} signatures by keys that may publish; let others sign it with `tabiji approve`"
            ),
            Self::TooFewSignatures { role: Role::Approve, found, wanted } => format!(
                "has {found} of {wanted} approvals by others than who published it; let others sign it with `tabiji approve`"
            ),
            Self::BadPayload { reason } => format!(
                "is signed, but what was signed cannot be read: {reason}; publish it again with this build of tabiji"
            ),
            Self::Newer { found, newest } => {
                format!("is version {found}; this build reads up to {newest}; update tabiji")
            }
            Self::OtherEnvironment { found, expected } => format!(
                "is for the environment \"{found}\" and this is \"{expected}\"; publish it for this one"
            ),
            Self::Expired { at } => format!("expired at {at}; publish it again"),
            Self::NotYetValid { published } => format!(
                "says it was published at {published}, which is yet to come; set the clocks right"
            ),
            Self::OlderRelease { found, running } => format!(
                "is release {found}, and release {running} runs already; to go back, publish the older journey as a new release"
            ),
            Self::OtherContent { release } => format!(
                "is release {release}, which runs already with another content; publish it as the next release"
            ),
            Self::HasErrors { count: 1, first } => {
                format!(
                    "holds a journey that has an error here: {first}; publish it again with this build of tabiji"
                )
            }
            Self::HasErrors { count, first } => format!(
                "holds a journey that has {count} errors here, the first: {first}; publish it again with this build of tabiji"
            ),
            Self::OtherHash { journey } => format!(
                "holds another journey \"{journey}\" than it says or than was rehearsed; publish it again"
            ),
            Self::Diverges { trace, line, said, text } => format!(
                "does otherwise here than when it was published: {trace}, line {line}, “{said}”: {}; publish it again with this build of tabiji",
                in_language(text, "en")
            ),
            Self::ScenarioFails { scenario, line, text } => format!(
                "fails its scenario {scenario} here, line {line}: {}; correct and publish it again",
                in_language(text, "en")
            ),
        }
    }

    fn japanese(&self) -> String {
        match self {
            Self::TooLarge { bytes, most } => {
                format!("{bytes}バイトあります（{most}バイトまで）。別のファイルを選んでください")
            }
            Self::NotAPackage { reason } => format!(
                "配布パッケージではありません（{reason}）。tabiji publish が書いたファイルを選んでください"
            ),
            Self::NotCanonical => {
                "配布パッケージの書き方と異なります。署名の後に変更されています。公開した人からもう一度受け取ってください"
                    .to_owned()
            }
            Self::OtherType { found } => format!(
                "「{found}」として署名されており、配布パッケージではありません。tabiji publish が書いたファイルを選んでください"
            ),
            Self::TooManySignatures { found, most } => {
                format!("署名が{found}件あります（{most}件まで）。もう一度公開してください")
            }
            Self::DuplicateSignature { key } => format!(
                "鍵「{key}」の署名が2件あります（1件と数えます）。公開した人からもう一度受け取ってください"
            ),
            Self::NotTrusted { keys } if keys.is_empty() => {
                "署名がありません。公開した人からもう一度受け取ってください".to_owned()
            }
            Self::NotTrusted { keys } => format!(
                "署名した鍵 {} は信頼ファイルにありません。持ち主が分かるなら、tabiji keys trust で追加してください",
                keys.join("、")
            ),
            Self::BadSignature { key, name } => format!(
                "「{name}」（{key}）の署名の後に変更されたか、本人の署名ではありません。公開した人からもう一度受け取ってください"
            ),
            Self::KeyNotValid { key, name, published } => format!(
                "公開の日時 {published} には「{name}」の鍵（{key}）は有効ではありません。有効な鍵でもう一度公開してください"
            ),
            Self::TooFewSignatures { role: Role::Publish, found, wanted } => format!(
                "公開できる鍵の署名が{wanted}件必要ですが、{found}件です。ほかの人に tabiji approve で署名してもらってください"
            ),
            Self::TooFewSignatures { role: Role::Approve, found, wanted } => format!(
                "公開した人以外の承認が{wanted}件必要ですが、{found}件です。ほかの人に tabiji approve で署名してもらってください"
            ),
            Self::BadPayload { reason } => format!(
                "署名は正しいものの、内容を読み取れません（{reason}）。このtabijiでもう一度公開してください"
            ),
            Self::Newer { found, newest } => format!(
                "版{found}の配布パッケージです。このプログラムは版{newest}まで読めます。tabijiを更新してください"
            ),
            Self::OtherEnvironment { found, expected } => format!(
                "環境「{found}」向けで、ここは「{expected}」です。この環境向けに公開してください"
            ),
            Self::Expired { at } => format!("{at} に期限が切れています。もう一度公開してください"),
            Self::NotYetValid { published } => format!(
                "公開の日時 {published} はまだ来ていません。時計を合わせてください"
            ),
            Self::OlderRelease { found, running } => format!(
                "公開番号{found}ですが、公開番号{running}がすでに動いています。戻すには、前のジャーニーを新しい番号で公開してください"
            ),
            Self::OtherContent { release } => format!(
                "公開番号{release}は、別の内容ですでに動いています。次の番号で公開してください"
            ),
            Self::HasErrors { count, first } => format!(
                "ジャーニーにエラーが{count}件あります（最初：{first}）。このtabijiでもう一度公開してください"
            ),
            Self::OtherHash { journey } => format!(
                "ジャーニー「{journey}」が、記載またはリハーサルしたものと異なります。もう一度公開してください"
            ),
            Self::Diverges { trace, line, said, text } => format!(
                "公開したときと動きが異なります。{trace}の{line}行目「{said}」：{}。このtabijiでもう一度公開してください",
                in_language(text, "ja")
            ),
            Self::ScenarioFails { scenario, line, text } => format!(
                "シナリオ{scenario}が{line}行目で失敗します：{}。直して、もう一度公開してください",
                in_language(text, "ja")
            ),
        }
    }
}

fn in_language<'a>(text: &'a Words, key: &str) -> &'a str {
    text.get(key).map_or("", String::as_str)
}
