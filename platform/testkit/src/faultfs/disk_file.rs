//! One file under power loss: what is durable, what waits for a sync, and what a crash would show.

use std::ops::Range;

use super::cursor::CrashMode;
use super::image::Image;
use super::trace::Change;

/// The unit that a disk writes whole or not at all.
const SECTOR_BYTES: usize = 512;

#[derive(Debug)]
pub(super) struct DiskFile {
    durable: Vec<u8>,
    /// Positions in the trace of the writes and truncations since the last sync.
    pending: Vec<usize>,
    /// Where `image` may differ from `durable`.
    overlaid: Vec<Range<usize>>,
    pub(super) image: Image,
}

impl DiskFile {
    pub(super) fn new(content: Vec<u8>) -> Self {
        Self {
            image: Image::new(&content),
            durable: content,
            pending: Vec::new(),
            overlaid: Vec::new(),
        }
    }

    /// Takes in a write or truncation at `position` of the trace, not yet durable.
    pub(super) fn push(&mut self, position: usize, change: &Change, mode: CrashMode) {
        self.pending.push(position);
        if mode == CrashMode::KeepAll {
            overlay(&mut self.image, change, usize::MAX);
        }
    }

    /// Makes all pending changes durable.
    pub(super) fn sync(&mut self, changes: &[Change]) {
        for position in self.pending.drain(..) {
            let touched = apply(&mut self.durable, &changes[position]);
            self.overlaid.push(touched);
        }
    }

    /// Forgets the pending changes: they will never be durable.
    pub(super) fn fail_sync(&mut self) {
        self.pending.clear();
    }

    /// Makes `image` what a crash now would show. `last_write` is the newest write of the whole trace so far.
    pub(super) fn refresh(&mut self, mode: CrashMode, point: usize, last_write: Option<usize>, changes: &[Change]) {
        if mode == CrashMode::KeepAll {
            // `push` already did all there is to do.
            self.overlaid.clear();
            return;
        }
        self.restore();
        match mode {
            CrashMode::KeepAll | CrashMode::DropUnsynced => {}
            CrashMode::TornLast { bytes } => {
                if let Some(position) = last_write.filter(|position| self.pending.binary_search(position).is_ok()) {
                    self.overlay_whole(&changes[position], bytes);
                }
            }
            CrashMode::Random(seed) => {
                for index in 0..self.pending.len() {
                    let position = self.pending[index];
                    let coin = Coin::new(seed, point, position);
                    self.overlay_sectors(&changes[position], coin);
                }
            }
        }
    }

    /// Puts the durable content back wherever the image may differ from it.
    fn restore(&mut self) {
        if self.image.len() != self.durable.len() {
            self.image.set_len(self.durable.len());
        }
        for range in self.overlaid.drain(..) {
            let range = range.start.min(self.durable.len())..range.end.min(self.durable.len());
            self.image.write(range.start, &self.durable[range]);
        }
    }

    fn overlay_whole(&mut self, change: &Change, n_bytes: usize) {
        let touched = overlay(&mut self.image, change, n_bytes);
        self.overlaid.push(touched);
    }

    fn overlay_sectors(&mut self, change: &Change, coin: Coin) {
        let Change::Write { offset, bytes, .. } = change else {
            if coin.keeps(0) {
                self.overlay_whole(change, usize::MAX);
            }
            return;
        };
        let start = *offset as usize;
        let mut from = start;
        while from < start + bytes.len() {
            let sector = from / SECTOR_BYTES;
            let to = ((sector + 1) * SECTOR_BYTES).min(start + bytes.len());
            if coin.keeps(sector) {
                self.overlaid.push(from.min(self.image.len())..to);
                self.image.write(from, &bytes[from - start..to - start]);
            }
            from = to;
        }
    }
}

/// Applies the first `n_bytes` of a write, or a truncation, to the image; returns the bytes concerned.
fn overlay(image: &mut Image, change: &Change, n_bytes: usize) -> Range<usize> {
    match change {
        Change::Write { offset, bytes, .. } => {
            let offset = *offset as usize;
            let bytes = &bytes[..n_bytes.min(bytes.len())];
            let touched = offset.min(image.len())..offset + bytes.len();
            if !bytes.is_empty() {
                image.write(offset, bytes);
            }
            touched
        }
        Change::Truncate { size, .. } => {
            let size = *size as usize;
            let touched = size.min(image.len())..size.max(image.len());
            image.set_len(size);
            touched
        }
        _ => unreachable!("only writes and truncations wait for a sync"),
    }
}

/// Applies a change to durable content; returns the bytes concerned.
fn apply(content: &mut Vec<u8>, change: &Change) -> Range<usize> {
    match change {
        Change::Write { offset, bytes, .. } => {
            let (offset, end) = (*offset as usize, *offset as usize + bytes.len());
            let touched = offset.min(content.len())..end;
            content.resize(content.len().max(end), 0);
            content[offset..end].copy_from_slice(bytes);
            touched
        }
        Change::Truncate { size, .. } => {
            let size = *size as usize;
            let touched = size.min(content.len())..size.max(content.len());
            content.resize(size, 0);
            touched
        }
        _ => unreachable!("only writes and truncations wait for a sync"),
    }
}

/// A fair coin for each sector of one write, the same on every run with the same seed.
#[derive(Clone, Copy)]
struct Coin(u64);

impl Coin {
    fn new(seed: u64, point: usize, position: usize) -> Self {
        Self(mix(mix(seed ^ mix(point as u64)).wrapping_add(position as u64)))
    }

    fn keeps(self, sector: usize) -> bool {
        mix(self.0.wrapping_add(sector as u64)) >> 63 == 1
    }
}

/// The finaliser of SplitMix64, after adding its increment.
fn mix(value: u64) -> u64 {
    let mut value = value.wrapping_add(0x9e37_79b9_7f4a_7c15);
    value = (value ^ (value >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    value = (value ^ (value >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    value ^ (value >> 31)
}
