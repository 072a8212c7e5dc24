//! The end of an encounter, told over the bus, releases its bed.

use std::sync::Arc;
use std::time::Duration;

use nilecare_bus::{EventBus, LocalBus};
use nilecare_sql::Db;
use serde_json::json;
use tokio_util::sync::CancellationToken;

use crate::common::{House, house};

async fn on_a_bus(house: &House, stop: &CancellationToken) {
    let db = Db::open(&house.rig.database("bus")).await.expect("it opens");
    let bus: Arc<dyn EventBus> = Arc::new(LocalBus::open(db, house.rig.clock.clone()).await.expect("it opens"));
    tokio::spawn(house.people.relay(Arc::clone(&bus)).run(stop.clone()));
    tokio::spawn(house.service.consumer(bus).run(stop.clone()));
}

async fn becomes(house: &House, bed: &str, status: &str) {
    let wait = async {
        while house.http.get(bed).await["status"] != status {
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    };
    let waited = tokio::time::timeout(Duration::from_secs(30), wait).await;
    waited.unwrap_or_else(|_| panic!("the bed does not become {status}"));
}

#[tokio::test]
async fn a_discharge_releases_the_bed_unless_the_facility_does_not_want_that() {
    let house = house().await;
    let stop = CancellationToken::new();
    on_a_bus(&house, &stop).await;
    let (first, second) = (house.facility("KRT").await, house.facility("OMD").await);
    let settings = format!("/api/v1/facilities/{second}/settings");
    let by_hand = json!({"automatic_bed_release": false});
    assert_eq!(house.http.call("PUT", &settings, &by_hand).await.0, 200);
    let mut paths = Vec::new();
    for (facility, number) in [(&second, "2"), (&first, "1")] {
        let (_, beds) = house.ward(facility, 1).await;
        let path = format!("/api/v1/beds/{}", beds[0]);
        let encounter = house.admitted(number).await;
        house
            .post(&format!("{path}/assign"), &json!({"encounter_id": encounter}))
            .await;
        paths.push(path);
    }
    house.adt("discharge", "2").await;
    house.adt("discharge", "1").await;
    // Events come in order, so the first discharge was dealt with before.
    becomes(&house, &paths[1], "cleaning").await;
    assert_eq!(house.http.get(&paths[0]).await["status"], "occupied");
    stop.cancel();
}
