//! Puts the built apps into the binary: every file of `admin-ui/dist` and `clinical-apps/web/dist`, with its compressed form where there
//! is one. A checkout in which an app was not built gets a binary that says so where the app would be.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs, io};

fn main() -> io::Result<()> {
    println!("cargo:rerun-if-changed=build.rs");
    embed("../admin-ui/dist", "admin_files.rs")?;
    embed("../clinical-apps/web/dist", "clinical_files.rs")
}

fn embed(dist: &str, file_name: &str) -> io::Result<()> {
    let dist = PathBuf::from(env::var_os("CARGO_MANIFEST_DIR").unwrap_or_default()).join(dist);
    // Cargo looks at a folder only when it is there; where it cannot be made, the build is the same and a little slower.
    drop(fs::create_dir_all(&dist));
    println!("cargo:rerun-if-changed={}", dist.display());
    let mut files = Vec::new();
    collect(&dist, &dist, &mut files)?;
    files.sort();
    let mut code = String::from("&[\n");
    for (name, path) in files.iter().filter(|(name, _)| !name.ends_with(".gz")) {
        let compressed = path.with_added_extension("gz");
        let gzip = match compressed.is_file() {
            true => format!("Some(include_bytes!({:?}))", compressed.display().to_string()),
            false => "None".to_owned(),
        };
        let path = path.display().to_string();
        let _ = writeln!(code, "    ({name:?}, include_bytes!({path:?}), {gzip}),");
    }
    code.push_str("]\n");
    let out = PathBuf::from(env::var_os("OUT_DIR").unwrap_or_default());
    fs::write(out.join(file_name), code)
}

fn collect(root: &Path, folder: &Path, files: &mut Vec<(String, PathBuf)>) -> io::Result<()> {
    let Ok(entries) = fs::read_dir(folder) else {
        return Ok(());
    };
    for entry in entries {
        let path = entry?.path();
        if path.is_dir() {
            collect(root, &path, files)?;
        } else if let Ok(name) = path.strip_prefix(root) {
            let name = name.to_string_lossy().replace('\\', "/");
            files.push((name, path.clone()));
        }
    }
    Ok(())
}
