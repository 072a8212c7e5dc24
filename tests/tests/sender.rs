//! The MLLP destination against what receivers do wrong: nothing is lost, nothing is sent twice without a mark, and the
//! patient that messages and answers name is in no log at any level.

use nilecare_message_store::{MessageDetail, Status};
use nilecare_tests::{Act, ChannelFile, DestinationFile, FixedReplies, Hub, HubOptions, MARKER, adt, frame, logs};
use serde_json::{Value, json};

/// A hub that sends to a receiver of fixed replies.
struct Sending {
    hub: Hub,
    receiver: FixedReplies,
}

impl Sending {
    async fn start(acts: Vec<Vec<Act>>, settings: Value) -> Self {
        logs();
        let receiver = FixedReplies::start(acts).await;
        let hub = Hub::start(HubOptions::default()).expect("the folder is new");
        let mut connector =
            json!({ "type": "mllp", "address": receiver.address().to_string(), "reply_timeout": "250ms" });
        let settings = settings.as_object().expect("settings are an object").clone();
        connector.as_object_mut().expect("it was made as one").extend(settings);
        let channel = ChannelFile::fed("sender")
            .replying_on_receipt()
            .to(DestinationFile::new("out", connector));
        hub.deploy(&channel).await;
        Self { hub, receiver }
    }

    /// Sends messages M0, M1, … and waits until all are delivered or given up.
    async fn deliver(&self, n_messages: usize) -> Vec<MessageDetail> {
        for number in 0..n_messages {
            self.hub
                .feed
                .accept("sender", adt(&format!("M{number}"), MARKER, 0))
                .await
                .expect("it is stored");
        }
        self.hub.settled("sender").await;
        self.hub.messages("sender").await
    }

    /// Returns for each message: status, attempts, mark.
    async fn outcomes(&self, n_messages: usize) -> Vec<(Status, u32, bool)> {
        let messages = self.deliver(n_messages).await;
        let summaries = messages.iter().map(|message| &message.connectors[1].summary);
        summaries
            .map(|summary| (summary.status, summary.attempts, summary.is_possible_duplicate))
            .collect()
    }

    async fn end(self) {
        self.hub.close().await.expect("it can be closed");
        logs().assert_absent(&[MARKER]);
    }
}

const SENT: (Status, u32, bool) = (Status::Sent, 1, false);
const SENT_AGAIN: (Status, u32, bool) = (Status::Sent, 2, true);

fn aa() -> Vec<Act> {
    vec![Act::Answer("AA")]
}

#[tokio::test]
async fn answers_are_taken_for_what_they_say() {
    let codes = ["AA", "CA", "AE", "CE", "AR", "CR", "AA"];
    let sending = Sending::start(codes.map(|code| vec![Act::Answer(code)]).to_vec(), json!({})).await;
    let error = (Status::Error, 1, false);
    assert_eq!(
        sending.outcomes(7).await,
        [SENT, SENT, error, error, error, error, SENT]
    );
    assert_eq!(
        sending.receiver.n_connections(),
        1,
        "a refusal is no reason to connect again"
    );
    sending.end().await;
}

#[tokio::test]
async fn an_application_error_may_be_tried_again_and_a_rejection_not() {
    let acts = vec![
        vec![Act::Answer("AE")],
        vec![Act::Answer("AE")],
        aa(),
        vec![Act::Answer("AR")],
    ];
    let sending = Sending::start(acts, json!({ "retry_on_error": true })).await;
    assert_eq!(
        sending.outcomes(2).await,
        [(Status::Sent, 3, false), (Status::Error, 1, false)]
    );
    sending.end().await;
}

#[tokio::test]
async fn a_late_answer_to_another_message_is_passed_over() {
    let late = vec![Act::AnswerFor("OLD1"), Act::AnswerFor("OLD2"), Act::Answer("AE")];
    let sending = Sending::start(vec![aa(), late], json!({})).await;
    assert_eq!(sending.outcomes(3).await, [SENT, (Status::Error, 1, false), SENT]);
    sending.end().await;
}

/// The answer to the first attempt arrives during the second message's turn; it must not count for that one.
#[tokio::test]
async fn an_answer_after_the_time_out_does_not_count_for_the_next_message() {
    let sending = Sending::start(vec![vec![], aa(), vec![Act::AnswerFor("M0")], aa()], json!({})).await;
    assert_eq!(sending.outcomes(2).await, [SENT_AGAIN, SENT_AGAIN]);
    assert_eq!(sending.receiver.arrived(), ["M0", "M0", "M1", "M1"]);
    assert_eq!(
        sending.receiver.n_connections(),
        3,
        "after a time-out the connection is given up"
    );
    sending.end().await;
}

#[tokio::test]
async fn a_connection_lost_before_the_answer_means_again_and_marked() {
    let cut = vec![Act::Bytes(b"\x0BMSH|^~\\&|DRILL|NORTH".to_vec()), Act::Close];
    let sending = Sending::start(vec![vec![Act::Close], aa(), cut, aa(), aa()], json!({})).await;
    assert_eq!(sending.outcomes(3).await, [SENT_AGAIN, SENT_AGAIN, SENT]);
    assert_eq!(sending.receiver.arrived(), ["M0", "M0", "M1", "M1", "M2"]);
    sending.end().await;
}

