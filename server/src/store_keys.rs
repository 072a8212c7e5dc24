//! The keys that stored messages are sealed with.

use anyhow::{Context, Result, bail};
use nilecare_message_store::{KeyId, Keyring};
use nilecare_types::Secret;

use crate::hub::{random_key, write_private};
use crate::settings::Settings;

/// The name of the key that is made at the first start.
const OWN_KEY: &str = "data";

/// Reads the keys, the current one first.
pub fn keyring(settings: &Settings) -> Result<Keyring> {
    let given = &settings.engine.store_keys;
    let mut keys = Vec::new();
    for (name, key) in given {
        let key = read(key).with_context(|| format!("engine.store_keys.{name}"))?;
        keys.push((
            KeyId::new(name).with_context(|| format!("engine.store_keys.{name}"))?,
            key,
        ));
    }
    let current = match (&settings.engine.store_key, keys.len()) {
        (None, 0 | 1) => 0,
        (None, _) => bail!("engine.store_key: say which of engine.store_keys new messages are sealed with"),
        (Some(name), _) => given
            .keys()
            .position(|known| known == name)
            .with_context(|| format!("engine.store_key: there is no key {name:?} in engine.store_keys"))?,
    };
    if !keys.is_empty() {
        keys.swap(0, current);
    }
    // What was sealed with the hub's own key stays readable when others are given.
    let path = settings.data.dir.join("store.key");
    if keys.is_empty() && !path.exists() {
        write_private(&path, random_key().expose())?;
    }
    if path.exists() {
        let text = std::fs::read_to_string(&path).with_context(|| format!("reading {}", path.display()))?;
        let key = read(&Secret::new(text.trim().to_owned())).with_context(|| path.display().to_string())?;
        if !given.contains_key(OWN_KEY) {
            keys.push((KeyId::new(OWN_KEY)?, key));
        }
    }
    Ok(Keyring::new(keys)?)
}

fn read(key: &Secret<String>) -> Result<Secret<[u8; 32]>> {
    let text = key.expose();
    let digit = |at: usize| text.get(at..at + 2).and_then(|pair| u8::from_str_radix(pair, 16).ok());
    let mut bytes = [0; 32];
    for (index, byte) in bytes.iter_mut().enumerate() {
        *byte = digit(index * 2)
            .filter(|_| text.len() == 64)
            .context("a key has 64 hexadecimal digits")?;
    }
    Ok(Secret::new(bytes))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn settings(folder: &std::path::Path) -> Settings {
        let mut settings = Settings::default();
        settings.data.dir = folder.to_owned();
        settings
    }

    #[test]
    fn a_key_is_made_once_and_stays_readable_beside_given_ones() {
        let folder = tempfile::tempdir().expect("a temporary folder can be made");
        let mut settings = settings(folder.path());
        keyring(&settings).expect("it is made");
        let made = std::fs::read_to_string(folder.path().join("store.key")).expect("it is there");
        keyring(&settings).expect("it is read");
        assert_eq!(
            std::fs::read_to_string(folder.path().join("store.key")).expect("it is there"),
            made
        );
        let keys = &mut settings.engine.store_keys;
        keys.insert("2026".to_owned(), random_key());
        keys.insert("2027".to_owned(), random_key());
        assert!(keyring(&settings).is_err(), "which of them is current is not said");
        settings.engine.store_key = Some("2027".to_owned());
        keyring(&settings).expect("it is said");
        settings.engine.store_key = Some("2028".to_owned());
        assert!(keyring(&settings).is_err());
    }

    #[test]
    fn what_is_no_key_is_refused() {
        for text in ["", "abc", &"g".repeat(64), &"0".repeat(66)] {
            assert!(read(&Secret::new(text.to_owned())).is_err(), "{text}");
        }
    }
}
