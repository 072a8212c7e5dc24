//! Items in one zip file, with the paths that they have in the folder tree.

use std::collections::BTreeMap;
use std::io::{Cursor, Read as _, Write as _};

use nilecare_channel_repository::{Files, ItemId, ItemKind};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipArchive, ZipWriter};

/// A zip may have so many files.
const FILES_LIMIT: usize = 50_000;
/// All files of a zip together, unpacked, in bytes.
const SIZE_LIMIT: u64 = 512 << 20;

/// The largest zip that is taken, in bytes.
pub(crate) const ARCHIVE_LIMIT: usize = 128 << 20;

/// Writes items into a zip.
pub(crate) fn write(items: &[(ItemId, Files)]) -> zip::result::ZipResult<Vec<u8>> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
    for (item, files) in items {
        for (path, content) in files.iter() {
            zip.start_file(within_tree(item, path), options)?;
            zip.write_all(content)?;
        }
    }
    Ok(zip.finish()?.into_inner())
}

fn within_tree(item: &ItemId, path: &str) -> String {
    let folder = folder(item.kind());
    match (item.kind().is_folder(), folder.is_empty()) {
        (true, _) => format!("{folder}/{}/{path}", item.name()),
        (false, true) => path.to_owned(),
        (false, false) => format!("{folder}/{path}"),
    }
}

fn folder(kind: ItemKind) -> &'static str {
    match kind {
        ItemKind::Channel => "channels",
        ItemKind::Library => "libraries",
        ItemKind::Lookup => "lookups",
        ItemKind::Script => "scripts",
        ItemKind::Alert => "alerts",
        ItemKind::Connection => "connections",
        ItemKind::Configuration => "",
    }
}

/// Reads the items of a zip, those first that others need.
///
/// # Errors
/// Everything that is no item, or too large.
pub(crate) fn read(content: &[u8]) -> Result<Vec<(ItemId, Files)>, Vec<String>> {
    let mut zip = ZipArchive::new(Cursor::new(content)).map_err(|_| vec!["it is no zip file".to_owned()])?;
    if zip.len() > FILES_LIMIT {
        return Err(vec![format!("it has more than {FILES_LIMIT} files")]);
    }
    let mut items = BTreeMap::<ItemId, BTreeMap<String, Vec<u8>>>::new();
    let mut problems = Vec::new();
    let mut left = SIZE_LIMIT;
    for index in 0..zip.len() {
        let mut file = zip
            .by_index(index)
            .map_err(|_| vec!["the zip file is damaged".to_owned()])?;
        if file.is_dir() {
            continue;
        }
        let Ok(name) = file.name().map(std::borrow::Cow::into_owned) else {
            problems.push("a file name is no text".to_owned());
            continue;
        };
        let Some((item, path)) = place(&name).filter(|_| file.is_file()) else {
            problems.push(format!(
                "{name:?} is no file of a channel, library, table, script, alert or configuration"
            ));
            continue;
        };
        // What the zip says of the size may be a lie.
        let mut content = Vec::new();
        let read = file.by_ref().take(left + 1).read_to_end(&mut content);
        let is_too_large = content.len() as u64 > left;
        if read.is_err() || is_too_large {
            problems.push(format!(
                "{name:?} is damaged, or the whole is larger than {SIZE_LIMIT} bytes"
            ));
            break;
        }
        left -= content.len() as u64;
        items.entry(item).or_default().insert(path, content);
    }
    let mut good = Vec::new();
    for (item, files) in items {
        match Files::new(&item, files) {
            Ok(files) => good.push((item, files)),
            Err(error) => problems.push(error.to_string()),
        }
    }
    if good.is_empty() && problems.is_empty() {
        problems.push("it has nothing in it".to_owned());
    }
    // Scripts of channels call libraries.
    good.sort_by_key(|(item, _)| (item.kind() == ItemKind::Channel, item.clone()));
    if problems.is_empty() { Ok(good) } else { Err(problems) }
}

/// Returns the item and the path within it of a path in the tree.
fn place(path: &str) -> Option<(ItemId, String)> {
    if path == "configuration.yaml" {
        return Some((ItemId::configuration(), path.to_owned()));
    }
    let (first, rest) = path.split_once('/')?;
    let kind = ItemKind::ALL.into_iter().find(|kind| folder(*kind) == first)?;
    if kind.is_folder() {
        let (name, path) = rest.split_once('/')?;
        return Some((ItemId::new(kind, name).ok()?, path.to_owned()));
    }
    let name = rest.rsplit_once('.')?.0;
    Some((ItemId::new(kind, name).ok()?, rest.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn item(name: &str, path: &str) -> (ItemId, Files) {
        let item: ItemId = name.parse().expect("it is a name");
        let files = BTreeMap::from([(path.to_owned(), b"content".to_vec())]);
        let files = Files::new(&item, files).expect("they are good");
        (item, files)
    }

    #[test]
    fn what_is_written_is_read_back_with_channels_last() {
        let items = [
            item("channel/a", "cases/admit/in.hl7"),
            item("library/dates", "library.yaml"),
            item("lookup/wards", "wards.csv"),
            item("configuration", "configuration.yaml"),
        ];
        let zip = write(&items).expect("memory takes it");
        let mut read = read(&zip).expect("it was written by us");
        assert_eq!(
            read.last().map(|(item, _)| item.to_string()).as_deref(),
            Some("channel/a")
        );
        read.sort_by_key(|(item, _)| item.clone());
        assert_eq!(read.len(), items.len());
        assert!(items.iter().all(|item| read.contains(item)));
    }

    #[test]
    fn what_leads_out_or_is_no_item_is_told() {
        for bad in [
            "../x",
            "channels/../x/y",
            "other/x",
            "channels/a",
            "channels/a/../b",
            "lookups/x.txt",
            "README.md",
        ] {
            let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
            zip.start_file(bad, SimpleFileOptions::default())
                .expect("memory takes it");
            let zip = zip.finish().expect("memory takes it").into_inner();
            assert!(read(&zip).is_err(), "{bad}");
        }
        assert!(read(b"no zip").is_err());
    }
}
