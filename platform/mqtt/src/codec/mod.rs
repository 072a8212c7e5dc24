//! Bytes to packets and back, by `rumqttc`'s packets.

mod v311;
mod v5;

use bytes::BytesMut;

use crate::{Packet, Publish, Version, WireError};

/// Finds the end of the first packet; `None` when more bytes are needed.
pub(crate) fn frame(input: &[u8], max_packet: usize) -> Result<Option<usize>, WireError> {
    let (mut size, mut shift) = (0usize, 0);
    for (index, byte) in input.iter().skip(1).enumerate() {
        size |= usize::from(byte & 0x7F) << shift;
        if byte & 0x80 == 0 {
            if size > max_packet {
                let limit = max_packet;
                return Err(WireError::TooLarge { size, limit });
            }
            let end = index + 2 + size;
            return Ok((input.len() >= end).then_some(end));
        }
        shift += 7;
        if shift > 21 {
            return Err(WireError::Malformed("its length has more than four bytes".to_owned()));
        }
    }
    Ok(None)
}

/// Returns how large the first packet is in all; its length is there.
pub(crate) fn size(input: &[u8]) -> Result<usize, WireError> {
    let end = frame(input, usize::MAX)?;
    let header = input.iter().skip(1).position(|byte| byte & 0x80 == 0);
    let header = header
        .map(|last| last + 2)
        .ok_or_else(|| unexpected("it has no length"))?;
    let body = input[1..header]
        .iter()
        .rev()
        .fold(0usize, |size, byte| size << 7 | usize::from(byte & 0x7F));
    Ok(end.unwrap_or(header + body))
}

/// Reads a PUBLISH whose payload is cut: the header is written anew with the length of what is there.
pub(crate) fn beginning(input: &[u8], version: Version) -> Result<Publish, WireError> {
    let header = input.iter().skip(1).position(|byte| byte & 0x80 == 0);
    let body = header.and_then(|last| input.get(last + 2..)).unwrap_or_default();
    let first = input.first().copied().unwrap_or_default();
    if first >> 4 != 3 {
        return Err(unexpected("a packet that is no message is too large"));
    }
    let mut packet = BytesMut::with_capacity(body.len() + 5);
    packet.extend_from_slice(&[first]);
    let mut rest = body.len();
    loop {
        let byte = (rest & 0x7F) as u8;
        rest >>= 7;
        packet.extend_from_slice(&[if rest > 0 { byte | 0x80 } else { byte }]);
        if rest == 0 {
            break;
        }
    }
    packet.extend_from_slice(body);
    let size = packet.len();
    match read(&mut packet, size, version)? {
        Packet::Publish(publish) => Ok(publish),
        _ => Err(unexpected("a packet that is no message is too large")),
    }
}

/// Reads the version out of a whole CONNECT (§3.1.2.2).
pub(crate) fn version_of(packet: &[u8]) -> Result<Version, WireError> {
    let header = packet.iter().skip(1).position(|byte| byte & 0x80 == 0);
    let body = header.and_then(|header| packet.get(header + 2..)).unwrap_or_default();
    match body {
        [0, 4, b'M', b'Q', b'T', b'T', 4, ..] => Ok(Version::V311),
        [0, 4, b'M', b'Q', b'T', b'T', 5, ..] => Ok(Version::V5),
        [0, 4, b'M', b'Q', b'T', b'T', other, ..] => Err(WireError::Version(*other)),
        [0, 6, b'M', b'Q', b'I', b's', b'd', b'p', other, ..] => Err(WireError::Version(*other)),
        _ => Err(WireError::Malformed("it does not name the protocol".to_owned())),
    }
}

/// Takes a packet of `size` bytes off the input.
pub(crate) fn read(input: &mut BytesMut, size: usize, version: Version) -> Result<Packet, WireError> {
    let mut packet = input.split_to(size);
    match version {
        Version::V311 => v311::read(&mut packet),
        Version::V5 => v5::read(&mut packet),
    }
}

/// Appends a packet.
pub(crate) fn write(packet: &Packet, version: Version, output: &mut BytesMut) -> Result<(), WireError> {
    match version {
        Version::V311 => v311::write(packet, output),
        Version::V5 => v5::write(packet, output),
    }
}

fn malformed(error: impl std::fmt::Debug) -> WireError {
    // The errors of both versions name what was expected and numbers that came, never a text of the packet.
    WireError::Malformed(format!("{error:?}"))
}

fn unexpected(what: &str) -> WireError {
    WireError::Malformed(what.to_owned())
}

#[cfg(test)]
mod tests;
