//! Why something could not be kept or found again.

use journey::lang::Lang;
use sqlx::migrate::MigrateError;
use thiserror::Error;

/// Why something could not be kept or found again.
#[derive(Debug, Error)]
pub enum StoreError {
    /// The document has moved on since.
    #[error("document is at revision {found}; the edit was made against {base}")]
    Stale {
        /// The revision the edit was made against.
        base: u64,
        /// The revision there is.
        found: u64,
    },
    /// There is no such document.
    #[error("found no document \"{document}\" in the workspace")]
    NoDocument {
        /// The document asked for.
        document: String,
    },
    /// What is stored is not what was written.
    #[error("document \"{document}\" is damaged behind revision {good}")]
    Damaged {
        /// The document.
        document: String,
        /// The newest revision that is sound.
        good: u64,
    },
    /// The workspace's file is not as it was written.
    #[error("workspace is damaged: {reason}")]
    Broken {
        /// What shows it.
        reason: String,
    },
    /// There is no such snapshot.
    #[error("found no snapshot \"{snapshot}\"")]
    NoSnapshot {
        /// The snapshot asked for.
        snapshot: String,
    },
    /// A snapshot is not what was written.
    #[error("snapshot \"{snapshot}\" is damaged")]
    DamagedSnapshot {
        /// The snapshot.
        snapshot: String,
    },
    /// There is no such population any more.
    #[error("found no population \"{population}\" in the workspace")]
    NoPopulation {
        /// The population asked for.
        population: String,
    },
    /// The files of a population are not what was written.
    #[error("population \"{population}\" is damaged")]
    DamagedPopulation {
        /// The population.
        population: String,
    },
    /// Another program has the workspace open.
    #[error("workspace is open in another window")]
    Locked,
    /// The database does not keep what it must keep.
    #[error("database setting {name} is {found}; expected {expected}")]
    Unsafe {
        /// The pragma.
        name: &'static str,
        /// What it is.
        found: String,
        /// What it must be.
        expected: &'static str,
    },
    /// The system does not give or take a file.
    #[error("workspace file: {0}")]
    File(#[from] std::io::Error),
    /// The database refuses.
    #[error("workspace: {0}")]
    Database(sqlx::Error),
    /// The tables cannot be brought up to date.
    #[error("workspace cannot be brought up to date: {0}")]
    Migration(MigrateError),
}

impl StoreError {
    /// Returns the code that programs switch on.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Stale { .. } => "stale",
            Self::NoDocument { .. } => "no_document",
            Self::Damaged { .. } => "damaged",
            Self::Broken { .. } => "damaged_workspace",
            Self::NoSnapshot { .. } => "no_snapshot",
            Self::DamagedSnapshot { .. } => "damaged_snapshot",
            Self::NoPopulation { .. } => "no_population",
            Self::DamagedPopulation { .. } => "damaged_population",
            Self::Locked => "locked",
            Self::Unsafe { .. } => "unsafe_database",
            Self::File(_) | Self::Database(_) => "not_kept",
            Self::Migration(_) => "newer_workspace",
        }
    }

    /// Takes a name that the database does not know as damage: while tables are brought up to date, every name that is
    /// asked for was written there.
    pub(crate) fn of_names(self) -> Self {
        match self {
            Self::Database(sqlx::Error::Database(told)) if told.code().as_deref() == Some("1") => {
                Self::Broken { reason: told.to_string() }
            }
            other => other,
        }
    }

    /// Returns what was found and the way out.
    pub fn message(&self, lang: Lang) -> String {
        match lang {
            Lang::En => format!("{self}; {}", self.way_out()),
            Lang::Ja => self.japanese(),
        }
    }

    fn way_out(&self) -> &'static str {
        match self {
            Self::Stale { .. } => "open it again to see what changed",
            Self::NoDocument { .. } => "choose one from the list",
            Self::Damaged { .. } | Self::Broken { .. } => "start from the newest good snapshot",
            Self::NoSnapshot { .. } => "choose one from the list",
            Self::DamagedSnapshot { .. } => "choose an older one",
            Self::NoPopulation { .. } => {
                "it may have been purged; choose another one, or import the file again"
            }
            Self::DamagedPopulation { .. } => "purge it, and import the file again",
            Self::Locked => "close that window first, or choose another workspace",
            Self::Unsafe { .. } => "choose another place for the workspace",
            Self::File(_) | Self::Database(_) => {
                "check free space and permission; nothing was changed"
            }
            Self::Migration(_) => "update tabiji",
        }
    }

    fn japanese(&self) -> String {
        match self {
            Self::Stale { base, found } => format!(
                "この変更は版{base}に対するものですが、ジャーニーは版{found}です。開き直して変更点を確かめてください"
            ),
            Self::NoDocument { document } => {
                format!("ジャーニー「{document}」が見つかりません。一覧から選んでください")
            }
            Self::Damaged { document, good } => format!(
                "ジャーニー「{document}」は版{good}より後が壊れています。壊れていない最新のスナップショットから始めてください"
            ),
            Self::Broken { reason } => format!(
                "ワークスペースが壊れています（{reason}）。壊れていない最新のスナップショットから始めてください"
            ),
            Self::NoSnapshot { snapshot } => {
                format!("スナップショット「{snapshot}」が見つかりません。一覧から選んでください")
            }
            Self::DamagedSnapshot { snapshot } => format!(
                "スナップショット「{snapshot}」は壊れています。より古いものを選んでください"
            ),
            Self::NoPopulation { population } => format!(
                "顧客データ「{population}」が見つかりません。消去された可能性があります。別のものを選ぶか、ファイルを取り込み直してください"
            ),
            Self::DamagedPopulation { population } => format!(
                "顧客データ「{population}」は壊れています。消去して、ファイルを取り込み直してください"
            ),
            Self::Locked => {
                "ワークスペースは別のウィンドウで開かれています。先に閉じるか、別のワークスペースを選んでください"
                    .to_owned()
            }
            Self::Unsafe { name, found, expected } => format!(
                "データベースの設定{name}が{found}です（{expected}が必要です）。ワークスペースを別の場所に置いてください"
            ),
            Self::File(error) => format!(
                "ワークスペースに書き込めません（{error}）。空き容量と権限を確かめてください。何も変更されていません"
            ),
            Self::Database(error) => format!(
                "ワークスペースに書き込めません（{error}）。空き容量と権限を確かめてください。何も変更されていません"
            ),
            Self::Migration(error) => {
                format!("ワークスペースを更新できません（{error}）。tabijiを更新してください")
            }
        }
    }
}

impl From<sqlx::Error> for StoreError {
    fn from(error: sqlx::Error) -> Self {
        if shows_damage(&error) {
            return Self::Broken { reason: error.to_string() };
        }
        Self::Database(error)
    }
}

impl From<MigrateError> for StoreError {
    fn from(error: MigrateError) -> Self {
        let reason = error.to_string();
        match error {
            MigrateError::Execute(error) | MigrateError::ExecuteMigration(error, _) => error.into(),
            MigrateError::VersionMismatch(_) | MigrateError::Dirty(_) => Self::Broken { reason },
            error => Self::Migration(error),
        }
    }
}

/// Whether the database found something in its file that it cannot have written.
fn shows_damage(error: &sqlx::Error) -> bool {
    /// `SQLITE_CORRUPT` and `SQLITE_NOTADB`; what lies above the lowest byte says more of them.
    const DAMAGED: [i32; 2] = [11, 26];
    match error {
        sqlx::Error::Database(told) => {
            let code: Option<i32> = told.code().and_then(|code| code.parse().ok());
            code.is_some_and(|code| DAMAGED.contains(&(code & 0xff)))
        }
        error => matches!(error, sqlx::Error::ColumnDecode { .. } | sqlx::Error::Decode(_)),
    }
}
