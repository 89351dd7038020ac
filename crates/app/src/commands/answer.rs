//! What each command does: it asks the session, and puts the answer into the types of the wire.

use engine::people::CustomerPage;
use engine::report::Report;
use journey::document::{Journey, Label};
use journey::finding::scope_at;
use journey::settings;
use journey::time::Zone;

use super::wire::{
    Act, Against, ConditionAt, Copied, Crowd, DocumentRef, EditOf, Empty, ForkOf, ForkedAt,
    Gallery, Held, History, InLanguage, Kept, Listed, Listing, Located, Nothing, Pasted, Pick,
    Preference, Preferences, Previewed, Rehearsed, Reported, Restored, RowsAt, RunRef, Saved,
    ScenarioOf, SnapshotRef, Snapshots, StoryText, Text, Told, Watched, WhatIfOf, Wire,
};
use super::{Desk, Host};
use crate::help::{self, Help};
use crate::journeys::{self, ENDING};
use crate::palette::{self, Palette};
use crate::people::SampleCustomers;
use crate::preview::Preview;
use crate::readiness::Readiness;
use crate::refused::Refused;
use crate::rehearsal::{Breaks, Compared, ForkChoices, Forked, Progress, Story};
use crate::rows::{self, Rows, Written};
use crate::sampled::Counted;
use crate::samples;
use crate::scenarios::parts::{StoryPart, WrittenLine};
use crate::scenarios::{self, Tests};
use crate::session::{Outside, file_name};
use crate::text::assumption_words;
use crate::vocabulary::{self, Vocabulary};
use crate::wire::{Applied, Opened};
use crate::wiring::{self, Targets};

/// Most bytes that one preference may have.
const PREFERENCE: usize = 10_000;

impl<H: Host> Desk<H> {
    pub(super) async fn gallery(&self, _: Empty) -> Result<Gallery, Refused> {
        let listed = self.session.journeys().await?.into_iter();
        let journeys = listed.map(|listed| Listing {
            document: listed.id,
            name: listed.name,
            steps: listed.steps,
            changed_at: listed.changed_at,
        });
        Ok(Gallery { samples: samples::samples(), journeys: journeys.collect() })
    }

    pub(super) async fn palette(&self, _: Empty) -> Result<Palette, Refused> {
        Ok(palette::palette())
    }

    pub(super) async fn help(&self, asked: InLanguage) -> Result<Help, Refused> {
        Ok(help::help(asked.language))
    }

    pub(super) async fn preferences(&self, _: Empty) -> Result<Preferences, Refused> {
        let values = self.session.workspace().settings().await?.into_iter().collect();
        Ok(Preferences { values, dialogs: self.host.has_dialogs() })
    }

    pub(super) async fn prefer(&self, wanted: Preference) -> Result<Nothing, Refused> {
        if wanted.key.len() + wanted.value.to_string().len() > PREFERENCE {
            return Err(Refused::unreadable(format!(
                "a preference has at most {PREFERENCE} bytes"
            )));
        }
        self.session.workspace().keep_setting(&wanted.key, &wanted.value).await?;
        Ok(Nothing {})
    }

    pub(super) async fn start_empty(&self, _: Empty) -> Result<Opened, Refused> {
        let name = Label::both("New journey", "新しいジャーニー");
        let journey = Journey { name, ..Journey::default() };
        let document = self.session.start(&journey).await?;
        self.session.opened(&document).await
    }

    pub(super) async fn start_sample(&self, pick: Pick) -> Result<Opened, Refused> {
        let journey = samples::sample(&pick.sample).ok_or_else(|| {
            Refused::new(
                "no_sample",
                format!("found no sample \"{}\"; choose one of the gallery", pick.sample),
                format!("サンプル「{}」がありません。一覧から選んでください", pick.sample),
            )
        })?;
        let document = self.session.start(&journey).await?;
        self.session.opened(&document).await
    }

    pub(super) async fn open(&self, named: DocumentRef) -> Result<Opened, Refused> {
        self.session.opened(&named.document).await
    }

    pub(super) async fn open_file(&self, _: Empty) -> Result<Option<Opened>, Refused> {
        let Some(path) = self.host.choose_file(ENDING).await else {
            return Ok(None);
        };
        let document = self.session.open_path(&path).await?;
        self.session.opened(&document).await.map(Some)
    }

