//! The key that keeps appointments apart holds on the databases that the product is for, with two who write at once.

use std::sync::Barrier;

use nilecare_testkit::servers::{mariadb, postgresql};

const MIGRATION: &str = include_str!("../migrations/sqlite/0001_appointment.sql");
const N: usize = 12;

type Told = Result<String, String>;

/// The tables of appointments, as they are for SQLite; the outbox counts rows in a way of SQLite's own.
fn tables() -> &'static str {
    let end = MIGRATION.find("CREATE TABLE outbox_events").expect("it is there");
    &MIGRATION[..end]
}

/// Many book the same provider for times that overlap, each in a transaction of its own connection.
fn race(try_sql: &(dyn Fn(&str) -> Told + Sync)) {
    try_sql(tables()).expect("the tables are made");
    for n in 0..N {
        let parent = format!(
            "INSERT INTO appointments VALUES ('A{n}', 'AP-{n}', 'P{n}', 'D1', 'F1', 'scheduled', 0, '{{}}', '{{}}')"
        );
        try_sql(&parent).expect("it is new");
    }
    let barrier = Barrier::new(N);
    let book = |n: usize| {
        // Six slots from a different one each: all of them overlap at slot 11.
        let rows = (0..6).flat_map(|slot| {
            let slot = 6 + n % 6 + slot;
            ["patient:P".to_owned() + &n.to_string(), "provider:D1".to_owned()]
                .map(|resource| format!("('{resource}', {slot}, 'A{n}')"))
        });
        let mut rows: Vec<String> = rows.collect();
        rows.sort();
        let sql = format!(
            "BEGIN; INSERT INTO appointment_slots (resource, slot, appointment_id) VALUES {}; COMMIT;",
            rows.join(", ")
        );
        barrier.wait();
        try_sql(&sql).is_ok()
    };
    let n_booked = std::thread::scope(|scope| {
        let book = &book;
        let threads: Vec<_> = (0..N).map(|n| scope.spawn(move || book(n))).collect();
        threads
            .into_iter()
            .filter_map(|thread| thread.join().ok())
            .filter(|is_booked| *is_booked)
            .count()
    });
    assert_eq!(n_booked, 1);
    let count = "SELECT COUNT(*) FROM appointment_slots";
    assert_eq!(try_sql(count).as_deref(), Ok("12"), "nothing of the others is left");
}

#[test]
fn one_of_many_gets_the_time_on_postgresql() {
    let Some(server) = postgresql(None) else {
        return;
    };
    race(&|text| server.try_sql(text));
}

#[test]
fn one_of_many_gets_the_time_on_mariadb() {
    let Some(server) = mariadb(None) else {
        return;
    };
    race(&|text| server.try_sql(text));
}
