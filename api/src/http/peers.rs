//! Connections that each address has open.

use std::collections::HashMap;
use std::net::IpAddr;
use std::sync::{Arc, Mutex, PoisonError};

use crate::quota::network;

/// Counts the connections of each client's network.
#[derive(Debug, Clone, Default)]
pub(super) struct Peers(Arc<Mutex<HashMap<IpAddr, usize>>>);

/// A connection that is counted while this lives.
#[derive(Debug)]
pub(super) struct Place {
    peers: Peers,
    network: IpAddr,
}

impl Peers {
    /// A place for one more connection from there; nothing when it has `most` already.
    pub(super) fn place(&self, address: IpAddr, most: usize) -> Option<Place> {
        let network = network(address);
        let mut open = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let has = open.entry(network).or_default();
        if *has >= most {
            return None;
        }
        *has += 1;
        Some(Place { peers: self.clone(), network })
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        let mut open = self.peers.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(has) = open.get_mut(&self.network) {
            *has -= 1;
            if *has == 0 {
                open.remove(&self.network);
            }
        }
    }
}
