//! `docs/generated/channel.schema.json` says what `channel.yaml` may say; the forms of the analysts' app are drawn from it.
//! `cargo xtask codegen` writes it anew.

use std::path::Path;

use nilecare_channel_model::Channel;

#[test]
fn the_generated_schema_is_up_to_date() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/generated/channel.schema.json");
    let schema = serde_json::to_string_pretty(&schemars::schema_for!(Channel)).expect("a schema is JSON");
    let wanted = format!("{schema}\n");
    if std::env::var_os("UPDATE").is_some() {
        std::fs::write(&path, &wanted).expect("docs can be written");
    }
    let found = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(
        found == wanted,
        "docs/generated/channel.schema.json is out of date; run cargo xtask codegen"
    );
}
