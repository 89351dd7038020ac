//! Making a found customer simpler: everything that is not needed is left out, so that what is left says
//! why they come where they come.

use super::candidate::{Genome, Name, Value};
use super::pool::plain;
use super::search::Search;
use super::target::Target;

/// Ids tried for each simpler customer: the old one first.
const IDS: u32 = 48;

impl Search<'_> {
    /// Returns the simplest customer that still hits the target, and under which id.
    pub(super) fn shrink(&self, target: &Target, genome: Genome, name: Name) -> (Genome, Name) {
        let (mut best, mut name) = (genome, name);
        let mut keep = |next: Genome, best: &mut Genome| {
            let same = self.trial(&next, name, 1, target, &[]);
            let first = Name { number: 0, ..name };
            let trial = if same.hit { same } else { self.trial(&next, first, IDS, target, &[]) };
            if trial.hit {
                (*best, name) = (next, trial.name);
            }
            trial.hit
        };
        let mut place = best.events.len();
        while let Some(last) = place.checked_sub(1) {
            place = last;
            let mut next = best.clone();
            next.events.remove(place);
            keep(next, &mut best);
        }
        for (name, simple) in plain(&self.plan.settings.attributes) {
            if best.attributes.get(&name) != Some(&simple) {
                let mut next = best.clone();
                next.attributes.insert(name, simple);
                keep(next, &mut best);
            }
        }
        for place in 0..best.events.len() {
            let declared = self.plan.settings.all_events();
            let Some(event) = declared.get(&best.events[place].event) else {
                continue;
            };
            for (name, simple) in plain(&event.properties) {
                // A step names whose reaction it is; without it the event means another thing.
                let known = best.events[place].properties.get(&name).cloned();
                if name != "step" && known.is_some_and(|known| known != simple) {
                    let mut next = best.clone();
                    next.events[place].properties.insert(name, simple);
                    keep(next, &mut best);
                }
            }
        }
        let mut usual = best.clone();
        usual.begin_at(self.usual_time());
        keep(usual, &mut best);
        best.attributes.retain(|_, value| *value != Value::Missing);
        (best, name)
    }
}
