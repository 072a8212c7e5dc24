//! What a message says of the request that it came in.

use http::request::Parts;
use nilecare_engine_api::SourceMap;

/// More parameters of a query are in `query` only.
const MAX_PARAMETERS: usize = 64;

pub(super) fn note(facts: &mut SourceMap, head: &Parts, captures: Vec<(String, String)>, headers: &[String]) {
    facts.insert("method".to_owned(), head.method.as_str().to_owned());
    facts.insert("path".to_owned(), head.uri.path().to_owned());
    for (name, value) in captures {
        facts.insert(format!("path.{name}"), value);
    }
    if let Some(query) = head.uri.query().filter(|query| !query.is_empty()) {
        facts.insert("query".to_owned(), query.to_owned());
        for (name, value) in form_urlencoded::parse(query.as_bytes()).take(MAX_PARAMETERS) {
            let entry = facts.entry(format!("query.{name}"));
            entry.or_insert_with(|| value.into_owned());
        }
    }
    for name in headers {
        let values = head.headers.get_all(name.as_str()).iter();
        let values = values.map(|value| String::from_utf8_lossy(value.as_bytes()));
        let values = values.collect::<Vec<_>>().join(", ");
        if !values.is_empty() {
            facts.insert(format!("header.{}", name.to_ascii_lowercase()), values);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_headers_of_the_list_are_kept() {
        let request = http::Request::post("/a/b?ward=3&ward=4&x=%20")
            .header("X-Kept", "1")
            .header("x-kept", "2")
            .header("authorization", "Basic eDp5")
            .body(());
        let (head, ()) = request.expect("it is valid").into_parts();
        let mut facts = SourceMap::new();
        note(
            &mut facts,
            &head,
            vec![("id".to_owned(), "b".to_owned())],
            &["x-Kept".to_owned(), "x-absent".to_owned()],
        );
        let expected = [
            ("header.x-kept", "1, 2"),
            ("method", "POST"),
            ("path", "/a/b"),
            ("path.id", "b"),
            ("query", "ward=3&ward=4&x=%20"),
            ("query.ward", "3"),
            ("query.x", " "),
        ];
        let expected = expected.map(|(name, value)| (name.to_owned(), value.to_owned()));
        assert_eq!(facts, SourceMap::from(expected));
    }
}
