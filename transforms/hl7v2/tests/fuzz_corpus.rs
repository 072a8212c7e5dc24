//! The fuzz targets on mutated samples, always the same ones: a fixed seed and a fixed number of rounds.

use std::path::PathBuf;

const ROUNDS: usize = 60_000;

#[test]
fn messages_survive_mutation() {
    mutate(1, ROUNDS, &samples(), crate::targets::parse_roundtrip);
}

#[test]
fn bytes_survive_decoding() {
    mutate(2, ROUNDS / 2, &samples(), crate::targets::charset);
}

#[test]
fn changes_survive_mutation() {
    let places = ["PID-5.1", "OBX(2)-5(2).3.1", "MSH-10", "PID", "NTE-3(1)", "EVN-40"];
    let values = ["", "EVERYMAN", "a|b^c~d\\e&f", "\"\"", "ZZZ|1", "\u{1C}\u{B}"];
    let seeds: Vec<Vec<u8>> = samples()
        .iter()
        .enumerate()
        .map(|(n, sample)| {
            let head = format!("{}\n{}\n", places[n % places.len()], values[n % values.len()]);
            [head.as_bytes(), sample].concat()
        })
        .collect();
    mutate(3, ROUNDS, &seeds, crate::targets::edit);
}

#[test]
fn paths_survive_mutation() {
    let seeds = [
        "OBX(2)-5(1).2&1",
        "PID.3[0].1.2",
        "MSH-10",
        "a\\F\\b\\X0D0A\\c\\.br\\\\Zx\\\\.sp2\\",
    ];
    let seeds: Vec<Vec<u8>> = seeds.iter().map(|seed| seed.as_bytes().to_vec()).collect();
    mutate(4, ROUNDS * 4, &seeds, crate::targets::path);
}

/// Samples of up to 1 KiB, so that the rounds are short.
fn samples() -> Vec<Vec<u8>> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("samples");
    let mut paths: Vec<PathBuf> = std::fs::read_dir(folder)
        .expect("the samples are part of the crate")
        .map(|entry| entry.expect("the folder can be read").path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "hl7"))
        .collect();
    // The order of a folder is not fixed, and the rounds must be the same everywhere.
    paths.sort();
    let samples = paths
        .iter()
        .map(|path| std::fs::read(path).expect("a sample can be read"));
    samples.filter(|sample| sample.len() <= 1024).collect()
}

fn mutate(seed: u64, rounds: usize, samples: &[Vec<u8>], target: fn(&[u8])) {
    assert!(!samples.is_empty());
    let mut random = Random(seed);
    for round in 0..rounds {
        let mut data = samples[random.below(samples.len())].clone();
        for _ in 0..=random.below(6) {
            random.mutate(&mut data);
        }
        let outcome = std::panic::catch_unwind(|| target(&data));
        assert!(
            outcome.is_ok(),
            "round {round} failed on {:?}",
            data.escape_ascii().to_string()
        );
    }
}

/// SplitMix64: enough to vary bytes, and the same everywhere.
struct Random(u64);

/// What matters to the format, and to the character sets.
const TOKENS: [&[u8]; 30] = [
    b"|",
    b"^",
    b"~",
    b"\\",
    b"&",
    b"\r",
    b"\n",
    b"\x0B",
    b"\x1C",
    b"\0",
    b"\"\"",
    b"MSH",
    b"MSH|^~\\&|",
    b"PID|",
    b"BHS|",
    b"BTS|9",
    b"FHS|",
    b"FTS|",
    b"\\F\\",
    b"\\X",
    b"\\.br\\",
    b"\xEF\xBB\xBF",
    b"\xFF\xFE",
    b"\xE9",
    b"\x1B$B",
    b"\x1B(B",
    b"UNICODE UTF-8",
    b"8859/2",
    b"(2)",
    b"ERR",
];

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    fn below(&mut self, bound: usize) -> usize {
        (self.next() % bound.max(1) as u64) as usize
    }

    fn mutate(&mut self, data: &mut Vec<u8>) {
        let at = self.below(data.len() + 1);
        // Half of the changes are near the start, where the header is.
        let at = if self.below(2) == 0 { at.min(self.below(16)) } else { at };
        let until = (at + self.below(24)).min(data.len());
        match self.below(6) {
            0 if at < data.len() => data[at] ^= 1 << self.below(8),
            1 => data.insert(at, self.below(256) as u8),
            2 => drop(data.drain(at..until)),
            3 => data.truncate(at),
            4 => {
                let copy = data[at..until].to_vec();
                let to = self.below(data.len() + 1);
                data.splice(to..to, copy);
            }
            _ => {
                let token = TOKENS[self.below(TOKENS.len())];
                data.splice(at..at, token.iter().copied());
            }
        }
    }
}
