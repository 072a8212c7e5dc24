//! What a site or a sender knows beyond the message.

use std::collections::BTreeMap;

/// Settings of a conversion. The default suits a sender about whom nothing is known.
#[derive(Debug, Clone)]
pub struct Settings {
    /// # Identifier systems
    ///
    /// By assigning authority (CX.4, EI.2: the namespace id, or the universal id), the URL that stands for it.
    pub systems: BTreeMap<String, String>,
    /// # Identifier systems by field
    ///
    /// By field (`ORC-2`), the URL for identifiers that were sent without an authority.
    pub field_systems: BTreeMap<String, String>,
    /// # Code systems
    ///
    /// By the name that messages use (CWE.3), the URL. They win over those of the tables.
    pub code_systems: BTreeMap<String, String>,
    /// # Start of systems
    ///
    /// What is put before the name of an authority or a code system for which no URL is known. `None` leaves the system
    /// out; such an identifier cannot tell whether a resource exists already.
    pub system_base: Option<String>,
    /// # Sender as authority
    ///
    /// Whether an identifier of a person or a visit without an authority is the sending facility's own (MSH-4).
    pub is_sender_authority: bool,
    /// # Time zone
    ///
    /// That of times sent without an offset. `None` takes the offset of MSH-7 (HL7 v2.5.1 §2.15.9.7), and cuts to the date
    /// where there is none either, since FHIR has no time without an offset.
    pub zone: Option<jiff::tz::TimeZone>,
    /// # Provenance
    ///
    /// Whether the bundle tells where its resources come from.
    pub has_provenance: bool,
}

impl Default for Settings {
    fn default() -> Settings {
        Settings {
            systems: BTreeMap::new(),
            field_systems: BTreeMap::new(),
            code_systems: BTreeMap::new(),
            system_base: Some("urn:id:".to_owned()),
            is_sender_authority: true,
            zone: None,
            has_provenance: true,
        }
    }
}
