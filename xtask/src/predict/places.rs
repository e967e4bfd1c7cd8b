//! Task `places`: the places that the text names, with where they lie.

use serde_json::{Value, json};

use super::span;

pub(super) fn project(gold: &Value, article: Option<&Value>) -> Value {
    let places = article.and_then(|article| article["places"].as_array());
    let mentions = places.into_iter().flatten().flat_map(|place| {
        let mentions = place["mentions"].as_array().into_iter().flatten();
        mentions.filter_map(|mention| {
            let (start, end) = span(&mention["span"])?;
            let (lat, lon) = (&place["geo"]["latitude"], &place["geo"]["longitude"]);
            let country = &place["country"];
            (mention["how"] != "adjective")
                .then(|| json!({ "start": start, "end": end, "lat": lat, "lon": lon, "country": country }))
        })
    });
    json!({ "id": gold["id"], "places": mentions.collect::<Vec<_>>() })
}
