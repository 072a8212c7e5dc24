//! Versions.

use std::sync::Arc;

use nilecare_fhir_store::{HistoryQuery, HistoryScope};

use super::support::*;

fn all(scope: HistoryScope) -> HistoryQuery {
    HistoryQuery {
        scope,
        since: None,
        at: None,
        count: 100,
        cursor: None,
    }
}

pub async fn the_history_tells_versions_the_newest_first_for_each_scope(backend: Arc<dyn Backend>) {
    let fixture = Fixture::new(backend).await;
    fixture
        .put([patient("a", "1"), patient("a", "2"), patient("b", "1")])
        .await;
    fixture.put([observation("o", "a", "1-1", 1.0, "2026")]).await;
    fixture.one(delete("Patient", "a")).await.expect("deleted");
    let of = registry().type_id("Patient").expect("a type");
    let told = async |query: HistoryQuery| {
        let history = fixture.store.history(query).await.expect("a history");
        let line = |stored: nilecare_fhir_store::Stored| format!("{}/{}", stored.id, stored.version);
        history.versions.into_iter().map(line).collect::<Vec<_>>()
    };
    assert_eq!(
        told(all(HistoryScope::Instance(of, "a".into()))).await,
        ["a/3", "a/2", "a/1"]
    );
    assert_eq!(told(all(HistoryScope::Type(of))).await, ["a/3", "b/1", "a/2", "a/1"]);
    assert_eq!(
        told(all(HistoryScope::System)).await,
        ["a/3", "o/1", "b/1", "a/2", "a/1"]
    );
    assert_eq!(
        told(all(HistoryScope::Instance(of, "nobody".into()))).await,
        [] as [&str; 0]
    );
}

pub async fn pages_and_moments_choose_versions(backend: Arc<dyn Backend>) {
    let fixture = Fixture::new(backend).await;
    for n in 0..5 {
        fixture.put([patient("a", &n.to_string())]).await;
    }
    let of = registry().type_id("Patient").expect("a type");
    let scope = HistoryScope::Instance(of, "a".into());
    let first = fixture
        .store
        .history(HistoryQuery {
            count: 2,
            ..all(scope.clone())
        })
        .await
        .expect("a history");
    assert_eq!((first.versions.len(), first.total), (2, Some(5)));
    let second = HistoryQuery {
        count: 2,
        cursor: first.next,
        ..all(scope.clone())
    };
    let second = fixture.store.history(second).await.expect("a history");
    assert_eq!(
        second.versions.iter().map(|stored| stored.version).collect::<Vec<_>>(),
        [3, 2]
    );
    let third = second.versions.first().expect("a version").updated;
    let since = HistoryQuery {
        since: Some(third),
        ..all(scope.clone())
    };
    let since = fixture.store.history(since).await.expect("a history");
    assert!(since.versions.iter().all(|stored| stored.updated >= third) && since.versions.len() >= 3);
    let at = HistoryQuery {
        at: Some((third, third)),
        ..all(scope)
    };
    let at = fixture.store.history(at).await.expect("a history");
    assert!(at.versions.iter().any(|stored| stored.version == 3), "{at:?}");
    assert!(at.versions.iter().all(|stored| stored.version != 1), "{at:?}");
}
