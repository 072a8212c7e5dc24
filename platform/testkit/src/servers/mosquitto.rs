//! Eclipse Mosquitto, an MQTT broker.

use super::{Launch, PrivateServer, folder_of, free_port, installed};

/// A broker for anybody, and how it is started again.
#[derive(Debug)]
pub struct Mosquitto {
    /// The running server.
    pub server: PrivateServer,
    /// Its launch.
    pub launch: Launch,
}

/// Starts one that keeps what it holds in its folder; `None` where it is not installed.
///
/// # Panics
/// When it does not start.
pub fn mosquitto() -> Option<Mosquitto> {
    let program = installed("mosquitto")?;
    let (folder, port) = (folder_of(None), free_port());
    let at = folder.path().display();
    let settings = format!(
        "listener {port} 127.0.0.1\nallow_anonymous true\npersistence true\npersistence_location {at}/\nuser root\n"
    );
    let file = folder.path().join("mosquitto.conf");
    std::fs::write(&file, settings).expect("the folder is ours");
    let launch = Launch::new(program).args(["-c".to_owned(), file.display().to_string()]);
    let server = PrivateServer::start(&launch, folder, port);
    Some(Mosquitto { server, launch })
}
