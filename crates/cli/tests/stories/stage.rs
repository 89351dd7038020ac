//! A folder with journeys and customers, and the real program to run on them.

use std::path::PathBuf;
use std::process::Output;

use assert_cmd::Command;
use journey::document::{Journey, Label};
use journey::notation;
use tempfile::TempDir;

/// A folder that goes away with the test.
pub(crate) struct Stage {
    folder: TempDir,
}

/// What the program said.
pub(crate) struct Said {
    pub(crate) status: i32,
    pub(crate) out: String,
    pub(crate) err: String,
}

impl Said {
    /// Fails unless the status is this one.
    #[track_caller]
    pub(crate) fn with(self, status: i32) -> Self {
        assert_eq!(self.status, status, "{}\n{}", self.out, self.err);
        self
    }

    /// Fails unless these words are on standard error.
    #[track_caller]
    pub(crate) fn complains(self, words: &str) -> Self {
        assert!(self.err.contains(words), "{words}\n{}", self.err);
        assert!(!self.err.contains("panicked"), "{}", self.err);
        self
    }

    /// Fails unless these words are on standard output.
    #[track_caller]
    pub(crate) fn shows(self, words: &str) -> Self {
        assert!(self.out.contains(words), "{words}\n{}", self.out);
        self
    }

    /// Returns standard output as JSON.
    #[track_caller]
    pub(crate) fn json(&self) -> serde_json::Value {
        serde_json::from_str(&self.out).expect("one JSON document")
    }
}

impl Stage {
    /// Returns an empty folder.
    pub(crate) fn new() -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        Self { folder }
    }

    /// Returns a folder with the journey that most stories are about.
    pub(crate) fn with_demo() -> Self {
        let stage = Self::new();
        stage.journey("demo.journey.json", &demo());
        stage
    }

    /// Returns the path of a file.
    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// Writes a file.
    pub(crate) fn file(&self, name: &str, bytes: impl AsRef<[u8]>) -> &Self {
        std::fs::write(self.path(name), bytes).expect("written");
        self
    }

    /// Writes a journey.
    pub(crate) fn journey(&self, name: &str, journey: &Journey) -> &Self {
        self.file(name, journey::format::write(journey))
    }

    /// Runs the program in the folder, in English.
    pub(crate) fn run(&self, arguments: &str) -> Said {
        self.run_list(&arguments.split_whitespace().collect::<Vec<_>>())
    }

    /// Runs the program with arguments that hold blanks.
    pub(crate) fn run_list(&self, arguments: &[&str]) -> Said {
        said(self.command().args(arguments).output().expect("runs"))
    }

    /// Runs the program with these variables in its environment.
    pub(crate) fn run_with(&self, arguments: &[&str], variables: &[(&str, &str)]) -> Said {
        let mut command = self.command();
        command.envs(variables.iter().copied());
        said(command.args(arguments).output().expect("runs"))
    }

    /// Returns the program, ready to run in the folder.
    pub(crate) fn command(&self) -> Command {
        let mut command = Command::cargo_bin("tabiji").expect("built");
        command.current_dir(self.folder.path());
        command
            .env_remove("TABIJI_PASSPHRASE")
            .env_remove("LC_ALL")
            .env_remove("LC_MESSAGES")
            .env("LANG", "C.UTF-8");
        command
    }
}

fn said(output: Output) -> Said {
    Said {
        status: output.status.code().expect("ended by itself"),
        out: String::from_utf8(output.stdout).expect("text"),
        err: String::from_utf8(output.stderr).expect("text"),
    }
}

/// Returns a journey with most kinds of steps, names in two languages, and a sample population.
pub(crate) fn demo() -> Journey {
    let mut journey = notation::journey(
        r#"settings {
            "attributes": {
                "cart_value": {"label": {"en": "cart value", "ja": "カート金額"}},
                "tier": {"label": {"en": "tier", "ja": "会員ランク"}},
                "age": {"label": {"en": "age", "ja": "年齢"}}
            },
            "events": {"purchase": {"label": {"en": "purchase", "ja": "購入"}}, "unsubscribed": {}},
            "exit_rules": [{"name": "unsubscribed", "event": "unsubscribed", "outcome": "left"}],
            "quiet_hours": {"windows": [{"days": ["mon", "tue", "wed", "thu", "fri", "sat", "sun"], "from": "21:00", "to": "09:00"}]},
            "caps": [{"most": 2, "per": "week"}],
            "offers": {"coupon": {"budget": 100000}},
            "targets": {"goal.buy": 20},
            "population": {
                "customers": 2000,
                "seed": 7,
                "start": "2026-01-05",
                "attributes": {
                    "age": {"of": {"normal": {"mean": 44, "deviation": 14, "from": 18, "to": 90}}, "missing": 5},
                    "cart_value": {"of": {"lognormal": {"median": 6000, "p90": 20000}}},
                    "email_ok": {"of": {"percent": 80}},
                    "tier": {"of": {"weights": {"gold": 1, "silver": 3, "bronze": 6}}},
                    "name": {"of": {"pattern": "=サンプル{n}"}}
                },
                "events": [
                    {"event": "signup", "mean": 1},
                    {"event": "purchase", "mean": 2, "properties": {"amount": {"of": {"uniform": {"from": 500, "to": 30000}}}}}
                ]
            }
        }
        entry -> gate email -> message email {"response": {"opened": {"response": {"chance": {"constant": 30}, "source": "assumed", "low": 20, "high": 45}, "delay": {"exponential": {"mean": "2h"}}}}} -> opened=await 2d {yes: message.opened} -> branch {big: customer.tier == "gold" || customer.cart_value >= 10000 && customer.age < 60}
        gate.blocked -> miss=end left
        branch.big -> offer coupon -> await 7d {bought: purchase} -> goal buy -> won=end converted
        branch.otherwise -> await
        opened.timeout -> miss
        await.timeout -> miss"#,
    );
    let names = [
        ("entry", "Signed up", "登録"),
        ("gate", "May we write?", "連絡してよいか"),
        ("message", "Welcome mail", "歓迎メール"),
        ("branch", "Big cart?", "高額カートか"),
        ("offer", "Coupon", "クーポン"),
        ("await", "Wait for a purchase", "購入を待つ"),
    ];
    for (id, en, ja) in names {
        let words = [("en", en), ("ja", ja)].map(|(key, word)| (key.to_owned(), word.to_owned()));
        if let Some(node) = journey.node_mut(&id.into()) {
            node.name = Label::Localized(words.into());
        }
    }
    journey.name = Label::Localized(
        [("en", "Cart recovery"), ("ja", "カート回復")]
            .map(|(key, word)| (key.to_owned(), word.to_owned()))
            .into(),
    );
    journey
}
