//! The window: made once, brought to the front when the program is started again.

use tauri::{AppHandle, Manager, WebviewUrl, WebviewWindow, WebviewWindowBuilder};

pub(crate) const NAME: &str = "designer";

/// Opens the window, with a journey where one is named.
pub(crate) fn open(app: &AppHandle, document: Option<&str>) -> tauri::Result<()> {
    let page = document.map_or("index.html".to_owned(), |id| format!("index.html#{id}"));
    let _window = WebviewWindowBuilder::new(app, NAME, WebviewUrl::App(page.into()))
        .title("Tabiji 旅路")
        .inner_size(1280.0, 800.0)
        .min_inner_size(960.0, 600.0)
        .disable_drag_drop_handler()
        .on_navigation(|url| url.scheme() == "tauri" || url.host_str() == Some("tauri.localhost"))
        .build()?;
    #[cfg(target_os = "linux")]
    suit(&_window)?;
    Ok(())
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
/// And a machine without a device that renders paints by itself: imitating one shows half as many frames.
#[cfg(target_os = "linux")]
fn suit(window: &WebviewWindow) -> tauri::Result<()> {
    use webkit2gtk::{HardwareAccelerationPolicy, InputMethodContextExt, SettingsExt, WebViewExt};
    let devices = std::fs::read_dir("/dev/dri").into_iter().flatten().flatten();
    let mut names = devices.map(|device| device.file_name());
    let renders = names.any(|name| name.to_string_lossy().starts_with("renderD"));
    window.with_webview(move |webview| {
        let view = webview.inner();
        if let Some(context) = view.input_method_context() {
            context.set_enable_preedit(true);
        }
        if let Some(settings) = view.settings().filter(|_| !renders) {
            settings.set_hardware_acceleration_policy(HardwareAccelerationPolicy::Never);
        }
    })
}
