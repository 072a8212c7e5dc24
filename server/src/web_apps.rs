//! The two apps, the clinical one at `/` and the analysts' at `/admin`: files that are part of the binary, or of folders that settings name.
//!
//! All files are in memory, so a path can name none outside. A path that is no file is a page of the app, which finds its own
//! way; files below `assets/` carry a digest in their names and are kept by browsers for good, everything else is asked for
//! again with its ETag. The content security policy allows scripts from these files only.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use anyhow::{Context as _, Result, ensure};
use axum::Router;
use axum::body::Bytes;
use axum::extract::{Path as UrlPath, State};
use axum::response::{Html, IntoResponse, Redirect, Response};
use axum::routing::{any, get};
use http::{HeaderMap, HeaderValue, Method, StatusCode, header};
use nilecare_http::unknown_route;

use crate::settings::HttpSettings;

/// Name, content, and the content compressed with gzip.
type Embedded = (&'static str, &'static [u8], Option<&'static [u8]>);

/// What `build.rs` found; empty when the app was not built.
static ADMIN: &[Embedded] = include!(concat!(env!("OUT_DIR"), "/admin_files.rs"));
static CLINICAL: &[Embedded] = include!(concat!(env!("OUT_DIR"), "/clinical_files.rs"));

/// The page that every address of the app begins with.
const INDEX: &str = "index.html";
/// A folder with more is no built app.
const FOLDER_LIMIT: u64 = 64 << 20;
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; \
                      font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";
const NOT_BUILT: &str = "The analysts' app is not part of this binary. Build it with `make run`, or with `npm ci && npm run build` \
                         in admin-ui and then the hub; or name the folder of a built one in http.admin_ui.\n";
/// What is shown at `/` by a binary without the clinical app.
const WITHOUT_CLINICAL: &str = include_str!("index.html");
/// First parts of paths that are no pages of the clinical app, also where there is no such route.
const NO_PAGES: [&str; 5] = ["api", "admin", "fhir", "health", "metrics"];

/// Both apps.
#[derive(Clone, Default)]
pub struct WebApps {
    admin: WebApp,
    clinical: WebApp,
}

/// The files of one app.
#[derive(Clone, Default)]
struct WebApp {
    files: Arc<BTreeMap<String, File>>,
}

struct File {
    content: Bytes,
    gzip: Option<Bytes>,
    etag: HeaderValue,
}

impl WebApps {
    /// Takes the files of the folders that the settings name, or those of the binary where none is named.
    ///
    /// # Errors
    /// When a folder cannot be read, has no `index.html`, or has more than 64 MiB.
    pub fn open(settings: &HttpSettings) -> Result<Self> {
        let admin = WebApp::open(settings.admin_ui.as_deref(), ADMIN).context("opening the analysts' app")?;
        let clinical = WebApp::open(settings.web_ui.as_deref(), CLINICAL).context("opening the clinical app")?;
        Ok(Self { admin, clinical })
    }

    /// Returns their routes. The clinical app has every path that no other route has.
    pub fn router(self) -> Router {
        let admin = Router::new()
            .route("/admin", get(|| async { Redirect::permanent("/admin/") }))
            .route("/admin/", get(admin_index))
            .route("/admin/{*path}", get(admin_file))
            .with_state(self.admin);
        Router::new()
            .route("/", get(clinical_index))
            .route("/{*path}", any(clinical_file))
            .with_state(self.clinical)
            .merge(admin)
    }
}

impl WebApp {
    fn open(folder: Option<&Path>, embedded: &'static [Embedded]) -> Result<Self> {
        let files = match folder {
            Some(folder) => read(folder).with_context(|| format!("reading {}", folder.display()))?,
            None => from_binary(embedded),
        };
        Ok(Self { files: Arc::new(files) })
    }

    fn answer(&self, path: &str, request: &HeaderMap) -> Response {
        let is_page = !self.files.contains_key(path) && !path.starts_with("assets/");
        let name = if is_page { INDEX } else { path };
        match self.files.get(name) {
            Some(file) => file.answer(name, request),
            None => (StatusCode::NOT_FOUND, "There is no such file.\n").into_response(),
        }
    }
}

async fn admin_index(State(app): State<WebApp>, request: HeaderMap) -> Response {
    admin_answer(&app, INDEX, &request)
}

async fn admin_file(State(app): State<WebApp>, UrlPath(path): UrlPath<String>, request: HeaderMap) -> Response {
    admin_answer(&app, &path, &request)
}

fn admin_answer(app: &WebApp, path: &str, request: &HeaderMap) -> Response {
    if app.files.is_empty() {
        return (StatusCode::NOT_FOUND, NOT_BUILT).into_response();
    }
    app.answer(path, request)
}

async fn clinical_index(State(app): State<WebApp>, request: HeaderMap) -> Response {
    if app.files.is_empty() {
        return Html(WITHOUT_CLINICAL).into_response();
    }
    app.answer(INDEX, &request)
}

async fn clinical_file(
    State(app): State<WebApp>,
    method: Method,
    UrlPath(path): UrlPath<String>,
    request: HeaderMap,
) -> Response {
    let is_read = method == Method::GET || method == Method::HEAD;
    if app.files.is_empty() || !is_read || !may_be_page(&path) {
        return unknown_route().await.into_response();
    }
    app.answer(&path, &request)
}

/// Tells whether a path that no route has may be a page of the clinical app: a mistyped route of the API is not one.
fn may_be_page(path: &str) -> bool {
    let first = path.split('/').next().unwrap_or_default();
    !NO_PAGES.contains(&first)
}

impl File {
    fn new(content: Bytes, gzip: Option<Bytes>) -> Self {
        let etag = format!("\"{:08x}-{:x}\"", crc32fast::hash(&content), content.len());
        let etag = HeaderValue::from_str(&etag).unwrap_or(HeaderValue::from_static("\"0\""));
        Self { content, gzip, etag }
    }

    fn answer(&self, name: &str, request: &HeaderMap) -> Response {
        let is_named_by_content = name.starts_with("assets/");
        let keep = if is_named_by_content {
            "public, max-age=31536000, immutable"
        } else {
            "no-cache"
        };
        let mut response = match request.get(header::IF_NONE_MATCH) {
            Some(known) if *known == self.etag => StatusCode::NOT_MODIFIED.into_response(),
            _ => self.body(request),
        };
        let headers = response.headers_mut();
        for (name, value) in [
            (header::CONTENT_TYPE, media_type(name)),
            (header::CACHE_CONTROL, keep),
            (header::CONTENT_SECURITY_POLICY, POLICY),
            (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
            (header::REFERRER_POLICY, "no-referrer"),
            (header::VARY, "accept-encoding"),
        ] {
            headers.insert(name, HeaderValue::from_static(value));
        }
        headers.insert(header::ETAG, self.etag.clone());
        response
    }

    fn body(&self, request: &HeaderMap) -> Response {
        let accepted = request
            .get(header::ACCEPT_ENCODING)
            .and_then(|value| value.to_str().ok());
        let takes_gzip = accepted.is_some_and(|accepted| accepted.split(',').any(|one| one.trim().starts_with("gzip")));
        match &self.gzip {
            Some(gzip) if takes_gzip => ([(header::CONTENT_ENCODING, "gzip")], gzip.clone()).into_response(),
            _ => self.content.clone().into_response(),
        }
    }
}

fn media_type(name: &str) -> &'static str {
    match name.rsplit_once('.').map(|(_, extension)| extension) {
        Some("html") => "text/html; charset=utf-8",
        Some("js") => "text/javascript; charset=utf-8",
        Some("css") => "text/css; charset=utf-8",
        Some("svg") => "image/svg+xml",
        Some("json") => "application/json",
        Some("txt") => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}

fn from_binary(embedded: &'static [Embedded]) -> BTreeMap<String, File> {
    let files = embedded.iter();
    let files = files.map(|&(name, content, gzip)| {
        let file = File::new(Bytes::from_static(content), gzip.map(Bytes::from_static));
        (name.to_owned(), file)
    });
    files.collect()
}

fn read(folder: &Path) -> Result<BTreeMap<String, File>> {
    let mut contents = BTreeMap::new();
    let mut left = FOLDER_LIMIT;
    collect(folder, "", &mut contents, &mut left)?;
    ensure!(contents.contains_key(INDEX), "it has no {INDEX}");
    let names = contents.keys().filter(|name| !name.ends_with(".gz"));
    let files = names.map(|name| {
        let gzip = contents.get(&format!("{name}.gz")).cloned();
        (name.clone(), File::new(contents[name].clone(), gzip))
    });
    Ok(files.collect())
}

fn collect(folder: &Path, prefix: &str, contents: &mut BTreeMap<String, Bytes>, left: &mut u64) -> Result<()> {
    for entry in std::fs::read_dir(folder)? {
        let entry = entry?;
        let name = format!("{prefix}{}", entry.file_name().to_string_lossy());
        // Links are not followed: they may lead anywhere.
        let kind = entry.file_type()?;
        if kind.is_dir() {
            collect(&entry.path(), &format!("{name}/"), contents, left)?;
        } else if kind.is_file() {
            let n_bytes = entry.metadata()?.len();
            ensure!(n_bytes <= *left, "it has more than {} MiB", FOLDER_LIMIT >> 20);
            *left -= n_bytes;
            contents.insert(name, std::fs::read(entry.path())?.into());
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn app() -> WebApp {
        let folder = tempfile::tempdir().expect("a folder can be made");
        let write = |name: &str, text: &str| std::fs::write(folder.path().join(name), text).expect("it can be written");
        std::fs::create_dir(folder.path().join("assets")).expect("it can be made");
        write("index.html", "<html>");
        write("assets/a-1.js", "let a;");
        write("assets/a-1.js.gz", "gz");
        WebApp::open(Some(folder.path()), &[]).expect("it is an app")
    }

    fn header(response: &Response, name: header::HeaderName) -> &str {
        response
            .headers()
            .get(name)
            .and_then(|value| value.to_str().ok())
            .unwrap_or_default()
    }

    #[test]
    fn an_unknown_path_is_a_page_and_an_unknown_asset_is_not() {
        let app = app();
        let page = app.answer("channels/adt", &HeaderMap::new());
        assert_eq!(
            (page.status(), header(&page, header::CONTENT_TYPE)),
            (StatusCode::OK, "text/html; charset=utf-8")
        );
        assert_eq!(header(&page, header::CACHE_CONTROL), "no-cache");
        assert!(header(&page, header::CONTENT_SECURITY_POLICY).contains("script-src 'self'"));
        assert_eq!(
            app.answer("assets/b-2.js", &HeaderMap::new()).status(),
            StatusCode::NOT_FOUND
        );
        assert_eq!(
            app.answer("assets/../index.html", &HeaderMap::new()).status(),
            StatusCode::NOT_FOUND
        );
    }

    #[test]
    fn an_asset_is_kept_for_good_and_sent_compressed_to_those_that_take_it() {
        let app = app();
        let mut request = HeaderMap::new();
        let plain = app.answer("assets/a-1.js", &request);
        assert!(header(&plain, header::CACHE_CONTROL).contains("immutable"));
        assert_eq!(header(&plain, header::CONTENT_ENCODING), "");
        request.insert(header::ACCEPT_ENCODING, HeaderValue::from_static("deflate, gzip"));
        assert_eq!(
            header(&app.answer("assets/a-1.js", &request), header::CONTENT_ENCODING),
            "gzip"
        );
    }

    #[test]
    fn what_the_browser_has_is_not_sent_again() {
        let app = app();
        let mut request = HeaderMap::new();
        let etag = app.answer(INDEX, &request).headers()[header::ETAG].clone();
        request.insert(header::IF_NONE_MATCH, etag);
        assert_eq!(app.answer("dashboard", &request).status(), StatusCode::NOT_MODIFIED);
    }

    #[test]
    fn a_binary_without_the_app_says_so() {
        let response = admin_answer(&WebApp::default(), INDEX, &HeaderMap::new());
        assert_eq!(response.status(), StatusCode::NOT_FOUND);
    }

    #[test]
    fn a_mistyped_route_of_the_api_is_no_page() {
        let pages = ["home", "patients/1", "apiary"].map(may_be_page);
        let others = ["api/v1/nothing", "admin", "health/nothing", "metrics"].map(may_be_page);
        assert_eq!((pages, others), ([true; 3], [false; 4]));
    }

    #[test]
    fn a_folder_without_a_page_is_refused() {
        let folder = tempfile::tempdir().expect("a folder can be made");
        assert!(WebApp::open(Some(folder.path()), &[]).is_err());
    }
}
