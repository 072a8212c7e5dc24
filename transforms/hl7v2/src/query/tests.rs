use super::*;
use crate::acknowledgment::{ErrorCode, ErrorDetail, Stamp};

const QUERY: &str = "MSH|^~\\&|WARD|N|MPI|N|20240305||QBP^Q22^QBP_Q21|Q1|P|2.5.1\r\
                     QPD|Q22^Find Candidates^HL7nnnn|tag&1|@PID.5.1.1^EVERYMAN\rRCP|I|2^RD\r";

fn message(text: &str) -> Message {
    Message::parse(text).expect("it is a message")
}

fn stamp(control_id: &str) -> Stamp<'_> {
    Stamp {
        now: "2024-03-05T14:12:01Z".parse().expect("it is a time"),
        control_id,
    }
}

fn answer(segments: &[String]) -> Answer<'_> {
    Answer {
        status: QueryStatus::Ok,
        message_type: None,
        hits: Some(Hits {
            total: 3,
            in_response: 2,
            remaining: 1,
        }),
        segments,
        continuation_pointer: Some("after|2"),
        errors: &[],
    }
}

#[test]
fn a_query_is_read() {
    let query = Query::of(&message(QUERY)).expect("it is a query");
    assert_eq!((query.name.as_str(), query.tag.as_deref()), ("Q22", Some("tag&1")));
    let limit = QuantityLimit {
        quantity: 2,
        unit: LimitUnit::Records,
    };
    assert_eq!(
        (query.is_immediate, query.limit, query.continuation_pointer),
        (true, Some(limit), None)
    );
    assert_eq!(Query::of(&message("MSH|^~\\&|A\rPID|1\r")), None);
    let odd = message("MSH|^~\\&|A\rQPD|Z\rRCP|D|0^CH\r");
    assert!(Query::of(&odd).is_some_and(|query| !query.is_immediate && query.limit.is_none()));
}

#[test]
fn pages_follow_one_another() {
    let query = message(QUERY);
    let segments = [
        "PID|1||77||EVERYMAN^ADAM".to_owned(),
        "PID|2||78||EVERYMAN^EVE".to_owned(),
    ];
    let response = respond(&query, &answer(&segments), &stamp("R1")).expect("it is an answer");
    assert_eq!(
        &*response.text(),
        "MSH|^~\\&|MPI|N|WARD|N|20240305141201+0000||RSP^K22^RSP_K21|R1|P|2.5.1\rMSA|AA|Q1\r\
         QAK|tag\\T\\1|OK|Q22^Find Candidates^HL7nnnn|3|2|1\r\
         QPD|Q22^Find Candidates^HL7nnnn|tag&1|@PID.5.1.1^EVERYMAN\r\
         PID|1||77||EVERYMAN^ADAM\rPID|2||78||EVERYMAN^EVE\rDSC|after\\F\\2|I\r"
    );
    let read = QueryResponse::of(&response).expect("it is a response");
    assert_eq!(
        (read.status, read.hit_count, read.n_remaining),
        (Some(QueryStatus::Ok), Some(3), Some(1))
    );
    assert!(read.has_next_page() && read.control_id == "Q1");

    let next = next_page(&query, &response, &stamp("Q2"))
        .expect("it is a query")
        .expect("there is more");
    assert_eq!(
        Query::of(&next).and_then(|query| query.continuation_pointer).as_deref(),
        Some("after|2")
    );
    assert_eq!(next.header().control_id().as_deref(), Some("Q2"));
    let last = Answer {
        continuation_pointer: None,
        ..answer(&[])
    };
    let last = respond(&next, &last, &stamp("R2")).expect("it is an answer");
    assert_eq!(
        next_page(&next, &last, &stamp("Q3")).map(|next| next.is_some()),
        Ok(false)
    );
    assert_eq!(next.segment_count("DSC"), 1);
}

#[test]
fn failures_are_answered() {
    let errors = [ErrorDetail::new(ErrorCode::RequiredFieldMissing)];
    let failed = Answer {
        status: QueryStatus::Error,
        message_type: Some("RSP^K11^RSP_K11"),
        hits: None,
        segments: &[],
        continuation_pointer: None,
        errors: &errors,
    };
    let response = respond(&message(QUERY), &failed, &stamp("R1")).expect("it is an answer");
    assert_eq!(response.header().structure().as_deref(), Some("RSP_K11"));
    let ids: Vec<_> = response.segments().map(|segment| segment.id().to_owned()).collect();
    assert_eq!(ids, ["MSH", "MSA", "ERR", "QAK", "QPD"]);
    assert!(QueryResponse::of(&response).is_some_and(|read| read.status == Some(QueryStatus::Error)));
    let no_segment = ["no segment".to_owned()];
    let broken = respond(&message(QUERY), &answer(&no_segment), &stamp("R1")).map(|_| ());
    assert!(matches!(broken, Err(QueryError::Segment { number: 1, .. })));
    let own_event = message(&QUERY.replace("QBP^Q22^QBP_Q21", "QBP^ZV1^QBP_Q21"));
    assert_eq!(
        respond(&own_event, &answer(&[]), &stamp("R1")).map(|_| ()),
        Err(QueryError::ResponseTypeUnknown)
    );
    assert_eq!(
        respond(&message("MSH|^~\\&|A\r"), &answer(&[]), &stamp("R1")).map(|_| ()),
        Err(QueryError::NotAQuery)
    );
}

#[test]
fn response_types_follow_from_events() {
    for (event, expected) in [
        ("Q11", Some("RSP^K11^RSP_K11")),
        ("Q13", Some("RTB^K13^RTB_K13")),
        ("Q22", Some("RSP^K22^RSP_K21")),
        ("Q24", Some("RSP^K24^RSP_K23")),
        ("ZV1", None),
        ("Q1", None),
        ("QZZ", None),
    ] {
        assert_eq!(response_type(event).as_deref(), expected, "{event}");
    }
}

#[test]
fn fragments_are_joined_by_their_pointer() {
    let first = message("MSH|^~\\&|A|||||||1|P|2.5.1\rOBX|1\rDSC|p7|F\r");
    let second = message("MSH|^~\\&|A||||||ORU^R01|2|P|2.5.1||p7\rOBX|2\r");
    assert!(continues(&second, &first) && !continues(&first, &second));
    assert!(!continues(&second, &message("MSH|^~\\&|A\rDSC|p7|I\r")));
}
