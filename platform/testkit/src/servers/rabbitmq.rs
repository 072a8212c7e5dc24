//! RabbitMQ.

use std::fs;
use std::path::Path;

use super::{Launch, PrivateServer, folder_of, free_port, installed};

const USER: &str = "rabbitmq";
const SERVER: &str = "/usr/lib/rabbitmq/bin/rabbitmq-server";

/// A broker, and how it is started again. `guest` with the password `guest` may do everything; `reader` with
/// `reader-password` may take messages and publish none. Messages are at most 1 MiB.
#[derive(Debug)]
pub struct Rabbitmq {
    /// The running server.
    pub server: PrivateServer,
    /// Its launch.
    pub launch: Launch,
    /// Where it speaks TLS, when it was given certificates.
    pub tls_port: Option<u16>,
    /// Erlang's directory of nodes, which ends with it.
    _names: PrivateServer,
}

/// Starts one that keeps what it holds in its folder, with TLS by the certificates that [`crate::certificates`] made; `None`
/// where it is not installed.
///
/// # Panics
/// When it does not start.
pub fn rabbitmq(certificates: Option<&Path>) -> Option<Rabbitmq> {
    let names = installed("rabbitmq-server").and_then(|_| installed("epmd"))?;
    let (names_port, port, between_nodes) = (free_port(), free_port(), free_port());
    let names_launch = Launch::new(names).args(["-address", "127.0.0.1", "-port", &names_port.to_string()]);
    let names = PrivateServer::start(&names_launch, folder_of(None), names_port);

    let folder = folder_of(Some(USER));
    let at = |name: &str| folder.path().join(name).display().to_string();
    let tls_port = certificates.map(|from| {
        for name in ["ca.pem", "hub.pem", "hub.key"] {
            let to = folder.path().join(name);
            fs::copy(from.join(name), &to).expect("the certificates are there");
            // The server's user is another one, and the key is of this test only.
            open_to_all(&to);
        }
        free_port()
    });
    let mut settings = format!(
        "listeners.tcp.1 = 127.0.0.1:{port}\nvm_memory_high_watermark.absolute = 512MB\ndisk_free_limit.absolute = 50MB\n\
         max_message_size = 1048576\nload_definitions = {}\n",
        at("definitions.json")
    );
    if let Some(tls_port) = tls_port {
        settings.push_str(&format!(
            "listeners.ssl.1 = 127.0.0.1:{tls_port}\nssl_options.cacertfile = {}\nssl_options.certfile = {}\n\
             ssl_options.keyfile = {}\n",
            at("ca.pem"),
            at("hub.pem"),
            at("hub.key")
        ));
    }
    fs::write(folder.path().join("rabbitmq.conf"), settings).expect("the folder is ours");
    fs::write(folder.path().join("enabled_plugins"), "[].\n").expect("the folder is ours");
    fs::write(folder.path().join("definitions.json"), DEFINITIONS).expect("the folder is ours");

    let launch = Launch::new(SERVER)
        .as_user(USER)
        .env("HOME", folder.path().display().to_string())
        .env("RABBITMQ_NODENAME", "hub@localhost")
        .env("RABBITMQ_MNESIA_BASE", at("mnesia"))
        .env("RABBITMQ_LOG_BASE", at("log"))
        .env("RABBITMQ_CONFIG_FILE", at("rabbitmq.conf"))
        .env("RABBITMQ_ENABLED_PLUGINS_FILE", at("enabled_plugins"))
        .env("RABBITMQ_CONF_ENV_FILE", at("rabbitmq-env.conf"))
        .env("RABBITMQ_DIST_PORT", between_nodes.to_string())
        .env("ERL_EPMD_ADDRESS", "127.0.0.1")
        .env("ERL_EPMD_PORT", names_port.to_string())
        // The script becomes the server, so that a kill reaches it.
        .env("RUNNING_UNDER_SYSTEMD", "1")
        .env(
            "RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS",
            "-kernel inet_dist_use_interface {127,0,0,1} +S 2:2",
        );
    let server = PrivateServer::start(&launch, folder, port);
    Some(Rabbitmq {
        server,
        launch,
        tls_port,
        _names: names,
    })
}

fn open_to_all(file: &Path) {
    use std::os::unix::fs::PermissionsExt;
    fs::set_permissions(file, fs::Permissions::from_mode(0o644)).expect("it is ours");
}

/// Users with their passwords' salted SHA-256, and an exchange.
const DEFINITIONS: &str = r#"{
  "users": [
    { "name": "guest", "password_hash": "AQIDBEMMOXwY6PKx/JKP9PAqfsb4ozuD0Ta3pxxa9gEYBMmD",
      "hashing_algorithm": "rabbit_password_hashing_sha256", "tags": "administrator" },
    { "name": "reader", "password_hash": "AQIDBG0AUfAVKuib0IHOdmBqiZ2ubEUMCZew6uilCKecJn0r",
      "hashing_algorithm": "rabbit_password_hashing_sha256", "tags": "" }
  ],
  "vhosts": [{ "name": "/" }],
  "permissions": [
    { "user": "guest", "vhost": "/", "configure": ".*", "write": ".*", "read": ".*" },
    { "user": "reader", "vhost": "/", "configure": "", "write": "", "read": ".*" }
  ],
  "exchanges": [
    { "name": "hospital", "vhost": "/", "type": "topic", "durable": true, "auto_delete": false, "internal": false,
      "arguments": {} }
  ]
}
"#;
