//! Who may connect, and how many at once.

use std::collections::HashMap;
use std::net::{IpAddr, SocketAddr};
use std::sync::{Arc, Mutex, PoisonError};

use crate::{Network, allows};

/// Who may connect, and how many.
#[derive(Debug, Clone, Copy)]
pub struct SeatLimits<'a> {
    /// Peers from elsewhere are refused; empty lets all in.
    pub allowed_addresses: &'a [Network],
    /// So many at once.
    pub max_connections: usize,
    /// So many of them from one address; `None`: no limit of its own.
    pub max_per_address: Option<usize>,
}

/// The connections that there are.
#[derive(Debug, Clone, Default)]
pub struct Seats(Arc<Mutex<HashMap<IpAddr, usize>>>);

/// One connection, until it is dropped.
#[derive(Debug)]
pub struct Seat {
    address: IpAddr,
    seats: Seats,
}

impl Seats {
    /// Seats a peer.
    ///
    /// # Errors
    /// Why it may not stay.
    pub fn take(&self, peer: SocketAddr, limits: SeatLimits<'_>) -> Result<Seat, &'static str> {
        let address = peer.ip().to_canonical();
        if !allows(limits.allowed_addresses, address) {
            return Err("its address is not in allowed_addresses");
        }
        let mut counts = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if counts.values().sum::<usize>() >= limits.max_connections {
            return Err("there are max_connections already");
        }
        let count = counts.entry(address).or_default();
        if limits.max_per_address.is_some_and(|most| *count >= most) {
            return Err("there are max_connections_per_address from its address already");
        }
        *count += 1;
        Ok(Seat {
            address,
            seats: self.clone(),
        })
    }
}

impl Drop for Seat {
    fn drop(&mut self) {
        let mut counts = self.seats.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(count) = counts.get_mut(&self.address) {
            *count -= 1;
            if *count == 0 {
                counts.remove(&self.address);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn seats_are_counted_by_address_and_given_back() {
        let allowed = ["10.0.0.0/8".parse().expect("it is a network")];
        let limits = SeatLimits {
            allowed_addresses: &allowed,
            max_connections: 3,
            max_per_address: Some(2),
        };
        let seats = Seats::default();
        let take = |peer: &str| seats.take(peer.parse().expect("it is an address"), limits);
        let first = take("10.0.0.1:1").ok();
        let second = take("[::ffff:10.0.0.1]:2").ok();
        assert!(first.is_some() && second.is_some());
        assert!(take("10.0.0.1:3").is_err(), "two have this address");
        assert!(take("192.0.2.1:1").is_err(), "it is not in the network");
        let third = take("10.0.0.2:1").ok();
        assert!(third.is_some());
        assert!(take("10.0.0.3:1").is_err(), "there are three");
        drop(first);
        assert!(take("10.0.0.1:4").is_ok());
        assert!(take("10.0.0.3:1").is_ok());
    }
}
