//! One open document: the journey, its history, its revision. A change is worked out on the side, kept, and only then
//! taken over; so nothing that fails on the way, not even a panic, touches the document.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::{Arc, Mutex};

use journey::document::{Journey, Label};
use journey::finding::Checker;
use journey::format;
use journey::id::{JourneyId, NodeId};
use journey::patch::{Key, Patch};
use store::{Act, Entry, Kept, Made, Millis, Snapshots, Why, Workspace};

use super::past::Past;
use crate::card::{Card, card};
use crate::journeys::neighbors;
use crate::problem::{Problem, problems};
use crate::refused::Refused;
use crate::sampled::Sampled;
use crate::wire::{Applied, Drawing, Opened};

use super::fault::{Point, pass};

/// A snapshot is due when the last one is older than this and something changed since.
pub(super) const SNAPSHOT_AFTER: Millis = 5 * 60 * 1000;
/// Or when this many changes would have to be replayed.
const REPLAY_AT_MOST: u64 = 200;

/// A document that is open.
#[derive(Debug)]
pub(super) struct Document {
    pub(super) id: String,
    pub(super) journey: Arc<Journey>,
    pub(super) past: Past,
    pub(super) revision: u64,
    snapshot_revision: u64,
    snapshot_at: Millis,
    /// The revision of the newest snapshot in a file of its own, and when it was made.
    apart: Option<(u64, Millis)>,
    /// The other journeys of its folder, for sub-journeys.
    pub(super) library: Arc<BTreeMap<JourneyId, Journey>>,
    /// What is known of the journey from the last check.
    checker: Arc<Mutex<Checker>>,
    /// Its sample population, once it was asked for.
    pub(super) sampled: Arc<Mutex<Sampled>>,
}

/// A change that was worked out, and is not kept yet.
struct Change {
    act: Act,
    label: Label,
    patch: Patch,
    journey: Journey,
    past: Past,
}

impl Document {
    /// Returns what the workspace keeps, with its whole history.
    pub(super) fn restored(
        id: String,
        kept: Kept,
        file: Option<&Path>,
        snapshots: &Snapshots,
    ) -> Result<Self, Refused> {
        let damaged = || store::StoreError::Damaged { document: id.clone(), good: 0 };
        let (mut journey, _) = format::read(&kept.snapshot).map_err(|_| damaged())?;
        let mut past = Past::default();
        for logged in kept.log {
            let Entry { act, label, patch } = logged.entry;
            if logged.revision > kept.snapshot_revision {
                journey = patch.apply(&journey);
            }
            match act {
                Act::Edit => past.push(label, patch, logged.made_at),
                Act::Undo => drop(past.undo()),
                Act::Redo => drop(past.redo()),
            }
        }
        let mut library = file.map(neighbors).unwrap_or_default();
        library.remove(&journey.id);
        let newest = snapshots.list(&id).unwrap_or_default().into_iter().next();
        Ok(Self {
            apart: newest.map(|newest| (newest.revision, newest.at)),
            id,
            journey: Arc::new(journey),
            past,
            revision: kept.revision,
            snapshot_revision: kept.snapshot_revision,
            snapshot_at: kept.snapshot_at,
            library: Arc::new(library),
            checker: Arc::default(),
            sampled: Arc::default(),
        })
    }

    /// Refuses a change that was made against another revision.
    pub(super) fn expect(&self, base: u64) -> Result<(), Refused> {
        if base == self.revision {
            return Ok(());
        }
        Err(store::StoreError::Stale { base, found: self.revision }.into())
    }

    /// Keeps a step that was made.
    pub(super) async fn step(
        &mut self,
        workspace: &Workspace,
        now: Millis,
        label: Label,
        journey: Journey,
        patch: Patch,
    ) -> Result<Applied, Refused> {
        pass(Point::History, &self.id);
        let mut past = self.past.clone();
        past.push(label.clone(), patch.clone(), now);
        let change = Change { act: Act::Edit, label, patch, journey, past };
        self.take_over(workspace, now, change).await
    }

    /// Takes the last step back.
    pub(super) async fn undo(
        &mut self,
        workspace: &Workspace,
        now: Millis,
    ) -> Result<Applied, Refused> {
        pass(Point::History, &self.id);
        let mut past = self.past.clone();
        let label = past.labels().undo.unwrap_or_default();
        let patch = past.undo().ok_or_else(nothing_to_take_back)?;
        let journey = patch.apply(&self.journey);
        let change = Change { act: Act::Undo, label, patch, journey, past };
        self.take_over(workspace, now, change).await
    }

    /// Makes the last step taken back again.
    pub(super) async fn redo(
        &mut self,
        workspace: &Workspace,
        now: Millis,
    ) -> Result<Applied, Refused> {
        pass(Point::History, &self.id);
        let mut past = self.past.clone();
        let label = past.labels().redo.unwrap_or_default();
        let patch = past.redo().ok_or_else(nothing_to_make_again)?;
        let journey = patch.apply(&self.journey);
        let change = Change { act: Act::Redo, label, patch, journey, past };
        self.take_over(workspace, now, change).await
    }

    /// Returns the document as the designer opens it.
    pub(super) async fn opened(&self, now: Millis) -> Result<Opened, Refused> {
        let (journey, findings) = (self.journey.clone(), self.findings(&self.journey, now).await?);
        let labels = self.past.labels();
        let cards = |(id, node): (_, &Arc<_>)| (NodeId::clone(id), card(&journey, id, node));
        Ok(Opened {
            document: self.id.clone(),
            revision: self.revision,
            file: None,
            drawing: Drawing::of(&journey),
            cards: journey.nodes.iter().map(cards).collect(),
            undo: labels.undo,
            redo: labels.redo,
            findings,
        })
    }

