//! Appointments as iCalendar (RFC 5545). Nothing of the patient is in it: calendars are shown on many screens.

use std::fmt::Write;

use nilecare_contracts::appointment::{Appointment, AppointmentStatus};
use nilecare_types::Timestamp;

use super::life::Record;

/// Most octets of a line (RFC 5545 §3.1).
const LINE: usize = 75;

/// Writes a calendar of these appointments.
pub(crate) fn write(records: &[Record]) -> String {
    let mut out = String::new();
    line(&mut out, "BEGIN:VCALENDAR");
    line(&mut out, "VERSION:2.0");
    line(&mut out, "PRODID:-//NileCare//Appointments//EN");
    line(&mut out, "CALSCALE:GREGORIAN");
    for record in records {
        event(&mut out, record);
    }
    line(&mut out, "END:VCALENDAR");
    out
}

fn event(out: &mut String, record: &Record) {
    let Record { appointment, context } = record;
    line(out, "BEGIN:VEVENT");
    line(out, &format!("UID:{}@nilecare", appointment.id));
    line(out, &format!("DTSTAMP:{}", utc(appointment.updated_at)));
    line(out, &format!("DTSTART:{}", utc(appointment.starts_at)));
    line(out, &format!("DTEND:{}", utc(appointment.ends_at)));
    line(out, &format!("SEQUENCE:{}", appointment.sequence));
    line(out, &format!("STATUS:{}", status(appointment)));
    let kind = nilecare_sql::json::name(&appointment.kind);
    line(
        out,
        &format!(
            "SUMMARY:{}",
            text(&format!("{kind} {}", appointment.appointment_number))
        ),
    );
    let mut place = context.facility_code.clone();
    if let Some(room) = &appointment.room {
        let _ = write!(place, ", {room}");
    }
    line(out, &format!("LOCATION:{}", text(&place)));
    line(out, "CLASS:PRIVATE");
    line(out, "END:VEVENT");
}

fn status(appointment: &Appointment) -> &'static str {
    match appointment.status {
        AppointmentStatus::Scheduled => "TENTATIVE",
        AppointmentStatus::Cancelled | AppointmentStatus::NoShow => "CANCELLED",
        _ => "CONFIRMED",
    }
}

/// Form #2 of RFC 5545 §3.3.5: no zone is needed to read it.
fn utc(at: Timestamp) -> String {
    at.strftime("%Y%m%dT%H%M%SZ").to_string()
}

/// Escapes a text (RFC 5545 §3.3.11).
fn text(value: &str) -> String {
    let mut out = String::with_capacity(value.len());
    for c in value.chars() {
        match c {
            '\\' | ';' | ',' => {
                out.push('\\');
                out.push(c);
            }
            '\n' => out.push_str("\\n"),
            c if c.is_control() => {}
            c => out.push(c),
        }
    }
    out
}

/// Writes a line, folded before it has too many octets and never within a character.
fn line(out: &mut String, content: &str) {
    let mut n_octets = 0;
    for c in content.chars() {
        if n_octets + c.len_utf8() > LINE {
            out.push_str("\r\n ");
            n_octets = 1;
        }
        out.push(c);
        n_octets += c.len_utf8();
    }
    out.push_str("\r\n");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_lines_are_folded_between_characters_and_come_back() {
        let content = format!("LOCATION:{}", "غرفة ".repeat(30));
        let mut out = String::new();
        line(&mut out, &content);
        assert!(out.split("\r\n").all(|line| line.len() <= LINE), "{out}");
        assert_eq!(out.replace("\r\n ", "").trim_end_matches("\r\n"), content);
    }

    #[test]
    fn what_has_a_meaning_is_escaped() {
        assert_eq!(text("a;b,c\\d\ne\r"), "a\\;b\\,c\\\\d\\ne");
    }
}
