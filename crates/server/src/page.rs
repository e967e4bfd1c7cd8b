//! `/`: the page where a story is pasted and read, and what it is made of.
//!
//! Plain HTML, CSS and modules of typed JavaScript, as they lie in `page/`: nothing is built, and `tsc -p page` checks the
//! types. The page asks this server alone, which its content security policy holds it to.

use std::sync::{Arc, LazyLock};

use axum::Router;
use axum::http::header::{CACHE_CONTROL, CONTENT_SECURITY_POLICY, CONTENT_TYPE};
use axum::response::IntoResponse;
use axum::routing::get;
use serde_json::json;

use crate::context::Context;

pub(crate) const POLICY: &str =
    "default-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; object-src 'none'";

/// Path, media type and content.
const ASSETS: &[(&str, &str, &str)] = &[
    ("/", "text/html; charset=utf-8", include_str!("../page/index.html")),
    ("/assets/page.css", "text/css; charset=utf-8", include_str!("../page/page.css")),
    ("/assets/reference.css", "text/css; charset=utf-8", include_str!("../page/reference.css")),
    ("/assets/page.js", SCRIPT, include_str!("../page/page.js")),
    ("/assets/story.js", SCRIPT, include_str!("../page/story.js")),
    ("/assets/views.js", SCRIPT, include_str!("../page/views.js")),
    ("/assets/world.svg", PICTURE, include_str!("../page/world.svg")),
    ("/assets/icon.svg", PICTURE, include_str!("../page/icon.svg")),
];

const SCRIPT: &str = "text/javascript; charset=utf-8";
const PICTURE: &str = "image/svg+xml";

/// Stories to try, with what they show.
const EXAMPLES: &[(&str, &str)] = &[
    ("Talks at a border, TASS style", include_str!("../../../seeds/text/tass-border-talks.txt")),
    ("A ferry inquiry, AP style", include_str!("../../../seeds/text/ap-ferry-inquiry.txt")),
    ("An update in bullets, Reuters style", include_str!("../../../seeds/text/reuters-update-bullets.txt")),
    ("Two cities, dpa, German", include_str!("../../../seeds/text/dpa-two-cities.txt")),
    ("A metro line, PTI style", include_str!("../../../seeds/text/pti-metro.txt")),
];

static EXAMPLES_JSON: LazyLock<String> = LazyLock::new(|| {
    let rows: Vec<_> = EXAMPLES.iter().map(|(title, copy)| json!({"title": title, "copy": copy})).collect();
    json!(rows).to_string()
});

/// The page and its parts.
pub(crate) fn router() -> Router<Arc<Context>> {
    let examples = ("/assets/examples.json", "application/json", EXAMPLES_JSON.as_str());
    let all = ASSETS.iter().copied().chain(std::iter::once(examples));
    all.fold(Router::new(), |router, (path, media_type, content)| {
        let headers = [(CONTENT_TYPE, media_type), (CONTENT_SECURITY_POLICY, POLICY), (CACHE_CONTROL, "no-cache")];
        router.route(path, get(async move || (headers, content).into_response()))
    })
}
