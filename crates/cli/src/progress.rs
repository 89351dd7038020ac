//! A bar on standard error while a rehearsal runs, for people at a terminal only.

use std::io::IsTerminal;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use engine::simulate::Watch;
use indicatif::{ProgressBar, ProgressStyle};
use journey::lang::Lang;

/// Does some work and shows how far it is; `total` is in customers × runs.
pub(crate) fn watched<T: Send>(lang: Lang, total: u64, work: impl FnOnce(&Watch) -> T + Send) -> T {
    let watch = Watch::default();
    if !std::io::stderr().is_terminal() {
        return work(&watch);
    }
    let bar = ProgressBar::new(total);
    let template = match lang {
        Lang::En => "{wide_bar} {human_pos}/{human_len} customers, {per_sec}, {eta} left",
        Lang::Ja => "{wide_bar} {human_pos}/{human_len}人 {per_sec} 残り{eta}",
    };
    if let Ok(style) = ProgressStyle::with_template(template) {
        bar.set_style(style);
    }
    let over = AtomicBool::new(false);
    let result = std::thread::scope(|scope| {
        scope.spawn(|| {
            while !over.load(Ordering::Relaxed) {
                bar.set_position(watch.done.load(Ordering::Relaxed).min(total));
                std::thread::sleep(Duration::from_millis(100));
            }
        });
        let result = work(&watch);
        over.store(true, Ordering::Relaxed);
        result
    });
    bar.finish_and_clear();
    result
}
