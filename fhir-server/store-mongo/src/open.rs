//! Opening: the address, what the server must be, indexes, and writing what is indexed anew when the rules have changed.

use std::time::Duration;

use futures_util::TryStreamExt;
use mongodb::bson::{Document, doc};
use mongodb::options::{ClientOptions, IndexOptions, ReadConcern, ReadPreference, SelectionCriteria};
use mongodb::{Client, Collection, Database, IndexModel};
use nilecare_fhir_search::Registry;
use nilecare_fhir_store::StoreError;
use serde_json::Value;

use crate::MongoOptions;
use crate::document::index;
use crate::error::failed;
use crate::session::write_concern;

/// The layout of the collections.
const SCHEMA: i64 = 1;
/// Grows when the same resource gives other values; what is indexed is then written anew.
const INDEX_RULES: &str = "1";
/// How long a server is looked for, and how long a connection may take.
const REACH: Duration = Duration::from_secs(5);
/// Connections that nobody uses are closed.
const IDLE: Duration = Duration::from_secs(300);
/// How many resources are indexed anew at a time.
const BATCH: i64 = 200;

/// Tells rules apart: ours, and how many parameters there are.
pub(crate) fn rules(registry: &Registry) -> String {
    format!("{INDEX_RULES}/{}", registry.parameters().len())
}

/// Makes the client. What it must promise is said here, whatever the address says.
pub(crate) async fn connect(options: &MongoOptions) -> Result<(Client, Database), StoreError> {
    let refused = |detail: String| StoreError::Open {
        path: options.url.to_string(),
        detail,
    };
    // The driver's text may hold a part of the address.
    let parsed = ClientOptions::parse(options.url.expose()).await;
    let mut client = parsed.map_err(|_| refused("the options in the address cannot be read".to_owned()))?;
    client.app_name = Some("nilecare".to_owned());
    client.write_concern = Some(write_concern());
    client.read_concern = Some(ReadConcern::majority());
    client.selection_criteria = Some(SelectionCriteria::ReadPreference(ReadPreference::Primary));
    client.retry_reads = Some(true);
    client.retry_writes = Some(true);
    client.server_selection_timeout = Some(REACH);
    client.connect_timeout = Some(REACH);
    client.max_pool_size = Some(options.max_connections.max(2));
    client.min_pool_size = None;
    client.max_idle_time = Some(IDLE);
    client.default_database = None;
    let client =
        Client::with_options(client).map_err(|_| refused("the options in the address cannot be used".to_owned()))?;
    let database = client.database(options.url.database());
    let hello = tokio::time::timeout(REACH * 3, database.run_command(doc! { "hello": 1 })).await;
    let hello = hello.map_err(|_| refused("no answer in time".to_owned()))?;
    let hello = hello.map_err(|error| refused(failed("opening")(error).to_string()))?;
    let has_transactions = hello.contains_key("setName") || hello.get_str("msg").is_ok_and(|msg| msg == "isdbgrid");
    if !has_transactions {
        let detail =
            "it has no transactions; start it as a replica set (--replSet, then rs.initiate(), one member is enough)";
        return Err(refused(detail.to_owned()));
    }
    Ok((client, database))
}

