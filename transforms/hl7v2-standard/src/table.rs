//! Tables of codes (HL7 v2.5.1 §2.5.3.6).

use std::borrow::Cow;

use crate::Version;
use crate::version::Versions;

/// Who defines the codes of a table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum TableKind {
    /// HL7 does; other codes are errors.
    Hl7,
    /// The site does; HL7 suggests codes, if any.
    User,
    /// Another body does, as ISO the codes of countries; what is held here may not be all.
    External,
}

/// A table of codes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Table {
    pub(crate) id: Cow<'static, str>,
    pub(crate) name: Cow<'static, str>,
    pub(crate) kind: TableKind,
    /// Whether the standard itself says that there are more codes than it lists.
    pub(crate) is_open: bool,
    /// Whether a site says that its codes are all there are.
    pub(crate) is_closed: bool,
    pub(crate) codes: Vec<Code>,
    /// Positions in `codes`, in the order of the codes.
    sorted: Vec<u16>,
}

/// A code of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Code {
    pub(crate) code: Cow<'static, str>,
    pub(crate) meaning: Cow<'static, str>,
    pub(crate) is_in_version: bool,
}

impl Code {
    /// Returns the code as it is sent.
    pub fn code(&self) -> &str {
        &self.code
    }

    /// Returns what it means, in few words; empty where it is not known.
    pub fn meaning(&self) -> &str {
        &self.meaning
    }

    /// Tells whether this version lists the code; otherwise another version does.
    pub fn is_in_version(&self) -> bool {
        self.is_in_version
    }
}

impl Table {
    pub(crate) fn new(
        id: Cow<'static, str>,
        name: Cow<'static, str>,
        kind: TableKind,
        is_open: bool,
        codes: Vec<Code>,
    ) -> Table {
        let mut sorted: Vec<u16> = (0..codes.len().min(u16::MAX.into())).map(|n| n as u16).collect();
        sorted.sort_by(|&a, &b| codes[usize::from(a)].code.cmp(&codes[usize::from(b)].code));
        Table {
            id,
            name,
            kind,
            is_open,
            is_closed: false,
            codes,
            sorted,
        }
    }

    /// Returns the number, four digits: `0001`, or a site's name for it.
    pub fn id(&self) -> &str {
        &self.id
    }

    /// Returns the name: `Administrative Sex`.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Returns who defines its codes.
    pub fn kind(&self) -> TableKind {
        self.kind
    }

    /// Returns all codes that are known, also those of other versions, in the order of the standard.
    pub fn codes(&self) -> &[Code] {
        &self.codes
    }

    /// Returns this code; upper and lower case differ.
    pub fn code(&self, code: &str) -> Option<&Code> {
        let position = self
            .sorted
            .binary_search_by(|&n| (*self.codes[usize::from(n)].code).cmp(code))
            .ok()?;
        self.codes.get(usize::from(self.sorted[position]))
    }

    /// Tells whether all codes are known, so that another one is wrong or a site's own.
    pub fn is_complete(&self) -> bool {
        !self.is_open && self.kind != TableKind::External && self.codes.iter().any(Code::is_in_version)
    }

    pub(crate) fn read(block: &'static str, version: Version) -> Option<Table> {
        let mut lines = block.lines();
        let mut head = lines.next()?.split('\t');
        let (id, kind, name) = (head.next()?, head.next()?, head.next()?);
        let (kind, is_open) = match kind.strip_suffix(" open") {
            Some(kind) => (kind, true),
            None => (kind, false),
        };
        let kind = match kind {
            "hl7" => TableKind::Hl7,
            "user" => TableKind::User,
            _ => TableKind::External,
        };
        let codes = lines.filter_map(|line| read_code(line, version)).collect();
        Some(Table::new(id.into(), name.into(), kind, is_open, codes))
    }
}

fn read_code(line: &'static str, version: Version) -> Option<Code> {
    let mut columns = line.trim_start_matches('\t').split('\t');
    let (code, versions) = (columns.next()?, columns.next()?);
    let meaning = columns.next().unwrap_or_default();
    Some(Code {
        code: code.into(),
        meaning: meaning.into(),
        // The word `later` stands for versions that are not held.
        is_in_version: versions
            .parse()
            .is_ok_and(|versions: Versions| versions.contains(version)),
    })
}
