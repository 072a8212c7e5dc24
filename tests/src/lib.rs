//! What the drills share: a hub in this process, peers on both sides of it, ledgers of what both sides saw, and a check
//! of the message store against them.
//!
//! The hub is the real engine on the real store; only the disk below the store can be made to fail
//! ([`nilecare_testkit::faultfs`]). Peers are either sockets (the generator and receiver of `nilecare-load`,
//! [`RawSender`]) or the two connectors of this crate, which see to the exact moment of each acknowledgment and delivery:
//! [`Feed`] gives messages to channels, [`Recorder`] receives them.
//!
//! How long a drill runs is set by environment variables, see [`count`].

mod channel_file;
mod count;
mod feed;
mod fixed_replies;
mod http_peers;
mod hub;
mod listening;
mod message;
mod patients;
mod peers;
mod raw_sender;
mod recorder;
mod script;
mod steps;
mod steps_check;
mod store_check;
mod wait;

pub use channel_file::{ChannelFile, DestinationFile};
pub use count::count;
pub use feed::{Feed, FeedConnector};
pub use fixed_replies::{Act, FixedReplies};
pub use http_peers::{Curled, PythonReceiver, curl, has, script};
pub use hub::{Hub, HubOptions};
pub use listening::{Listening, MARKER, logs};
pub use message::{adt, control_id, frame};
pub use patients::{assert_all_in_order, of_patient, patient_and_number};
pub use peers::{Peers, free_port, ledger_ids};
pub use raw_sender::RawSender;
pub use recorder::{Receipt, Recorder, RecorderConnector, Verdict};
pub use script::{ARCHIVE, Fate, LAB, Mark, Script};
pub use steps::{STEP_PATIENTS, StepChannel, StepMark, StepMessage, judge_steps, send_steps};
pub use steps_check::{StepsExpected, check_steps_store};
pub use store_check::{Expected, check_store};
pub use wait::{PATIENCE, eventually, within};