    pub(super) async fn open_text(&self, file: Text) -> Result<Opened, Refused> {
        let document = self.session.open_text(&file.name, &file.text).await?;
        self.session.opened(&document).await
    }

    pub(super) async fn save_file(&self, what: Located) -> Result<Option<Saved>, Refused> {
        let known = self.session.path_of(&what.document).await?.filter(|_| !what.elsewhere);
        let path = match known {
            Some(path) => Some(path),
            None => {
                let journey = self.session.journey(&what.document).await?;
                let lang = self.session.chosen_lang().await?;
                self.place(&file_name(&journey, lang)).await
            }
        };
        match path {
            Some(path) => {
                let file = self.session.save_path(&what.document, &path).await?;
                Ok(Some(Saved { file }))
            }
            None => Ok(None),
        }
    }

    pub(super) async fn export_text(&self, named: DocumentRef) -> Result<Text, Refused> {
        let journey = self.session.journey(&named.document).await?;
        let name = file_name(&journey, self.session.chosen_lang().await?);
        Ok(Text { name, text: journey::format::write(&journey) })
    }

    pub(super) async fn remove(&self, named: DocumentRef) -> Result<Nothing, Refused> {
        self.session.remove(&named.document).await.map(|()| Nothing {})
    }

    pub(super) async fn edit(&self, change: EditOf) -> Result<Applied, Refused> {
        self.session.edit(&change.document, change.revision, change.edit).await
    }

    pub(super) async fn undo(&self, act: Act) -> Result<Applied, Refused> {
        self.session.undo(&act.document, act.revision).await
    }

    pub(super) async fn redo(&self, act: Act) -> Result<Applied, Refused> {
        self.session.redo(&act.document, act.revision).await
    }

    pub(super) async fn history(&self, named: DocumentRef) -> Result<History, Refused> {
        let (steps, undone) = self.session.history(&named.document).await?;
        Ok(History { steps, undone })
    }

    pub(super) async fn targets(&self, wire: Wire) -> Result<Targets, Refused> {
        let journey = self.session.journey(&wire.document).await?;
        Ok(wiring::targets(&journey, &wire.from, &wire.port))
    }

    pub(super) async fn vocabulary(&self, named: DocumentRef) -> Result<Vocabulary, Refused> {
        Ok(vocabulary::vocabulary(&*self.session.journey(&named.document).await?))
    }

    pub(super) async fn rows(&self, at: ConditionAt) -> Result<Rows, Refused> {
        let journey = self.session.journey(&at.document).await?;
        let scope = scope_at(&journey, at.node.as_ref(), &at.field);
        Ok(rows::read(&at.text, &scope))
    }

    pub(super) async fn write_rows(&self, at: RowsAt) -> Result<Written, Refused> {
        let journey = self.session.journey(&at.document).await?;
        let scope = scope_at(&journey, at.node.as_ref(), &at.field);
        let (settings, _) = settings::read(&journey.settings);
        let zone = Zone::named(&settings.time_zone).unwrap_or_else(Zone::utc);
        Ok(rows::write(&at.lines, &scope, &zone))
    }

    pub(super) async fn count(&self, at: ConditionAt) -> Result<Counted, Refused> {
        self.session.count(&at.document, at.node, at.field, at.text).await
    }

    pub(super) async fn sample_customers(&self, of: Crowd) -> Result<SampleCustomers, Refused> {
        self.session.sample_customers(&of.document, of.persona.map(|place| place as usize)).await
    }

    pub(super) async fn preview(&self, of: Previewed) -> Result<Preview, Refused> {
        self.session.preview(&of.document, of.texts, of.customer).await
    }

    pub(super) async fn rehearse(&self, what: Rehearsed) -> Result<RunRef, Refused> {
        Ok(RunRef { run: self.session.rehearse(&what.document, what.setup).await? })
    }

    pub(super) async fn progress(&self, of: Watched) -> Result<Progress, Refused> {
        self.session.progress(&of.run, of.seen).await
    }

    pub(super) async fn stop(&self, named: RunRef) -> Result<Nothing, Refused> {
        self.session.stop(&named.run).map(|()| Nothing {})
    }

    pub(super) async fn report(&self, named: RunRef) -> Result<Reported, Refused> {
        let report = Report::clone(&*self.session.report(&named.run)?);
        Ok(Reported { assumptions: assumption_words(&report), report })
    }

