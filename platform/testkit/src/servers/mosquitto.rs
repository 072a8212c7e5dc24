//! Eclipse Mosquitto, an MQTT broker.

use super::{Launch, PrivateServer, folder_of, free_port, installed};

/// A broker, and how it is started again.
#[derive(Debug)]
pub struct Mosquitto {
    /// The running server.
    pub server: PrivateServer,
    /// Its launch.
    pub launch: Launch,
}

/// Starts one for anybody that keeps what it holds in its folder; `None` where it is not installed.
///
/// # Panics
/// When it does not start.
pub fn mosquitto() -> Option<Mosquitto> {
    mosquitto_with("allow_anonymous true\n", &[])
}

/// Starts one with these settings of its listener and these files, by name and content; `{folder}` in the settings is their
/// folder. `None` where it is not installed.
///
/// # Panics
/// When it does not start.
pub fn mosquitto_with(settings: &str, files: &[(&str, &str)]) -> Option<Mosquitto> {
    let program = installed("mosquitto")?;
    let (folder, port) = (folder_of(None), free_port());
    let at = folder.path().display().to_string();
    for (name, content) in files {
        std::fs::write(folder.path().join(name), content).expect("the folder is ours");
    }
    let settings = settings.replace("{folder}", &at);
    let settings =
        format!("listener {port} 127.0.0.1\n{settings}\npersistence true\npersistence_location {at}/\nuser root\n");
    let file = folder.path().join("mosquitto.conf");
    std::fs::write(&file, settings).expect("the folder is ours");
    let launch = Launch::new(program).args(["-c".to_owned(), file.display().to_string()]);
    let server = PrivateServer::start(&launch, folder, port);
    Some(Mosquitto { server, launch })
}
