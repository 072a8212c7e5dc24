//! Order and pages.

use std::sync::Arc;

use super::support::*;

/// Follows the pages of a query.
async fn pages(fixture: &Fixture, kind: &str, query: &str) -> Vec<Vec<String>> {
    let mut pages = Vec::new();
    let mut cursor = String::new();
    loop {
        let found = fixture.found(kind, &format!("{query}{cursor}")).await;
        pages.push(found.matches.into_iter().map(|stored| stored.id).collect());
        match found.next {
            Some(next) => cursor = format!("&_cursor={next}"),
            None => return pages,
        }
        assert!(pages.len() < 100, "the pages have no end");
    }
}

pub async fn pages_hold_each_match_once_in_every_order(backend: Arc<dyn Backend>) {
    let fixture = Fixture::new(backend).await;
    for n in 0..25 {
        // Values that are the same, and one that is missing.
        let mut each = observation(
            &format!("o{n:02}"),
            "p",
            "2339-0",
            f64::from(n % 4),
            &format!("2026-01-{:02}", n % 7 + 1),
        );
        if n == 13 {
            each.as_object_mut().expect("an object").remove("effectiveDateTime");
        }
        fixture.put([each]).await;
    }
    for sort in [
        "",
        "&_sort=date",
        "&_sort=-date",
        "&_sort=-date,value-quantity,_id",
        "&_sort=-_lastUpdated",
        "&_sort=code,-_id",
    ] {
        let pages = pages(&fixture, "Observation", &format!("code=2339-0&_count=4{sort}")).await;
        assert!(
            pages[..pages.len() - 1].iter().all(|page| page.len() == 4),
            "{sort}: {pages:?}"
        );
        let mut all: Vec<String> = pages.concat();
        let whole = fixture
            .ids("Observation", &format!("code=2339-0&_count=1000{sort}"))
            .await;
        assert_eq!(all, whole, "{sort}");
        if sort.starts_with("&_sort=date") || sort.starts_with("&_sort=-date") {
            assert_eq!(
                all.last().map(String::as_str),
                Some("o13"),
                "{sort}: what has no value comes last"
            );
        }
        all.sort();
        all.dedup();
        assert_eq!(all.len(), 25, "{sort}");
    }
}

pub async fn pages_stay_right_while_resources_are_written_and_deleted(backend: Arc<dyn Backend>) {
    let fixture = Fixture::new(backend).await;
    for n in 0..10 {
        fixture.put([patient(&format!("p{n}"), "X")]).await;
    }
    let first = fixture.found("Patient", "family=x&_count=4").await;
    fixture.one(delete("Patient", "p0")).await.expect("deleted");
    fixture.put([patient("p99", "X")]).await;
    let next = first.next.expect("a next page");
    let rest = fixture
        .ids("Patient", &format!("family=x&_count=100&_cursor={next}"))
        .await;
    assert_eq!(rest, ["p4", "p5", "p6", "p7", "p8", "p9", "p99"]);
}

pub async fn a_page_is_made_smaller_before_an_include_is_cut(backend: Arc<dyn Backend>) {
    let fixture = Fixture::new(backend).await;
    for n in 0..8 {
        fixture.put([patient(&format!("p{n}"), "X")]).await;
        for m in 0..5 {
            fixture
                .put([observation(&format!("o{n}{m}"), &format!("p{n}"), "1-1", 1.0, "2026")])
                .await;
        }
    }
    // The store of these tests includes at most 20.
    let query = "family=x&_revinclude=Observation:subject";
    let first = fixture.found("Patient", query).await;
    assert_eq!((first.matches.len(), first.included.len()), (4, 20));
    let rest = fixture
        .found(
            "Patient",
            &format!("{query}&_cursor={}", first.next.expect("a next page")),
        )
        .await;
    assert_eq!((rest.matches.len(), rest.included.len(), rest.next), (4, 20, None));
}

pub async fn a_cursor_that_is_none_is_refused(backend: Arc<dyn Backend>) {
    use nilecare_fhir_store::ChangeError;
    let fixture = Fixture::new(backend).await;
    let refused = fixture.store.search(search("Patient", "_cursor=nonsense")).await;
    assert!(matches!(refused, Err(ChangeError::Condition(_))), "{refused:?}");
}
