//! Headers of requests and replies that pass through.

use std::net::IpAddr;

use http::header::{self, HeaderName};
use http::{HeaderMap, HeaderValue};

const FORWARDED_FOR: HeaderName = HeaderName::from_static("x-forwarded-for");
const FORWARDED_HOST: HeaderName = HeaderName::from_static("x-forwarded-host");

/// RFC 9110 §7.6.1: what is between two neighbours only.
const HOP_BY_HOP: [HeaderName; 7] = [
    header::CONNECTION,
    HeaderName::from_static("keep-alive"),
    header::PROXY_AUTHENTICATE,
    header::PROXY_AUTHORIZATION,
    header::TE,
    header::TRAILER,
    header::TRANSFER_ENCODING,
];

/// Takes out what is between two neighbours, also what `Connection` names; `Upgrade` stays where the request is one.
pub(crate) fn strip(headers: &mut HeaderMap, is_upgrade: bool) {
    let named: Vec<HeaderName> = headers
        .get_all(header::CONNECTION)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(','))
        .filter_map(|name| name.trim().parse().ok())
        .collect();
    for name in named.iter().chain(&HOP_BY_HOP) {
        if !(is_upgrade && name == header::UPGRADE) {
            headers.remove(name);
        }
    }
    if is_upgrade {
        headers.insert(header::CONNECTION, HeaderValue::from_static("upgrade"));
    } else {
        headers.remove(header::UPGRADE);
    }
}

/// Says whom the request is from, and which host was asked.
pub(crate) fn tell_origin(headers: &mut HeaderMap, client: Option<IpAddr>) {
    let before = headers.get(&FORWARDED_FOR).and_then(|value| value.to_str().ok());
    let chain = match (before, client) {
        (Some(before), Some(client)) => format!("{before}, {client}"),
        (None, Some(client)) => client.to_string(),
        (_, None) => return,
    };
    if let Ok(value) = HeaderValue::from_str(&chain) {
        headers.insert(FORWARDED_FOR, value);
    }
    if let Some(host) = headers.get(header::HOST).cloned() {
        headers.entry(FORWARDED_HOST).or_insert(host);
    }
}

/// What every reply has, unless the service said otherwise.
pub(crate) fn secure(headers: &mut HeaderMap) {
    let safe = [
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::REFERRER_POLICY, "no-referrer"),
        (header::X_FRAME_OPTIONS, "DENY"),
    ];
    for (name, value) in safe {
        headers.entry(name).or_insert(HeaderValue::from_static(value));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_between_neighbours_is_taken_out() {
        let mut headers = HeaderMap::new();
        for (name, value) in [
            ("connection", "close, x-secret-hop"),
            ("x-secret-hop", "1"),
            ("te", "trailers"),
            ("upgrade", "h2c"),
            ("accept", "*/*"),
        ] {
            headers.insert(HeaderName::from_static(name), HeaderValue::from_static(value));
        }
        let mut socket = headers.clone();
        strip(&mut headers, false);
        assert_eq!(headers.keys().map(HeaderName::as_str).collect::<Vec<_>>(), ["accept"]);
        socket.insert(header::CONNECTION, HeaderValue::from_static("Upgrade"));
        strip(&mut socket, true);
        assert_eq!(
            (
                socket[header::UPGRADE].as_bytes(),
                socket[header::CONNECTION].as_bytes()
            ),
            (&b"h2c"[..], &b"upgrade"[..])
        );
    }

    #[test]
    fn the_chain_of_addresses_grows() {
        let mut headers = HeaderMap::new();
        headers.insert(header::HOST, HeaderValue::from_static("hub.example"));
        tell_origin(&mut headers, Some(IpAddr::from([10, 0, 0, 7])));
        tell_origin(&mut headers, Some(IpAddr::from([10, 0, 0, 8])));
        assert_eq!(headers[&FORWARDED_FOR], "10.0.0.7, 10.0.0.8");
        assert_eq!(headers[&FORWARDED_HOST], "hub.example");
    }
}
