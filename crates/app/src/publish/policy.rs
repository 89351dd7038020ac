//! The policy: what a journey must show before it is published, beyond what every journey must.

use journey::finding::Severity;
use journey::format::canonical;
use journey::settings::Settings;
use journey::value::Decimal;
use schemars::JsonSchema;
use schemars::generate::SchemaSettings;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use crate::problem::Problem;
use crate::refused::Refused;

const FORMAT: &str = "tabiji.policy";
const VERSION: u64 = 1;
/// Most bytes a policy may have.
pub const MAX_BYTES: u64 = 1_000_000;

/// What a journey must show before it is published.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Policy {
    /// How much of the journey a rehearsal must try at least, in percent; the journey's own target counts where it is higher.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub coverage: Option<Decimal>,
    /// How many people beside the one who publishes must sign the package.
    pub approvals: u32,
    /// Warnings that are published all the same, and why.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub accepted: Vec<Acceptance>,
}

/// A warning that is published all the same.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Acceptance {
    /// The finding's code.
    pub code: String,
    /// The step; without one, wherever it is found.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub node: Option<String>,
    /// Why; never empty.
    pub reason: String,
}

impl Policy {
    /// Reads a policy file.
    ///
    /// # Errors
    ///
    /// `not_a_policy` for another kind of file, `no_reason` for a warning that is accepted without one, `bad_coverage` for more than
    /// 100 percent or less than none.
    pub fn read(bytes: &[u8]) -> Result<Self, Refused> {
        let mut value: Value =
            serde_json::from_slice(bytes).map_err(|error| not_a_policy(error.to_string()))?;
        let (format, version) = (value["format"].take(), value["version"].take());
        if format != json!(FORMAT) || version != json!(VERSION) {
            let expected = format!("expected \"format\": \"{FORMAT}\", \"version\": {VERSION}");
            return Err(not_a_policy(expected));
        }
        if let Some(fields) = value.as_object_mut() {
            fields.remove("format");
            fields.remove("version");
        }
        let policy: Self =
            serde_json::from_value(value).map_err(|error| not_a_policy(error.to_string()))?;
        policy.check()?;
        Ok(policy)
    }

    /// Refuses what no policy can ask for, and a warning that is accepted without a reason.
    ///
    /// # Errors
    ///
    /// As [`Policy::read`].
    pub fn check(&self) -> Result<(), Refused> {
        let within = |percent: Decimal| (0.0..=100.0).contains(&percent.to_f64());
        if !self.coverage.is_none_or(within) {
            return Err(Refused::new(
                "bad_coverage",
                "the coverage of a policy is a number of percent from 0 to 100",
                "公開の方針の網羅率は0から100までの数（パーセント）です",
            ));
        }
        match self.accepted.iter().find(|it| it.reason.trim().is_empty()) {
            None => Ok(()),
            Some(Acceptance { code, .. }) => Err(Refused::new(
                "no_reason",
                format!("the warning {code} is accepted without a reason; say why"),
                format!("警告 {code} を受け入れる理由がありません。理由を書いてください"),
            )),
        }
    }

    /// Writes a policy file.
    pub fn write(&self) -> String {
        let mut value = serde_json::to_value(self).unwrap_or_default();
        value["format"] = json!(FORMAT);
        value["version"] = json!(VERSION);
        canonical(&value)
    }

    /// Returns how much of a journey must be tried, in percent: what it asks for itself, or what the policy asks for if that is more.
    pub fn coverage(&self, settings: &Settings) -> Option<Decimal> {
        self.coverage.max(settings.coverage_target)
    }

    /// Returns why a warning is accepted, if it is.
    pub fn reason(&self, code: &str, node: Option<&str>) -> Option<&str> {
        let fits = |it: &&Acceptance| {
            it.code == code && it.node.as_deref().is_none_or(|own| Some(own) == node)
        };
        self.accepted.iter().find(fits).map(|it| it.reason.as_str())
    }

    /// Returns the warnings that are not accepted.
    pub fn unaccepted<'a>(&'a self, findings: &'a [Problem]) -> impl Iterator<Item = &'a Problem> {
        let warnings = findings.iter().filter(|it| it.severity == Severity::Warning);
        warnings.filter(|it| {
            let node = it.node.as_ref().map(|node| node.as_str());
            self.reason(&it.code, node).is_none()
        })
    }

    /// Returns what is accepted though nothing of the kind was found: most likely mended since.
    pub fn idle<'a>(&'a self, findings: &'a [Problem]) -> impl Iterator<Item = &'a Acceptance> {
        self.accepted.iter().filter(|it| {
            !findings.iter().any(|found| {
                let node = found.node.as_ref().map(|node| node.as_str());
                let here = it.node.as_deref().is_none_or(|own| Some(own) == node);
                found.severity == Severity::Warning && found.code == it.code && here
            })
        })
    }

    /// Returns the JSON Schema of a policy file.
    pub fn schema() -> Value {
        let generator = SchemaSettings::draft2020_12().into_generator();
        let mut schema = Value::from(generator.into_root_schema_for::<Self>());
        schema["title"] = json!("Tabiji policy");
        schema["required"] = json!(["format", "version"]);
        schema["properties"]["format"] = json!({"const": FORMAT});
        schema["properties"]["version"] = json!({"const": VERSION});
        schema
    }
}

fn not_a_policy(reason: String) -> Refused {
    Refused::new(
        "not_a_policy",
        format!("is no policy: {reason}; see docs/publishing.md"),
        format!(
            "公開の方針のファイルではありません（{reason}）。docs/publishing.md を参照してください"
        ),
    )
}
