//! The standard by version: segments, data types, tables and message structures, read when they are asked for.

use std::sync::{Arc, OnceLock};

use nilecare_hl7v2::Message;

use crate::data::{SEGMENTS, STRUCTURES, Slots, TABLES, TYPES};
use crate::definition::{DataTypeDefinition, SegmentDefinition};
use crate::site::Layer;
use crate::structure::Structure;
use crate::table::Table;
use crate::version::Versions;
use crate::{Site, Version, outline};

/// What one version of the standard says, together with a site's own definitions where there are any.
///
/// A definition is read from the shipped text when it is first asked for and then kept, so that a version of which
/// fifteen segments are used costs what fifteen segments take.
#[derive(Debug)]
pub struct Standard {
    version: Version,
    site: Option<Layer>,
}

/// What was asked for of one version so far.
struct Shipped {
    standard: Standard,
    segments: Slots<SegmentDefinition>,
    data_types: Slots<DataTypeDefinition>,
    tables: Slots<Table>,
    structures: Slots<Arc<Structure>>,
}

static SHIPPED: [OnceLock<Shipped>; 13] = [const { OnceLock::new() }; 13];

fn shipped(version: Version) -> &'static Shipped {
    SHIPPED[version as usize].get_or_init(|| Shipped {
        standard: Standard { version, site: None },
        segments: Slots::new(),
        data_types: Slots::new(),
        tables: Slots::new(),
        structures: Slots::new(),
    })
}

impl Standard {
    /// Returns the standard by the text of MSH-12; [`Version::nearest`] says which version stands in for an unknown one.
    pub fn for_version(version: &str) -> &'static Standard {
        Standard::of(Version::nearest(version))
    }

    /// Returns the standard of this version.
    pub fn of(version: Version) -> &'static Standard {
        &shipped(version).standard
    }

    /// Returns the standard by MSH-12 of the message.
    pub fn for_message(message: &Message) -> &'static Standard {
        Standard::for_version(&message.header().version().unwrap_or_default())
    }

    /// Returns the standard of this version with a site's definitions before it.
    pub fn with_site(version: Version, site: &Site) -> Standard {
        Standard {
            version,
            site: Some(site.layer(Standard::of(version))),
        }
    }

    /// Returns the version.
    pub fn version(&self) -> Version {
        self.version
    }

    /// Returns a segment by its id: `PID`.
    pub fn segment(&self, id: &str) -> Option<&SegmentDefinition> {
        let of_site = self.site.as_ref().and_then(|site| site.segments.get(id));
        of_site.or_else(|| {
            let read = |block| SegmentDefinition::read(block, self.version);
            shipped(self.version).segments.get(&SEGMENTS, id, read)
        })
    }

    /// Returns a data type by its id: `CX`.
    pub fn data_type(&self, id: &str) -> Option<&DataTypeDefinition> {
        let of_site = self.site.as_ref().and_then(|site| site.data_types.get(id));
        of_site.or_else(|| {
            let read = |block| DataTypeDefinition::read(block, self.version);
            shipped(self.version).data_types.get(&TYPES, id, read)
        })
    }

    /// Returns a table by its number, `0001` or `HL70001`, or by a site's name for it. All tables are held, also those
    /// that the version does not have yet.
    pub fn table(&self, id: &str) -> Option<&Table> {
        let of_site = self.site.as_ref().and_then(|site| site.tables.get(id));
        of_site.or_else(|| {
            let number = id.strip_prefix("HL7").unwrap_or(id);
            let read = |block| Table::read(block, self.version);
            shipped(self.version).tables.get(&TABLES, number, read)
        })
    }

    /// Returns a message structure by its name: `ORU_R01`. [`Standard::structure_of`] finds the one of a message.
    pub fn structure(&self, name: &str) -> Option<&Arc<Structure>> {
        let of_site = self.site.as_ref().and_then(|site| site.structures.get(name));
        of_site.or_else(|| {
            let read = |block| {
                Some(Arc::new(Structure::new(
                    name_of(block).into(),
                    &read_outline(block, self.version)?,
                )))
            };
            shipped(self.version).structures.get(&STRUCTURES, name, read)
        })
    }

    /// Iterates over the segments of the version by id, the site's first.
    pub fn segments(&self) -> impl Iterator<Item = &SegmentDefinition> {
        let of_site = self.site.iter().flat_map(|site| site.segments.values());
        let shipped = SEGMENTS
            .keys()
            .filter(|id| !self.is_of_site(|site| site.segments.contains_key(*id)));
        of_site.chain(shipped.filter_map(|id| self.segment(id)))
    }

    /// Iterates over the data types of the version by id, the site's first.
    pub fn data_types(&self) -> impl Iterator<Item = &DataTypeDefinition> {
        let of_site = self.site.iter().flat_map(|site| site.data_types.values());
        let shipped = TYPES
            .keys()
            .filter(|id| !self.is_of_site(|site| site.data_types.contains_key(*id)));
        of_site.chain(shipped.filter_map(|id| self.data_type(id)))
    }

    /// Iterates over all tables by number, the site's first.
    pub fn tables(&self) -> impl Iterator<Item = &Table> {
        let of_site = self.site.iter().flat_map(|site| site.tables.values());
        let shipped = TABLES
            .keys()
            .filter(|id| !self.is_of_site(|site| site.tables.contains_key(*id)));
        of_site.chain(shipped.filter_map(|id| self.table(id)))
    }

    /// Iterates over the message structures of the version by name, the site's first.
    pub fn structures(&self) -> impl Iterator<Item = &Arc<Structure>> {
        let of_site = self.site.iter().flat_map(|site| site.structures.values());
        let shipped = STRUCTURES
            .keys()
            .filter(|name| !self.is_of_site(|site| site.structures.contains_key(*name)));
        of_site.chain(shipped.filter_map(|name| self.structure(name)))
    }

    pub(crate) fn site(&self) -> Option<&Layer> {
        self.site.as_ref()
    }

    fn is_of_site(&self, holds: impl Fn(&Layer) -> bool) -> bool {
        self.site.as_ref().is_some_and(holds)
    }
}

fn name_of(block: &'static str) -> &'static str {
    block.split('\t').next().unwrap_or_default()
}

/// Reads the segments and groups of a shipped structure as this version has them.
pub(crate) fn read_outline(block: &'static str, version: Version) -> Option<Vec<outline::Item>> {
    let row = block.lines().find(|line| {
        let versions = line.split('\t').nth(1).unwrap_or_default();
        versions
            .parse()
            .is_ok_and(|versions: Versions| versions.contains(version))
    })?;
    outline::parse(row.split('\t').nth(2)?).ok()
}
