//! What the driver says, without values: its texts may name ids, hosts with users, or what is stored.

use mongodb::error::{Error, ErrorKind, TRANSIENT_TRANSACTION_ERROR, WriteFailure};
use nilecare_fhir_store::StoreError;

/// `DuplicateKey`: another wrote the same id in between.
const DUPLICATE_KEY: i32 = 11_000;
/// `MaxTimeMSExpired`.
const TOO_SLOW: i32 = 50;
/// `NotWritablePrimary`, `InterruptedAtShutdown`, `ShutdownInProgress`, `PrimarySteppedDown`, `InterruptedDueToReplStateChange`,
/// `NotPrimaryNoSecondaryOk`, `NotPrimaryOrSecondary`, and `WriteConflict` and `NoSuchTransaction`, which others' work causes.
const LATER: [i32; 9] = [10_107, 11_600, 91, 189, 11_602, 13_435, 13_436, 112, 251];

/// Tells an error of the driver.
pub(crate) fn failed(doing: &'static str) -> impl FnOnce(Error) -> StoreError {
    move |error| {
        let detail = detail(&error);
        match &*error.kind {
            ErrorKind::Command(command) if command.code == TOO_SLOW => StoreError::TooSlow,
            ErrorKind::Command(command) if LATER.contains(&command.code) => StoreError::Unavailable { doing, detail },
            ErrorKind::Io(_)
            | ErrorKind::ServerSelection { .. }
            | ErrorKind::ConnectionPoolCleared { .. }
            | ErrorKind::DnsResolve { .. } => StoreError::Unavailable { doing, detail },
            _ if is_transient(&error) => StoreError::Unavailable { doing, detail },
            _ => StoreError::Database { doing, detail },
        }
    }
}

/// Tells whether the whole transaction may succeed when it is tried again.
pub(crate) fn is_transient(error: &Error) -> bool {
    // The driver labels this too, after it has looked for a primary as long as anybody should wait.
    let is_away = matches!(&*error.kind, ErrorKind::ServerSelection { .. });
    !is_away && (error.contains_label(TRANSIENT_TRANSACTION_ERROR) || code(error) == Some(DUPLICATE_KEY))
}

fn code(error: &Error) -> Option<i32> {
    match &*error.kind {
        ErrorKind::Command(command) => Some(command.code),
        ErrorKind::Write(WriteFailure::WriteError(error)) => Some(error.code),
        ErrorKind::Write(WriteFailure::WriteConcernError(error)) => Some(error.code),
        ErrorKind::InsertMany(errors) => {
            let first = errors.write_errors.as_ref().and_then(|errors| errors.first());
            first.map(|error| error.code)
        }
        _ => None,
    }
}

fn detail(error: &Error) -> String {
    match &*error.kind {
        ErrorKind::Command(command) => format!("{} ({})", command.code_name, command.code),
        ErrorKind::Authentication { .. } => "it refuses the user or the password".to_owned(),
        ErrorKind::Io(error) => format!("the connection failed: {:?}", error.kind()),
        ErrorKind::ServerSelection { .. } => "no primary can be reached".to_owned(),
        ErrorKind::ConnectionPoolCleared { .. } => "the connection was given up".to_owned(),
        ErrorKind::DnsResolve { .. } => "the name of the host cannot be resolved".to_owned(),
        ErrorKind::InvalidTlsConfig { .. } => "the options of TLS in the address cannot be used".to_owned(),
        ErrorKind::InvalidArgument { .. } => "the options cannot be used".to_owned(),
        ErrorKind::IncompatibleServer { .. } => "its version is not supported".to_owned(),
        _ => match code(error) {
            Some(code) => format!("error {code}"),
            None => "the driver failed".to_owned(),
        },
    }
}
