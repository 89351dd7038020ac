//! What all customers share: caps, waves, budgets and stock. Settles wishes; knows nothing of who asks.

use std::collections::HashMap;

use journey::settings::Offer;
use journey::time::Millis;

use crate::plan::Plan;

/// What a customer asks of things that all customers share.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Wish {
    /// To begin an instance by an entry that is capped, or in a journey that is.
    Enter { entry: u32 },
    /// A place in the wave of an audience entry that was due at an instant.
    Wave { entry: u32, due: Millis },
    /// To take one piece and an amount of money (millionths) from an offer.
    Take { offer: u32, amount: i64 },
}

/// A wish that was granted: when, whose, and what.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Granted {
    pub(crate) at: Millis,
    pub(crate) key: u64,
    pub(crate) row: u32,
    pub(crate) wish: Wish,
}

/// What all customers share, settled in the order of time.
pub(crate) struct Shared {
    offers: Vec<(Offer, i64, u64)>,
    entered: Vec<u64>,
    all_entered: u64,
    waves: HashMap<(u32, Millis), i64>,
}

impl Shared {
    pub(crate) fn new(plan: &Plan) -> Self {
        Self {
            offers: plan.offers.iter().map(|(_, offer)| (offer.clone(), 0, 0)).collect(),
            entered: vec![0; plan.entries.len()],
            all_entered: 0,
            waves: HashMap::new(),
        }
    }

    /// Settles a wish; wishes must come in the order of time, then of customers' keys.
    pub(crate) fn settle(&mut self, plan: &Plan, wish: Wish) -> i64 {
        let fits = self.fits(plan, wish);
        if fits {
            self.grant(wish);
        }
        match wish {
            Wish::Wave { entry, due } => self.waves[&(entry, due)] - 1,
            Wish::Enter { .. } | Wish::Take { .. } => i64::from(fits),
        }
    }

    /// Returns whether there is enough left for a wish.
    fn fits(&self, plan: &Plan, wish: Wish) -> bool {
        match wish {
            Wish::Enter { entry } => {
                let own = self.entered[entry as usize];
                plan.entries[entry as usize].cap.is_none_or(|cap| own < cap)
                    && plan.settings.entry_cap.is_none_or(|cap| self.all_entered < cap)
            }
            Wish::Wave { .. } => true,
            Wish::Take { offer, amount } => {
                let (offer, spent, pieces) = &self.offers[offer as usize];
                let after = spent.checked_add(amount.max(0));
                after.is_some_and(|after| offer.budget.is_none_or(|budget| after <= budget.0))
                    && offer.stock.is_none_or(|stock| *pieces < stock)
            }
        }
    }

    /// Hands out what a wish asks for, whether or not there is enough left.
    pub(crate) fn grant(&mut self, wish: Wish) {
        match wish {
            Wish::Enter { entry } => {
                self.entered[entry as usize] += 1;
                self.all_entered += 1;
            }
            Wish::Wave { entry, due } => *self.waves.entry((entry, due)).or_insert(0) += 1,
            Wish::Take { offer, amount } => {
                let (_, spent, pieces) = &mut self.offers[offer as usize];
                *spent = spent.saturating_add(amount.max(0));
                *pieces += 1;
            }
        }
    }
}
