//! Asking a document's sample population, which is kept beside it and made away from who waits.

use std::sync::PoisonError;

use journey::document::Journey;
use journey::finding::scope_at;
use journey::id::NodeId;
use journey::settings;

use super::Session;
use super::document::guarded;
use crate::people::{SampleCustomers, people};
use crate::preview::{Preview, Texts};
use crate::refused::Refused;
use crate::sampled::{Counted, Sampled};

impl Session {
    /// Returns how many samples of a document's journey a condition at a field holds for.
    pub async fn count(
        &self,
        id: &str,
        node: Option<NodeId>,
        field: String,
        text: String,
    ) -> Result<Counted, Refused> {
        let now = (self.clock)();
        let ask = move |journey: &Journey, sampled: &mut Sampled| {
            let scope = scope_at(journey, node.as_ref(), &field);
            let (settings, _) = settings::read(&journey.settings);
            sampled.count(&settings, &text, &scope, now)
        };
        self.ask_samples(id, ask).await
    }

    /// Returns what the sample customers of a document's journey are like; of one persona where its place is given.
    pub async fn sample_customers(
        &self,
        id: &str,
        persona: Option<usize>,
    ) -> Result<SampleCustomers, Refused> {
        let (journey, now) = (self.journey(id).await?, (self.clock)());
        guarded(move || people(&journey, persona, now)).await
    }

    /// Returns a message's texts as a sample customer of a document's journey reads them.
    pub async fn preview(&self, id: &str, texts: Texts, customer: u32) -> Result<Preview, Refused> {
        let ask = move |journey: &Journey, sampled: &mut Sampled| {
            let (settings, _) = settings::read(&journey.settings);
            sampled.preview(&settings, &texts, customer)
        };
        self.ask_samples(id, ask).await
    }

    /// Asks a document's samples; those of a question that panicked are made anew.
    async fn ask_samples<T: Send + 'static>(
        &self,
        id: &str,
        ask: impl FnOnce(&Journey, &mut Sampled) -> T + Send + 'static,
    ) -> Result<T, Refused> {
        let document = self.document(id).await?;
        let (journey, sampled) = {
            let document = document.lock().await;
            (document.journey.clone(), document.sampled.clone())
        };
        let taken =
            move || ask(&journey, &mut sampled.lock().unwrap_or_else(PoisonError::into_inner));
        guarded(taken).await
    }
}