/// The receiver closes after its answer. The next message needs a new connection, and that is no repeat.
#[tokio::test]
async fn a_connection_closed_while_idle_is_made_anew_without_loss() {
    let closes = || vec![Act::Answer("AA"), Act::Close];
    let sending = Sending::start((0..20).map(|_| closes()).collect(), json!({})).await;
    let outcomes = sending.outcomes(20).await;
    assert!(
        outcomes.iter().all(|(status, ..)| *status == Status::Sent),
        "{outcomes:?}"
    );
    let arrived = sending.receiver.arrived();
    for (number, (_, attempts, is_marked)) in outcomes.iter().enumerate() {
        let n_arrived = arrived.iter().filter(|id| **id == format!("M{number}")).count();
        assert_eq!(n_arrived, 1, "M{number} arrived {n_arrived} times");
        // A message that was written into a closing connection did not arrive, but nobody can know.
        assert_eq!(*attempts > 1, *is_marked, "M{number}");
    }
    sending.end().await;
}

#[tokio::test]
async fn a_connection_for_each_message_where_the_receiver_wants_it() {
    let sending = Sending::start(Vec::new(), json!({ "keep_connection": false })).await;
    assert_eq!(sending.outcomes(5).await, [SENT; 5]);
    assert_eq!(sending.receiver.n_connections(), 5);
    sending.end().await;
}

#[tokio::test]
async fn what_is_no_acknowledgment_is_not_taken_for_one() {
    let unframed = Act::Bytes(b"MSH|^~\\&|A|B|C|D|1||ACK|1|P|2.5\rMSA|AA|M0\r".to_vec());
    let nonsense = Act::Bytes(frame(format!("HTTP/1.1 200 OK {MARKER}").as_bytes()));
    let unknown_code = Act::Answer("XX");
    let acts = vec![vec![unframed], aa(), vec![nonsense], aa(), vec![unknown_code], aa()];
    let sending = Sending::start(acts, json!({})).await;
    assert_eq!(sending.outcomes(3).await, [SENT_AGAIN; 3]);
    sending.end().await;
}

#[tokio::test]
async fn an_answer_that_is_too_large_is_given_up() {
    let endless = vec![b'x'; 200_000];
    let ended = Act::Bytes(frame(&endless));
    let not_ended = Act::Bytes([b"\x0B".to_vec(), endless].concat());
    let sending = Sending::start(
        vec![vec![ended], aa(), vec![not_ended], aa()],
        json!({ "max_reply_size": 4096 }),
    )
    .await;
    let messages = sending.deliver(2).await;
    for message in &messages {
        let summary = &message.connectors[1].summary;
        assert_eq!(
            (summary.status, summary.attempts, summary.is_possible_duplicate),
            SENT_AGAIN
        );
    }
    sending.end().await;
}

#[tokio::test]
async fn an_answer_in_pieces_and_with_noise_around_it_is_understood() {
    let answer = |id: &str| frame(format!("MSH|^~\\&|A|B|C|D|1||ACK|1|P|2.5.1\nMSA|AA|{id}").as_bytes());
    let in_pieces = answer("M0").into_iter().map(|byte| Act::Bytes(vec![byte])).collect();
    let with_noise = vec![
        Act::Bytes(b"ready\r\n".to_vec()),
        Act::Bytes(answer("M1")),
        Act::Bytes(b"\r\n".to_vec()),
    ];
    let sending = Sending::start(vec![in_pieces, with_noise, aa()], json!({})).await;
    let outcomes = sending.outcomes(3).await;
    assert_eq!(outcomes[..2], [SENT, SENT]);
    assert_eq!(outcomes[2].0, Status::Sent);
    assert_eq!(sending.receiver.arrived().iter().filter(|id| *id == "M2").count(), 1);
    sending.end().await;
}

#[tokio::test]
async fn the_receivers_answer_is_kept_with_the_message() {
    let rejection = format!("MSH|^~\\&|A|B|C|D|1||ACK|1|P|2.5.1\rMSA|AR|M1|{MARKER} is not known here\r");
    let acts = vec![vec![Act::Answer("AA")], vec![Act::Bytes(frame(rejection.as_bytes()))]];
    let sending = Sending::start(acts, json!({})).await;
    let messages = sending.deliver(2).await;
    for (message, code) in messages.iter().zip(["AA", "AR"]) {
        let response = message.connectors[1].response.as_ref().expect("it was answered");
        let answer = nilecare_load::read_acknowledgment(response).expect("it is an acknowledgment");
        assert_eq!(answer.code, code.as_bytes());
    }
    sending.end().await;
}

#[tokio::test]
async fn a_message_that_asks_for_no_reply_is_sent_without_waiting_for_one() {
    let sending = Sending::start(vec![vec![]], json!({ "reply_timeout": "60s" })).await;
    let text = String::from_utf8(adt("M0", MARKER, 0).to_vec()).expect("it is text");
    let asks_for_none = text.replace("|P|2.5.1\r", "|P|2.5.1|||NE|NE\r");
    sending
        .hub
        .feed
        .accept("sender", asks_for_none.into())
        .await
        .expect("it is stored");
    sending.hub.settled("sender").await;
    let messages = sending.hub.messages("sender").await;
    let summary = &messages[0].connectors[1].summary;
    assert_eq!((summary.status, summary.attempts), (Status::Sent, 1));
}
