//! Prints the bundle of a message and what was not carried over: `cargo run -p nilecare-mapping --example to_fhir FILE`.
#![allow(clippy::print_stdout, reason = "printing is what it is for")]

use std::error::Error;

use nilecare_hl7v2::Message;
use nilecare_mapping::{Mapping, Settings};

fn main() -> Result<(), Box<dyn Error>> {
    let file = std::env::args().nth(1).ok_or("expected the name of a file")?;
    let message = Message::parse(std::fs::read_to_string(file)?)?;
    let conversion = Mapping::builtin().to_fhir(&message, &Settings::default())?;
    print!("{}", conversion.bundle.pretty());
    for finding in &conversion.report.findings {
        println!("{finding}");
    }
    Ok(())
}