/// Makes the indexes, and brings what an earlier version wrote up to date.
pub(crate) async fn prepare(database: &Database, registry: &Registry) -> Result<(), StoreError> {
    const DOING: &str = "making the indexes";
    let meta: Collection<Document> = database.collection("meta");
    let read = meta.find_one(doc! { "_id": "schema" }).await.map_err(failed(DOING))?;
    let found = read.and_then(|schema| schema.get_i64("number").ok()).unwrap_or(SCHEMA);
    if found > SCHEMA {
        return Err(StoreError::Newer { found, known: SCHEMA });
    }
    let schema = doc! { "$set": { "number": SCHEMA } };
    meta.update_one(doc! { "_id": "schema" }, schema)
        .upsert(true)
        .await
        .map_err(failed(DOING))?;
    let order = doc! { "$setOnInsert": { "last": 0_i64 } };
    meta.update_one(doc! { "_id": "order" }, order)
        .upsert(true)
        .await
        .map_err(failed(DOING))?;
    let resources: Collection<Document> = database.collection("resource");
    let versions: Collection<Document> = database.collection("version");
    resources.create_indexes(of_resources()).await.map_err(failed(DOING))?;
    versions.create_indexes(of_versions()).await.map_err(failed(DOING))?;
    let rules = rules(registry);
    let read = meta
        .find_one(doc! { "_id": "index_rules" })
        .await
        .map_err(failed(DOING))?;
    if read.is_some_and(|written| written.get_str("value").is_ok_and(|value| value == rules)) {
        return Ok(());
    }
    index_anew(database, &resources, registry, &rules).await?;
    let set = doc! { "$set": { "value": &rules } };
    meta.update_one(doc! { "_id": "index_rules" }, set)
        .upsert(true)
        .await
        .map_err(failed(DOING))?;
    Ok(())
}

/// What serves which search is told in docs/adr/0027.
fn of_resources() -> Vec<IndexModel> {
    vec![
        named("values", doc! { "keys": 1, "key": 1 }, false),
        named(
            "ranges_by_begin",
            doc! { "range.p": 1, "range.lo": 1, "range.hi": 1 },
            false,
        ),
        named("ranges_by_end", doc! { "range.p": 1, "range.hi": 1 }, false),
        named("types", doc! { "type": 1, "deleted": 1, "key": 1 }, false),
        named(
            "times",
            doc! { "type": 1, "deleted": 1, "updated": -1, "key": 1 },
            false,
        ),
        named("places", doc! { "key": 1 }, true),
    ]
}

fn of_versions() -> Vec<IndexModel> {
    vec![
        named("order", doc! { "seq": 1 }, true),
        named("of_resource", doc! { "resource": 1, "seq": -1 }, false),
        named("of_type", doc! { "type": 1, "seq": -1 }, false),
    ]
}

fn named(name: &str, keys: Document, is_unique: bool) -> IndexModel {
    let options = IndexOptions::builder().name(name.to_owned()).unique(is_unique).build();
    IndexModel::builder().keys(keys).options(options).build()
}

/// Writes what is indexed anew, some resources at a time. Each says by which rules it was indexed, so what was ended goes on.
async fn index_anew(
    database: &Database,
    resources: &Collection<Document>,
    registry: &Registry,
    rules: &str,
) -> Result<(), StoreError> {
    const DOING: &str = "writing the indexes anew";
    let fields = doc! { "key": 1, "type": 1, "version": 1, "text": 1 };
    let (mut last, mut n_resources) = (i64::MIN, 0_u64);
    loop {
        let filter = doc! { "key": { "$gt": last }, "deleted": false, "rules": { "$ne": rules } };
        let find = resources
            .find(filter)
            .projection(fields.clone())
            .sort(doc! { "key": 1 })
            .limit(BATCH);
        let batch = find.await.map_err(failed(DOING))?;
        let batch: Vec<Document> = batch.try_collect().await.map_err(failed(DOING))?;
        let Some(greatest) = batch.last().and_then(|document| document.get_i64("key").ok()) else {
            break;
        };
        for document in &batch {
            let mut anew = anew(registry, document).ok_or(StoreError::Corrupt)?;
            anew.insert("rules", rules);
            // What another hub has written meanwhile is indexed already.
            let same = doc! { "_id": document.get("_id"), "version": document.get("version") };
            let write = resources.update_one(same, doc! { "$set": anew });
            write.await.map_err(failed(DOING))?;
            n_resources += 1;
        }
        last = greatest;
    }
    if n_resources > 0 {
        tracing::info!(
            n_resources,
            store.database = database.name(),
            "the FHIR indexes were written anew"
        );
    }
    Ok(())
}

fn anew(registry: &Registry, document: &Document) -> Option<Document> {
    let of = registry.type_id(document.get_str("type").ok()?)?;
    let resource: Value = serde_json::from_str(document.get_str("text").ok()?).ok()?;
    Some(index(registry, &registry.index(of, &resource)))
}
