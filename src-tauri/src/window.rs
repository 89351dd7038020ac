//! The window: made once, brought to the front when the program is started again.

use tauri::{AppHandle, Manager, WebviewUrl, WebviewWindow, WebviewWindowBuilder};

const NAME: &str = "designer";

/// Opens the window, with a journey where one is named.
pub(crate) fn open(app: &AppHandle, document: Option<&str>) -> tauri::Result<()> {
    let page = document.map_or("index.html".to_owned(), |id| format!("index.html#{id}"));
    let window = WebviewWindowBuilder::new(app, NAME, WebviewUrl::App(page.into()))
        .title("Tabiji 旅路")
        .inner_size(1280.0, 800.0)
        .min_inner_size(960.0, 600.0)
        .disable_drag_drop_handler()
        .on_navigation(|url| url.scheme() == "tauri" || url.host_str() == Some("tauri.localhost"))
        .build()?;
    suit(&window)
}

/// Brings the window to the front.
pub(crate) fn to_front(app: &AppHandle) {
    if let Some(window) = app.get_webview_window(NAME) {
        let _shown = window.unminimize().and_then(|()| window.set_focus());
    }
}

/// Shows another journey in the window.
pub(crate) fn show(app: &AppHandle, document: &str) {
    let Some(window) = app.get_webview_window(NAME) else {
        return;
    };
    if let Ok(mut url) = window.url() {
        url.set_fragment(Some(document));
        let _shown = window.navigate(url);
    }
}

/// Sets what wry leaves as it is. Japanese text is shown while it is being converted in the place where it is typed.
/// And a machine without a graphics card paints by itself: asked to imitate a card, it shows half as many frames.
#[cfg(target_os = "linux")]
fn suit(window: &WebviewWindow) -> tauri::Result<()> {
    use webkit2gtk::{HardwareAccelerationPolicy, InputMethodContextExt, SettingsExt, WebViewExt};
    window.with_webview(|webview| {
        let view = webview.inner();
        if let Some(context) = view.input_method_context() {
            context.set_enable_preedit(true);
        }
        if let Some(settings) = view.settings().filter(|_| !has_graphics_card()) {
            settings.set_hardware_acceleration_policy(HardwareAccelerationPolicy::Never);
        }
    })
}

/// Returns whether the system offers a device that renders.
#[cfg(target_os = "linux")]
fn has_graphics_card() -> bool {
    let devices = std::fs::read_dir("/dev/dri").into_iter().flatten().flatten();
    devices.into_iter().any(|device| device.file_name().to_string_lossy().starts_with("renderD"))
}

#[cfg(not(target_os = "linux"))]
fn suit(_: &WebviewWindow) -> tauri::Result<()> {
    Ok(())
}
