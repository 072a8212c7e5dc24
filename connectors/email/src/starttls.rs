//! The plain beginning of a connection that becomes TLS (RFC 3207).

use std::io;

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;

/// A reply has so many bytes at most.
const LONGEST: usize = 16 << 10;

/// Why it does not become TLS.
#[derive(Debug, thiserror::Error)]
pub(crate) enum NoStartTls {
    #[error("the connection broke before TLS")]
    Broken(#[from] io::Error),
    #[error("the server answered {code}")]
    Refused { code: u16, reply: String },
    #[error("the server does not offer STARTTLS; use security: tls, or another port")]
    NotOffered,
}

/// Asks the server for TLS. Not a byte beyond its reply is read: what somebody on the way adds to it, TLS refuses.
pub(crate) async fn ask(stream: &mut TcpStream, hello: &str) -> Result<(), NoStartTls> {
    expect(stream, 220).await?;
    stream.write_all(format!("EHLO {hello}\r\n").as_bytes()).await?;
    let offers = expect(stream, 250).await?;
    let is_offered = offers.lines().any(|line| {
        line.get(4..)
            .is_some_and(|word| word.trim().eq_ignore_ascii_case("STARTTLS"))
    });
    if !is_offered {
        return Err(NoStartTls::NotOffered);
    }
    stream.write_all(b"STARTTLS\r\n").await?;
    expect(stream, 220).await?;
    Ok(())
}

async fn expect(stream: &mut TcpStream, wanted: u16) -> Result<String, NoStartTls> {
    let (code, reply) = read_reply(stream).await?;
    if code == wanted {
        Ok(reply)
    } else {
        Err(NoStartTls::Refused { code, reply })
    }
}

/// Reads the lines of a reply; the last has a space behind its code (RFC 5321 §4.2.1).
async fn read_reply(stream: &mut TcpStream) -> io::Result<(u16, String)> {
    let no_smtp = || io::Error::new(io::ErrorKind::InvalidData, "it is no SMTP");
    let mut reply = Vec::new();
    let mut line_start = 0;
    loop {
        if reply.len() > LONGEST {
            return Err(no_smtp());
        }
        let byte = stream.read_u8().await?;
        reply.push(byte);
        if byte != b'\n' {
            continue;
        }
        let line = &reply[line_start..];
        let code = std::str::from_utf8(line.get(..3).ok_or_else(no_smtp)?)
            .ok()
            .and_then(|code| code.parse().ok());
        let code = code.ok_or_else(no_smtp)?;
        if line.get(3) != Some(&b'-') {
            return Ok((code, String::from_utf8_lossy(&reply).into_owned()));
        }
        line_start = reply.len();
    }
}
