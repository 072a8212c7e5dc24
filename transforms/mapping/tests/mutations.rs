//! The fuzz targets on mutated samples, always the same ones: a fixed seed and a fixed number of rounds.

use std::path::Path;

#[test]
fn conversions_survive_mutation() {
    mutate(1, 4_000, &samples("hl7"), crate::targets::to_fhir);
}

#[test]
fn writing_survives_mutation() {
    mutate(2, 1_000, &samples("json"), crate::targets::to_hl7v2);
}

#[test]
fn overlays_survive_mutation() {
    let overlay = "map PID[Patient]\nPID-5 -> name*.family : XPN[HumanName] via NameType when PID-5.1 in (a, \"b\")\n\
                   remove PID-8\ncodes AdministrativeSex\nX -> other \"Other\" @ v3-NullFlavor\nremove F\nsystems\nX = http://x.example\n\
                   change ADT_A01\nPID => Account : PID[Account] put key PID-3.1 when PID-18 valued\nlink Account.subject -> Patient\n\
                   message X X^Y\nA {\nPID\n}\nfill PID[Patient]\nPID-5 <- name(use=official) : XPN[HumanName]\nwrite Y Y^Z\nPID from Patient\n";
    mutate(3, 300, &[overlay.as_bytes().to_vec()], crate::targets::overlay);
}

fn samples(extension: &str) -> Vec<Vec<u8>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("samples");
    let files = nilecare_testkit::samples::files(&folder)
        .into_iter()
        .filter(|file| file.extension().is_some_and(|end| end == extension));
    files
        .map(|file| std::fs::read(file).expect("a sample can be read"))
        .collect()
}

/// A generator of numbers that gives the same ones everywhere (xorshift64*).
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, bound: usize) -> usize {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        (self.0.wrapping_mul(0x2545_F491_4F6C_DD1D) >> 33) as usize % bound.max(1)
    }
}

fn mutate(seed: u64, rounds: usize, samples: &[Vec<u8>], target: fn(&[u8])) {
    let marks: [&[u8]; 14] = [
        b"|",
        b"^",
        b"~",
        b"&",
        b"\\",
        b"\"\"",
        b"\r",
        b"\n",
        b"-",
        b" ",
        b"9999999999",
        b"{",
        b"[",
        "é".as_bytes(),
    ];
    let mut numbers = Numbers(seed);
    for round in 0..rounds {
        let mut data = samples[round % samples.len()].clone();
        for _ in 0..=numbers.below(6) {
            let at = numbers.below(data.len());
            let other = numbers.below(data.len());
            match numbers.below(5) {
                0 => drop(data.splice(at..at, marks[numbers.below(marks.len())].iter().copied())),
                1 => drop(data.drain(at..(at + 1 + numbers.below(40)).min(data.len()))),
                2 => data[at] = numbers.below(256) as u8,
                3 => {
                    let piece = data[other..(other + 60).min(data.len())].to_vec();
                    drop(data.splice(at..at, piece));
                }
                _ => data.swap(at, other),
            }
            if data.is_empty() {
                break;
            }
        }
        target(&data);
    }
}
