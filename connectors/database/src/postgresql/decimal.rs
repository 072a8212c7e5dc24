//! The binary format of NUMERIC: groups of four decimal digits.

const POSITIVE: u16 = 0x0000;
const NEGATIVE: u16 = 0x4000;
const NOT_A_NUMBER: u16 = 0xC000;
const INFINITY: u16 = 0xD000;
const NEGATIVE_INFINITY: u16 = 0xF000;

/// As the server: 131,072 digits before the point and 16,383 behind it.
const MOST_BEFORE: usize = 131_072;
const MOST_BEHIND: usize = 16_383;

/// Reads a number as the server would write it, with its digits behind the point; `None` when the bytes are none.
pub(super) fn read(bytes: &[u8]) -> Option<String> {
    let word = |index: usize| Some(u16::from_be_bytes(*bytes.get(index * 2..)?.first_chunk()?));
    let (n_groups, weight, sign, scale) = (word(0)?, word(1)?.cast_signed(), word(2)?, word(3)?);
    match sign {
        NOT_A_NUMBER => return Some("NaN".to_owned()),
        INFINITY => return Some("Infinity".to_owned()),
        NEGATIVE_INFINITY => return Some("-Infinity".to_owned()),
        POSITIVE | NEGATIVE => {}
        _ => return None,
    }
    let groups: Vec<u16> = (0..usize::from(n_groups))
        .map(|index| word(index + 4))
        .collect::<Option<_>>()?;
    // The group of the power 10000^power; those that are not written are 0.
    let group = |power: i32| {
        let index = i32::from(weight) - power;
        usize::try_from(index)
            .ok()
            .and_then(|index| groups.get(index))
            .copied()
            .unwrap_or(0)
    };
    let mut text = String::new();
    for power in (0..=i32::from(weight).max(0)).rev() {
        text.push_str(&format!("{:04}", group(power)));
    }
    let whole = text.trim_start_matches('0');
    let mut text = if whole.is_empty() {
        "0".to_owned()
    } else {
        whole.to_owned()
    };
    if scale > 0 {
        let mut behind = String::new();
        for power in 1..=i32::from(scale.div_ceil(4)) {
            behind.push_str(&format!("{:04}", group(-power)));
        }
        behind.truncate(usize::from(scale));
        text = format!("{text}.{behind}");
    }
    let is_zero = text.bytes().all(|byte| matches!(byte, b'0' | b'.'));
    Some(if sign == NEGATIVE && !is_zero {
        format!("-{text}")
    } else {
        text
    })
}

/// Writes a decimal number, with an exponent or without; `None` when the text is none or too long for the server.
pub(super) fn write(text: &str) -> Option<Vec<u8>> {
    let (sign, rest) = match text.strip_prefix('-') {
        Some(rest) => (NEGATIVE, rest),
        None => (POSITIVE, text.strip_prefix('+').unwrap_or(text)),
    };
    let (mantissa, exponent) = match rest.split_once(['e', 'E']) {
        Some((mantissa, exponent)) => (mantissa, exponent.parse::<i32>().ok()?),
        None => (rest, 0),
    };
    let (before, behind) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let is_number = before.bytes().chain(behind.bytes()).all(|byte| byte.is_ascii_digit());
    if !is_number || before.len() + behind.len() == 0 {
        return None;
    }
    let point = i64::try_from(before.len()).ok()? + i64::from(exponent);
    let digits = format!("{before}{behind}");
    if point > i64::try_from(MOST_BEFORE).ok()? || point < -i64::try_from(MOST_BEHIND).ok()? {
        return None;
    }
    let (before, behind) = split_at_point(&digits, point);
    let before = before.trim_start_matches('0');
    if before.len() > MOST_BEFORE || behind.len() > MOST_BEHIND {
        return None;
    }
    Some(pack(sign, before, &behind))
}

/// Puts zeros where the point lies outside of the digits.
fn split_at_point(digits: &str, point: i64) -> (String, String) {
    let length = i64::try_from(digits.len()).unwrap_or(i64::MAX);
    let zeros = |n: i64| "0".repeat(usize::try_from(n).unwrap_or_default());
    if point <= 0 {
        (String::new(), zeros(-point) + digits)
    } else if point >= length {
        (digits.to_owned() + &zeros(point - length), String::new())
    } else {
        let (before, behind) = digits.split_at(usize::try_from(point).unwrap_or_default());
        (before.to_owned(), behind.to_owned())
    }
}

fn pack(sign: u16, before: &str, behind: &str) -> Vec<u8> {
    let scale = u16::try_from(behind.len()).unwrap_or(u16::MAX);
    let padded = "0".repeat((4 - before.len() % 4) % 4) + before;
    let behind_padded = behind.to_owned() + &"0".repeat((4 - behind.len() % 4) % 4);
    let mut weight = i32::try_from(padded.len() / 4).unwrap_or_default() - 1;
    let all = padded + &behind_padded;
    let group = |chunk: &[u8]| {
        chunk
            .iter()
            .fold(0_u16, |sum, digit| sum * 10 + u16::from(digit - b'0'))
    };
    let mut groups: Vec<u16> = all.as_bytes().chunks(4).map(group).collect();
    while groups.last() == Some(&0) {
        groups.pop();
    }
    let leading = groups.iter().take_while(|&&group| group == 0).count();
    groups.drain(..leading);
    weight -= i32::try_from(leading).unwrap_or_default();
    let (sign, weight) = if groups.is_empty() {
        (POSITIVE, 0)
    } else {
        (sign, weight)
    };
    let n_groups = u16::try_from(groups.len()).unwrap_or(u16::MAX);
    let weight = i16::try_from(weight).unwrap_or_default().cast_unsigned();
    let words = [n_groups, weight, sign, scale].into_iter().chain(groups);
    words.flat_map(u16::to_be_bytes).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_come_back_with_every_digit() {
        for text in [
            "0",
            "0.00",
            "1",
            "-1",
            "10000",
            "1.50",
            "-0.0001",
            "0.00000000000000000001",
            "12345678901234567890123456789012345678.12345678901234567890",
            "100000000",
            "99999.9999",
        ] {
            let bytes = write(text).expect(text);
            assert_eq!(read(&bytes).as_deref(), Some(text));
        }
        for (text, plain) in [
            ("1e3", "1000"),
            ("12.5e-3", "0.0125"),
            ("-0", "0"),
            ("007", "7"),
            ("1.5E1", "15"),
            (".5", "0.5"),
        ] {
            let bytes = write(text).expect(text);
            assert_eq!(read(&bytes).as_deref(), Some(plain), "{text}");
        }
        for text in ["", ".", "-", "1,5", "0x1", "1e", "NaN", "1e200000", "1e-20000", "--1"] {
            assert_eq!(write(text), None, "{text}");
        }
        assert_eq!(read(&[0, 0, 0, 0, 0xC0, 0, 0, 0]).as_deref(), Some("NaN"));
        assert_eq!(read(&[0, 1, 0, 0, 0, 0, 0, 0]), None);
    }
}
