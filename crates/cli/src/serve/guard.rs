//! Who is let in: whoever opened the address with the token, once; then the cookie that it gave. A page of another
//! site can neither ask (Origin, SameSite) nor pretend that its own name is ours (Host).

use std::net::SocketAddr;
use std::sync::{Arc, Mutex};

use axum::extract::{Request, State};
use axum::http::header::{CONTENT_TYPE, COOKIE, HOST, ORIGIN, SET_COOKIE};
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use super::Served;

const COOKIE_NAME: &str = "tabiji";

/// What a page may load and do: its own files and its own commands, nothing inline, nothing from elsewhere.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; \
    font-src 'self'; connect-src 'self'; worker-src 'self'; base-uri 'none'; form-action 'none'; \
    frame-ancestors 'none'";

/// The secrets of one run.
pub(super) struct Guard {
    /// Not taken yet; only the hash is kept.
    token: Mutex<Option<blake3::Hash>>,
    session: String,
    address: SocketAddr,
}

impl Guard {
    /// Returns a guard for what listens at this address, and the token to open it with.
    pub(super) fn new(address: SocketAddr) -> (Self, String) {
        let (token, session) = (secret(), secret());
        let hash = blake3::hash(token.as_bytes());
        (Self { token: Mutex::new(Some(hash)), session, address }, token)
    }

    /// Takes the token: true once, and never again.
    fn take(&self, token: &str) -> bool {
        let Ok(mut kept) = self.token.lock() else {
            return false;
        };
        let good = kept.is_some_and(|hash| hash == blake3::hash(token.as_bytes()));
        if good {
            *kept = None;
        }
        good
    }

    fn knows(&self, headers: &HeaderMap) -> bool {
        let cookies = headers.get_all(COOKIE).iter().filter_map(|value| value.to_str().ok());
        let mut pairs =
            cookies.flat_map(|line| line.split(';')).filter_map(|pair| pair.split_once('='));
        let expected = blake3::hash(self.session.as_bytes());
        pairs.any(|(name, value)| {
            name.trim() == COOKIE_NAME && blake3::hash(value.trim().as_bytes()) == expected
        })
    }

    /// Whether the request names us, and comes from nowhere else.
    fn is_ours(&self, method: &Method, headers: &HeaderMap) -> bool {
        let port = self.address.port();
        let names = [self.address.to_string(), format!("localhost:{port}")];
        let text = |name| headers.get(name).and_then(|value: &HeaderValue| value.to_str().ok());
        let host = text(HOST).filter(|host| names.iter().any(|name| name == host));
        let Some(host) = host else {
            return false;
        };
        let own = format!("http://{host}");
        match text(ORIGIN) {
            Some(origin) => origin == own,
            None => method == Method::GET,
        }
    }
}

/// Lets a request through, or says why not. Every answer carries the policy.
pub(super) async fn check(
    State(served): State<Arc<Served>>,
    request: Request,
    next: Next,
) -> Response {
    let mut answer = decide(&served.guard, request, next).await;
    let headers = answer.headers_mut();
    let fixed = [
        (header::CONTENT_SECURITY_POLICY, POLICY),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::REFERRER_POLICY, "no-referrer"),
        (header::CACHE_CONTROL, "no-store"),
    ];
    for (name, value) in fixed {
        headers.insert(name, HeaderValue::from_static(value));
    }
    answer
}

async fn decide(guard: &Guard, request: Request, next: Next) -> Response {
    if !guard.is_ours(request.method(), request.headers()) {
        return refuse("this page belongs to another address");
    }
    let token = request.uri().query().and_then(|query| query.strip_prefix("token="));
    if request.uri().path() == "/" && token.is_some_and(|token| guard.take(token)) {
        let cookie = format!("{COOKIE_NAME}={}; HttpOnly; SameSite=Strict; Path=/", guard.session);
        return (StatusCode::SEE_OTHER, [(header::LOCATION, "/"), (SET_COOKIE, &cookie)])
            .into_response();
    }
    if !guard.knows(request.headers()) {
        return refuse(
            "open the address that tabiji serve printed; it works once, in one browser\n\
             tabiji serve が表示したアドレスを開いてください。アドレスは1つのブラウザーで1回だけ使えます",
        );
    }
    let json = request.headers().get(CONTENT_TYPE).is_some_and(|kind| kind == "application/json");
    if request.method() == Method::POST && !json {
        return (StatusCode::UNSUPPORTED_MEDIA_TYPE, "expected application/json").into_response();
    }
    next.run(request).await
}

fn refuse(why: &'static str) -> Response {
    (StatusCode::FORBIDDEN, why).into_response()
}

/// Returns 256 random bits of the system, in hex.
fn secret() -> String {
    let mut bytes = [0; 32];
    getrandom::fill(&mut bytes).expect("the system gives random bytes");
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