    pub(super) async fn compare(&self, held: Held) -> Result<Option<RunRef>, Refused> {
        let Held { document, against, setup } = held;
        let session = &self.session;
        let old = match against {
            Against::Snapshot { snapshot } => session.snapshot(&document, &snapshot).await?,
            Against::Saved => session.saved(&document).await?,
            Against::File { name, text } => journeys::open_stream(&name, text.as_bytes())?.journey,
            Against::Chosen => match self.host.choose_file(ENDING).await {
                Some(path) => journeys::open(&path)?.journey,
                None => return Ok(None),
            },
        };
        let run = session.compare(&document, old, setup).await?;
        Ok(Some(RunRef { run }))
    }

    pub(super) async fn compared(&self, named: RunRef) -> Result<Compared, Refused> {
        self.session.compared(&named.run)
    }

    pub(super) async fn what_if(&self, what: WhatIfOf) -> Result<RunRef, Refused> {
        let run = self.session.break_in(&what.document, what.worlds, what.setup).await?;
        Ok(RunRef { run })
    }

    pub(super) async fn breaks(&self, named: RunRef) -> Result<Breaks, Refused> {
        self.session.breaks(&named.run)
    }

    pub(super) async fn readiness(&self, named: DocumentRef) -> Result<Readiness, Refused> {
        self.session.readiness(&named.document).await
    }

    pub(super) async fn tests(&self, named: DocumentRef) -> Result<Tests, Refused> {
        self.session.tests(&named.document).await
    }

    pub(super) async fn make_scenario(&self, of: ScenarioOf) -> Result<Applied, Refused> {
        let ScenarioOf { document, revision, run, customer, fork } = of;
        self.session.make_scenario(&document, revision, &run, customer, fork).await
    }

    pub(super) async fn story_parts(&self, story: StoryText) -> Result<Vec<StoryPart>, Refused> {
        Ok(scenarios::parts::parts(&story.lines))
    }

    pub(super) async fn write_line(&self, part: StoryPart) -> Result<WrittenLine, Refused> {
        Ok(scenarios::parts::write(&part))
    }

    pub(super) async fn customers(&self, of: Listed) -> Result<CustomerPage, Refused> {
        self.session.customers(&of.run, of.whom, of.skip).await
    }

    pub(super) async fn story(&self, of: Told) -> Result<Story, Refused> {
        self.session.story(&of.run, of.customer).await
    }

    pub(super) async fn fork_choices(&self, at: ForkedAt) -> Result<ForkChoices, Refused> {
        let choices = self.session.fork_choices(&at.run, at.customer, at.place).await?;
        Ok(ForkChoices { choices })
    }

    pub(super) async fn fork(&self, of: ForkOf) -> Result<Forked, Refused> {
        self.session.fork(&of.run, of.customer, of.at).await
    }

    pub(super) async fn copy(&self, copied: Copied) -> Result<Kept, Refused> {
        Ok(Kept { text: self.session.copy(&copied.document, &copied.nodes).await? })
    }

    pub(super) async fn paste(&self, pasted: Pasted) -> Result<Applied, Refused> {
        let Pasted { document, revision, text, offset } = pasted;
        self.session.paste(&document, revision, &text, offset).await
    }

    pub(super) async fn outside(&self, named: DocumentRef) -> Result<Option<Outside>, Refused> {
        self.session.outside(&named.document).await
    }

    pub(super) async fn take_outside(&self, act: Act) -> Result<Applied, Refused> {
        self.session.take_outside(&act.document, act.revision).await
    }

    pub(super) async fn keep_ours(&self, named: DocumentRef) -> Result<Nothing, Refused> {
        self.session.keep_ours(&named.document).await.map(|()| Nothing {})
    }

    pub(super) async fn snapshots(&self, named: DocumentRef) -> Result<Snapshots, Refused> {
        Ok(Snapshots { snapshots: self.session.snapshots(&named.document).await? })
    }

    pub(super) async fn restore(&self, asked: Restored) -> Result<Applied, Refused> {
        self.session.restore(&asked.document, asked.revision, &asked.snapshot).await
    }

    pub(super) async fn start_from(&self, asked: SnapshotRef) -> Result<Opened, Refused> {
        let document = self.session.start_from(&asked.document, &asked.snapshot).await?;
        self.session.opened(&document).await
    }
}
