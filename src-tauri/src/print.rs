//! Printing what the page shows to printers into a PDF file, by the web view's own means: vectors and text stay what
//! they are, and no dialog asks anything.

use std::cell::RefCell;
use std::path::Path;
use std::rc::Rc;

use app::commands::Paper;
use gtk::glib;
use tauri::{AppHandle, Manager};
use tokio::sync::oneshot;
use webkit2gtk::{PrintOperation, PrintOperationExt};

/// What comes of it.
type Outcome = Result<(), String>;

/// Prints the window's page into a file that is not there yet, on sheets of this size.
pub(crate) async fn print(app: AppHandle, to: &Path, paper: Paper) -> Outcome {
    let window = app.get_webview_window(crate::window::NAME).ok_or("there is no window")?;
    let address = glib::filename_to_uri(to, None).map_err(|error| error.to_string())?;
    let (give, take) = oneshot::channel();
    let asked = window.with_webview(move |webview| begin(&webview.inner(), &address, paper, give));
    asked.map_err(|error| error.to_string())?;
    take.await.unwrap_or_else(|_| Err("the window was closed".to_owned()))
}

fn begin(view: &webkit2gtk::WebView, address: &str, paper: Paper, give: oneshot::Sender<Outcome>) {
    let operation = PrintOperation::new(view);
    operation.set_print_settings(&into_file(address));
    operation.set_page_setup(&sheet(paper));
    // Only one of the two is ever heard of first; the operation lives until then.
    let answer = Rc::new(RefCell::new(Some((give, operation.clone()))));
    let failed = answer.clone();
    let tell = |answer: &RefCell<Option<(oneshot::Sender<Outcome>, PrintOperation)>>, outcome| {
        if let Some((give, _)) = answer.borrow_mut().take() {
            let _heard = give.send(outcome);
        }
    };
    operation.connect_failed(move |_, error| tell(&failed, Err(error.to_string())));
    operation.connect_finished(move |_| tell(&answer, Ok(())));
    operation.print();
}

/// The printer that writes files goes by a name in the language of the system.
fn into_file(address: &str) -> gtk::PrintSettings {
    let settings = gtk::PrintSettings::new();
    settings.set_printer(&glib::dgettext(Some("gtk30"), "Print to File"));
    settings.set("output-uri", Some(address));
    settings.set("output-file-format", Some("pdf"));
    settings
}

/// A sheet as large as the page wants, without margins: what is left free is the page's own affair.
fn sheet(paper: Paper) -> gtk::PageSetup {
    let points = |pixels: f64| pixels * 0.75;
    let (width, height) = (points(paper.width), points(paper.height));
    let size = gtk::PaperSize::new_custom("page", "page", width, height, gtk::Unit::Points);
    let setup = gtk::PageSetup::new();
    setup.set_paper_size(&size);
    for set in [
        gtk::PageSetup::set_top_margin,
        gtk::PageSetup::set_right_margin,
        gtk::PageSetup::set_bottom_margin,
        gtk::PageSetup::set_left_margin,
    ] {
        set(&setup, 0.0, gtk::Unit::Points);
    }
    setup
}
