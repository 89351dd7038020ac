//! Settings of the person at the desk: JSON by key. What a key means is not known here.

use serde_json::Value;
use sqlx::Row;

use crate::error::StoreError;
use crate::seal::seal;
use crate::workspace::Workspace;

impl Workspace {
    /// Returns every setting, by key; one that is not JSON any more is left out.
    pub async fn settings(&self) -> Result<Vec<(String, Value)>, StoreError> {
        let rows = sqlx::query("SELECT key, value FROM settings ORDER BY key")
            .fetch_all(&self.readers)
            .await?;
        let mut settings = Vec::new();
        for row in rows {
            let (key, text): (String, String) = (row.try_get(0)?, row.try_get(1)?);
            if let Ok(value) = serde_json::from_str(&text) {
                settings.push((key, value));
            }
        }
        Ok(settings)
    }

    /// Keeps a setting, instead of what it was.
    pub async fn keep_setting(&self, key: &str, value: &Value) -> Result<(), StoreError> {
        let value = value.to_string();
        sqlx::query(
            "INSERT INTO settings (key, value, seal) VALUES (?, ?, ?)
             ON CONFLICT (key) DO UPDATE SET value = excluded.value, seal = excluded.seal",
        )
        .bind(key)
        .bind(&value)
        .bind(seal([key, &value]))
        .execute(&self.writer)
        .await?;
        Ok(())
    }
}