    /// Keeps a change, then makes it the document's state. A patch that changes nothing is no change.
    async fn take_over(
        &mut self,
        workspace: &Workspace,
        now: Millis,
        change: Change,
    ) -> Result<Applied, Refused> {
        let journey = Arc::new(change.journey);
        let cards = changed_cards(&self.journey, &journey, &change.patch);
        pass(Point::Cards, &self.id);
        let findings = self.findings(&journey, now).await?;
        let mut revision = self.revision;
        if !change.patch.is_empty() {
            let snapshot = self.snapshot_due(now).then(|| format::write(&journey));
            let entry = Entry { act: change.act, label: change.label, patch: change.patch.clone() };
            let made = Made {
                name: &journey.name,
                steps: journey.nodes.len(),
                at: now,
                snapshot: snapshot.as_deref().map(str::as_bytes),
            };
            pass(Point::Keep, &self.id);
            // From here on nothing may fail: what is kept and what is open are the same again below.
            revision = workspace.append(&self.id, self.revision, &entry, made).await?;
            if snapshot.is_some() {
                (self.snapshot_revision, self.snapshot_at) = (revision, now);
            }
        }
        (self.journey, self.past, self.revision) = (journey, change.past, revision);
        let labels = self.past.labels();
        let (undo, redo) = (labels.undo, labels.redo);
        Ok(Applied { revision, patch: change.patch, cards, undo, redo, findings })
    }

    /// Keeps the document as it is in a file of its own, apart from the workspace.
    pub(super) async fn snapshot(
        &mut self,
        snapshots: &Snapshots,
        why: Why,
        now: Millis,
    ) -> Result<(), Refused> {
        let (snapshots, id) = (snapshots.clone(), self.id.clone());
        let (journey, revision) = (self.journey.clone(), self.revision);
        let made = guarded(move || {
            pass(Point::Snapshot, &id);
            snapshots.keep(&id, (revision, now, why), format::write(&journey).as_bytes())
        });
        made.await??;
        self.apart = Some((revision, now));
        Ok(())
    }

    /// Makes the snapshot that is due, if one is. One that cannot be made stays due, and is no reason to refuse an edit.
    pub(super) async fn snapshot_if_due(&mut self, snapshots: &Snapshots, now: Millis) {
        let due = self
            .apart
            .is_none_or(|(revision, at)| revision != self.revision && now - at >= SNAPSHOT_AFTER);
        if due {
            drop(self.snapshot(snapshots, Why::Interval, now).await);
        }
    }

    fn snapshot_due(&self, now: Millis) -> bool {
        now - self.snapshot_at >= SNAPSHOT_AFTER
            || self.revision + 1 - self.snapshot_revision >= REPLAY_AT_MOST
    }

    async fn findings(&self, journey: &Arc<Journey>, now: Millis) -> Result<Vec<Problem>, Refused> {
        let (journey, library) = (journey.clone(), self.library.clone());
        let (shared, id) = (self.checker.clone(), self.id.clone());
        guarded(move || {
            pass(Point::Findings, &id);
            let mut checker = shared.lock().unwrap_or_else(|broken| {
                // A check that panicked may have left half of what it knew.
                shared.clear_poison();
                let mut checker = broken.into_inner();
                *checker = Checker::default();
                checker
            });
            problems(&mut checker, &journey, &library, now)
        })
        .await
    }
}

/// Does work that may take a while or fail badly, away from who waits for it. A panic becomes a refusal.
pub(super) async fn guarded<T: Send + 'static>(
    work: impl FnOnce() -> T + Send + 'static,
) -> Result<T, Refused> {
    tokio::task::spawn_blocking(work).await.map_err(|_| Refused::fault())
}

/// Does work to its end, whatever becomes of who waits for it. A panic becomes a refusal.
pub(super) async fn settled<T: Send + 'static>(
    work: impl Future<Output = T> + Send + 'static,
) -> Result<T, Refused> {
    tokio::spawn(work).await.map_err(|_| Refused::fault())
}

/// Returns the cards of every step that a patch touched. Cards use the journey's own words, so a change of its settings
/// may show on any.
fn changed_cards(
    before: &Journey,
    journey: &Journey,
    patch: &Patch,
) -> BTreeMap<NodeId, Option<Card>> {
    let of =
        |journey: &Journey, id: &NodeId| journey.nodes.get(id).map(|node| card(journey, id, node));
    let mut cards = BTreeMap::new();
    for change in &patch.changes {
        match &change.key {
            Key::Node { id } | Key::Edges { node: id } => {
                cards.insert(id.clone(), of(journey, id));
            }
            Key::Setting { .. } => {
                let all = journey.nodes.keys().map(|id| (id, of(journey, id)));
                let other = all.filter(|(id, card)| *card != of(before, id));
                cards.extend(other.map(|(id, card)| (id.clone(), card)));
            }
            Key::Head | Key::Layout { .. } | Key::LayoutEntry { .. } | Key::Extra { .. } => {}
        }
    }
    cards
}

fn nothing_to_take_back() -> Refused {
    Refused::new("nothing_to_undo", "there is no step to undo", "元に戻す操作がありません")
}

fn nothing_to_make_again() -> Refused {
    Refused::new("nothing_to_redo", "there is no step to redo", "やり直す操作がありません")
}
