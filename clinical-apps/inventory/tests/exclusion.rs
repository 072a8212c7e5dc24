//! The statement and the checks that keep stock from falling below what is kept back hold on the databases that the product is for, with
//! many who write at once.

use std::sync::Barrier;

use nilecare_testkit::servers::{mariadb, postgresql};

const MIGRATION: &str = include_str!("../migrations/sqlite/0001_inventory.sql");
const N: usize = 12;

type Told = Result<String, String>;

/// The tables of stock, as they are for SQLite; triggers and the outbox are in words of SQLite's own.
fn tables() -> String {
    let end = MIGRATION.find("CREATE TABLE outbox_events").expect("it is there");
    let mut parts = MIGRATION[..end].split("CREATE TRIGGER");
    let mut tables = parts.next().expect("there is a first").to_owned();
    for part in parts {
        tables.push_str(part.split_once("END;").expect("a trigger has an end").1);
    }
    tables
}

/// Many take one of five units, two of which are kept back, each in a transaction of its own connection.
fn race(try_sql: &(dyn Fn(&str) -> Told + Sync)) {
    try_sql(&tables()).expect("the tables are made");
    for row in [
        "INSERT INTO inventory_items (id, code, body) VALUES ('I', 'I', '{}')",
        "INSERT INTO stock_locations (id, facility_id, code, body) VALUES ('L', 'F', 'L', '{}')",
        "INSERT INTO stock_batches (id, item_id, lot, expires_on, status, body) VALUES ('B', 'I', 'A', '2027-01-31', 'active', '{}')",
        "INSERT INTO stock_levels (batch_id, location_id, item_id, facility_id, on_hand, reserved) VALUES ('B', 'L', 'I', 'F', 5, 2)",
    ] {
        try_sql(row).expect("it is new");
    }
    let barrier = Barrier::new(N);
    let take = || {
        barrier.wait();
        try_sql(
            "BEGIN; UPDATE stock_levels SET on_hand = on_hand + -1, reserved = reserved - 0 WHERE batch_id = 'B' \
             AND location_id = 'L' AND reserved >= 0 AND on_hand + -1 >= reserved - 0; COMMIT;",
        )
        .expect("a statement that finds nothing to change is no failure");
    };
    std::thread::scope(|scope| {
        for _ in 0..N {
            scope.spawn(take);
        }
    });
    let left = "SELECT on_hand FROM stock_levels";
    assert_eq!(try_sql(left).as_deref(), Ok("2"), "what is kept back is there");
    for sql in [
        "UPDATE stock_levels SET on_hand = on_hand - 1",
        "UPDATE stock_levels SET reserved = 3",
        "UPDATE stock_levels SET reserved = 0, on_hand = -1",
    ] {
        assert!(try_sql(sql).is_err(), "{sql}");
    }
    let twice = "INSERT INTO stock_dispenses (prescription_id, dispense_number, outcome, quantity, dealt_with_at) VALUES ('RX', 0, 'issued', 1, 0)";
    try_sql(twice).expect("it is new");
    assert!(try_sql(twice).is_err(), "a hand-out counts once");
}

#[test]
fn no_more_is_taken_than_is_free_on_postgresql() {
    let Some(server) = postgresql(None) else {
        return;
    };
    race(&|text| server.try_sql(text));
}

#[test]
fn no_more_is_taken_than_is_free_on_mariadb() {
    let Some(server) = mariadb(None) else {
        return;
    };
    race(&|text| server.try_sql(text));
}
