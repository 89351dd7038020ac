//! Reads rows ahead on a thread of its own, so that a file is split and understood at the same time.
//! Rows and the problem that ends them come in the order of the file; a few batches at most wait.

use std::sync::mpsc::{Receiver, Sender, SyncSender, channel, sync_channel};

use super::error::Problem;
use super::rows::{Batch, Rows};

/// How many batches may wait to be understood.
const WAITING: usize = 4;

/// Batches of rows as they come.
pub(super) struct Ahead {
    full: Receiver<Result<Batch, Problem>>,
    empty: Sender<Batch>,
}

impl Ahead {
    /// Begins to read.
    pub(super) fn start(rows: Rows) -> Result<Self, Problem> {
        let (give, full) = sync_channel(WAITING);
        let (empty, back) = channel();
        let started = std::thread::Builder::new()
            .name("rows".to_owned())
            .spawn(move || read(rows, &give, &back));
        match started {
            Ok(_) => Ok(Self { full, empty }),
            Err(error) => Err(Problem::Unreadable { reason: error.to_string() }),
        }
    }

    /// Takes the next batch for one that is done with; none at the end.
    pub(super) fn next(&self, done: Batch) -> Result<Option<Batch>, Problem> {
        // Nobody takes it back when everything has been read.
        let _unused = self.empty.send(done);
        self.full.recv().ok().transpose()
    }
}

/// Reads to the end, to a problem, or until nobody listens any more.
fn read(mut rows: Rows, full: &SyncSender<Result<Batch, Problem>>, empty: &Receiver<Batch>) {
    loop {
        let mut batch = empty.try_recv().unwrap_or_default();
        batch.clear();
        let more = rows.next(&mut batch);
        if !batch.is_empty() && full.send(Ok(batch)).is_err() {
            return;
        }
        match more {
            Ok(true) => {}
            Ok(false) => return,
            Err(problem) => {
                // If nobody listens, there was a problem before.
                let _unheard = full.send(Err(problem));
                return;
            }
        }
    }
}
