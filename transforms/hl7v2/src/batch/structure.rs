//! Whether headers, trailers and their counts fit together.

use std::fmt;

use super::Part;

/// Something about a file or batch that does not fit together.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum BatchProblem {
    /// BTS-1 states another number of messages than the batch has.
    MessageCount {
        /// Which batch of the text, from 1.
        batch: usize,
        /// The number in BTS-1.
        stated: usize,
        /// The number found.
        found: usize,
    },
    /// FTS-1 states another number of batches than the file has.
    BatchCount {
        /// The number in FTS-1.
        stated: usize,
        /// The number found.
        found: usize,
    },
    /// A BHS without a BTS: the end of the batch may be missing.
    BatchTrailerMissing {
        /// Which batch of the text, from 1.
        batch: usize,
    },
    /// A BTS without a BHS.
    BatchHeaderMissing,
    /// An FHS without an FTS: the end of the file may be missing.
    FileTrailerMissing,
    /// An FTS without an FHS.
    FileHeaderMissing,
}

impl fmt::Display for BatchProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            BatchProblem::MessageCount { batch, stated, found } => {
                write!(f, "batch {batch}: BTS-1 states {stated} messages, found {found}")
            }
            BatchProblem::BatchCount { stated, found } => write!(f, "FTS-1 states {stated} batches, found {found}"),
            BatchProblem::BatchTrailerMissing { batch } => write!(f, "batch {batch}: the trailer BTS is missing"),
            BatchProblem::BatchHeaderMissing => f.write_str("a batch trailer BTS has no header BHS"),
            BatchProblem::FileTrailerMissing => f.write_str("the file trailer FTS is missing"),
            BatchProblem::FileHeaderMissing => f.write_str("a file trailer FTS has no header FHS"),
        }
    }
}

/// Follows the parts in order and returns what does not fit.
pub(super) fn problems<'a>(parts: impl Iterator<Item = (Part, &'a [u8])>) -> Vec<BatchProblem> {
    let mut walk = Walk::default();
    for (part, bytes) in parts {
        match part {
            Part::FileHeader => walk.open_file(),
            Part::BatchHeader => walk.open_batch(),
            Part::Message => walk.n_messages += 1,
            Part::BatchTrailer => walk.close_batch(stated_count(bytes)),
            Part::FileTrailer => walk.close_file(stated_count(bytes)),
        }
    }
    walk.end()
}

#[derive(Default)]
struct Walk {
    is_in_file: bool,
    is_in_batch: bool,
    /// Batches since the start of the text.
    n_batches: usize,
    n_batches_in_file: usize,
    /// Messages in the open batch.
    n_messages: usize,
    problems: Vec<BatchProblem>,
}

impl Walk {
    fn open_file(&mut self) {
        self.miss_trailers();
        self.is_in_file = true;
        self.n_batches_in_file = 0;
    }

    fn open_batch(&mut self) {
        self.miss_batch_trailer();
        self.is_in_batch = true;
        self.n_batches += 1;
        self.n_batches_in_file += 1;
        self.n_messages = 0;
    }

    fn close_batch(&mut self, stated: Option<usize>) {
        if !std::mem::take(&mut self.is_in_batch) {
            self.problems.push(BatchProblem::BatchHeaderMissing);
            self.n_batches += 1;
        }
        let (batch, found) = (self.n_batches, std::mem::take(&mut self.n_messages));
        if let Some(stated) = stated.filter(|&stated| stated != found) {
            self.problems.push(BatchProblem::MessageCount { batch, stated, found });
        }
    }

    fn close_file(&mut self, stated: Option<usize>) {
        self.miss_batch_trailer();
        if !self.is_in_file {
            return self.problems.push(BatchProblem::FileHeaderMissing);
        }
        self.is_in_file = false;
        // Batch segments may be left out; senders count the messages of such a file as one batch, or as none.
        let found = self.n_batches_in_file;
        let is_one_unmarked = found == 0 && stated == Some(1);
        if let Some(stated) = stated.filter(|&stated| stated != found && !is_one_unmarked) {
            self.problems.push(BatchProblem::BatchCount { stated, found });
        }
    }

    fn miss_batch_trailer(&mut self) {
        if std::mem::take(&mut self.is_in_batch) {
            self.problems
                .push(BatchProblem::BatchTrailerMissing { batch: self.n_batches });
        }
    }

    fn miss_trailers(&mut self) {
        self.miss_batch_trailer();
        if std::mem::take(&mut self.is_in_file) {
            self.problems.push(BatchProblem::FileTrailerMissing);
        }
    }

    fn end(mut self) -> Vec<BatchProblem> {
        self.miss_trailers();
        self.problems
    }
}

/// Reads the count in the first field of a trailer; `None` when it is left out or is no number.
fn stated_count(trailer: &[u8]) -> Option<usize> {
    let id = memchr::memmem::find(trailer, b"TS")?;
    let (separator, fields) = trailer[id + 2..].split_first()?;
    let is_end = |byte: &u8| byte == separator || matches!(byte, b'\r' | b'\n');
    let field = fields
        .split(is_end)
        .next()
        .filter(|_| separator.is_ascii_punctuation())?;
    std::str::from_utf8(field).ok()?.trim().parse().ok()
}
