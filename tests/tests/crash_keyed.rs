//! A power loss while the head of a queue by key is held up and messages far behind it are delivered.

use std::collections::HashSet;
use std::sync::Arc;

use nilecare_testkit::faultfs::{CrashMode, FaultFs, Trace, crash_folder};
use nilecare_tests::{
    ChannelFile, DestinationFile, Hub, HubOptions, Verdict, control_id, eventually, of_patient, patient_and_number,
};
use serde_json::json;

const N_OTHERS: usize = 8;

fn channel() -> ChannelFile {
    let retry = json!({ "interval": "1s", "max_interval": "1s" });
    let queue = json!({ "mode": "always", "threads": 4, "order_by": "${PID-3.1}", "retry": retry });
    ChannelFile::fed("keyed")
        .replying_on_receipt()
        .to(DestinationFile::recording("lab").with("/queue", queue))
}

/// Patient 0 is held up with so many messages; then patient 1 has some, whose deliveries leave marks.
async fn record(n_held_up: usize) -> Trace {
    let fs = Arc::new(FaultFs::register(&format!("crash-keyed-{n_held_up}")).expect("the name is free"));
    fs.record();
    let hub = Hub::start(HubOptions {
        vfs: Some(fs.name().to_owned()),
        ..HubOptions::default()
    });
    let hub = hub.expect("the folder is new");
    hub.recorder
        .judge(|_, message| match patient_and_number(&control_id(&message.content)).0 {
            0 => Verdict::Away,
            _ => Verdict::Take,
        });
    let marking = Arc::clone(&fs);
    hub.recorder.on_receipt(move |_, message| {
        marking.mark(patient_and_number(&control_id(&message.content)).1 as u64);
    });
    hub.deploy(&channel()).await;
    let messages = (0..n_held_up)
        .map(|number| (0, number))
        .chain((0..N_OTHERS).map(|number| (1, number)));
    for (patient, number) in messages {
        hub.feed
            .accept("keyed", of_patient(patient, number))
            .await
            .expect("it is stored");
    }
    eventually("the others are through", async || {
        hub.recorder.n_receipts("lab") == N_OTHERS
    })
    .await;
    hub.close().await.expect("the disk is well");
    fs.take_trace()
}

/// Returns how many came again after crashes at the end, and how many of them without a mark.
async fn repeats_after_crashes(trace: &Trace) -> (usize, usize) {
    let (mut n_repeats, mut n_unmarked) = (0, 0);
    let points = (1..=trace.crash_points()).filter(|point| {
        let n_before = trace.marks_before(*point).len();
        // The first moments after a delivery: its outcome is not on disk yet.
        n_before > 0 && trace.marks_before(point.saturating_sub(4)).len() < n_before
    });
    for point in points.take(12) {
        let folder = crash_folder().expect("a temporary folder");
        let image = folder.path().join("image");
        trace
            .materialize(point, CrashMode::DropUnsynced, &image)
            .expect("the folder is empty");
        let before = trace.marks_before(point).iter().copied().collect::<HashSet<_>>();
        let hub = Hub::start(HubOptions {
            data: Some(image),
            ..HubOptions::default()
        });
        let hub = hub.expect("a crash leaves a store that opens");
        hub.deploy(&channel()).await;
        hub.settled("keyed").await;
        for receipt in hub.recorder.receipts("lab") {
            let (patient, number) = patient_and_number(&control_id(&receipt.content));
            if patient == 1 && before.contains(&(number as u64)) {
                n_repeats += 1;
                n_unmarked += usize::from(!receipt.is_possible_duplicate);
            }
        }
        hub.close().await.expect("the image is on a good disk");
    }
    (n_repeats, n_unmarked)
}

#[tokio::test]
async fn a_repeat_behind_a_short_line_that_is_held_up_is_marked() {
    let (n_repeats, n_unmarked) = repeats_after_crashes(&record(100).await).await;
    assert!(n_repeats > 0, "no crash came between a delivery and its record");
    assert_eq!(n_unmarked, 0, "of {n_repeats}");
}

/// A queue by key delivers behind a line that is held up, however long that is: all that was queued at an unclean end is marked.
#[tokio::test]
async fn a_repeat_behind_a_long_line_that_is_held_up_is_marked() {
    let (n_repeats, n_unmarked) = repeats_after_crashes(&record(300).await).await;
    assert!(n_repeats > 0, "no crash came between a delivery and its record");
    assert_eq!(n_unmarked, 0, "of {n_repeats}");
}
