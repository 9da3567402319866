//! What each requester has left to spend.
//!
//! A bucket fills with points up to a capacity. A request takes what it can cost at most before it runs, and gets back
//! what it did not use. There is a bucket for each person or service in its entities, and for each address of strangers.
//! A bucket that nobody used until it was full again is forgotten, as are the oldest ones beyond a number: memory is
//! bounded however many strangers come.

use std::hash::{BuildHasher, Hash, RandomState};
use std::net::IpAddr;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use moka::policy::EvictionPolicy;
use moka::sync::Cache;

use crate::auth::{Kind, Requester};
use crate::config::LimitsConfig;

/// How a bucket fills.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Allowance {
    /// Points that it holds.
    pub capacity: u64,
    /// Points that come each second.
    pub refill: u64,
}

impl Allowance {
    /// That of a kind of requester.
    pub fn of(limits: &LimitsConfig, kind: Kind) -> Self {
        Self { capacity: limits.cost_capacity.of(kind), refill: limits.cost_refill.of(kind) }
    }

    /// Time in which so many points come.
    fn time_for(self, points: u64) -> Duration {
        let nanos = u128::from(points) * 1_000_000_000 / u128::from(self.refill.max(1));
        Duration::from_nanos(u64::try_from(nanos).unwrap_or(u64::MAX))
    }
}

/// Whose bucket.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Holder(u64);

/// What is in a bucket.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Balance {
    /// Points left.
    pub remaining: u64,
    /// Time until it is full.
    pub full_in: Duration,
}

/// Not enough in the bucket.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Short {
    /// What there is.
    pub balance: Balance,
    /// Time until there is enough.
    pub wait: Duration,
}

/// The buckets of all requesters.
#[derive(Debug, Clone)]
pub struct Quotas {
    buckets: Cache<Holder, Arc<Mutex<Bucket>>>,
    /// Keyed anew in each process: nobody can make two holders meet in one bucket.
    hasher: RandomState,
}

impl Quotas {
    /// Empty, for these limits.
    pub fn new(limits: &LimitsConfig) -> Self {
        let kinds = crate::auth::KINDS.iter().map(|(kind, _)| Allowance::of(limits, *kind));
        let longest = kinds.map(|allowance| allowance.time_for(allowance.capacity)).max().unwrap_or_default();
        let year = Duration::from_hours(365 * 24);
        let buckets = Cache::builder()
            .max_capacity(limits.cost_requesters)
            // The default policy would not let newcomers in while others ask often: their buckets would always be full.
            .eviction_policy(EvictionPolicy::lru())
            .time_to_idle(longest.saturating_add(Duration::from_secs(1)).min(year))
            .build();
        Self { buckets, hasher: RandomState::new() }
    }

    /// The bucket of a requester that asks from `address`.
    pub fn holder(&self, requester: &Requester, address: IpAddr) -> Holder {
        let Requester::Identified { subject, grants } = requester else {
            return Holder(self.hasher.hash_one((0_u8, network(address))));
        };
        let mut over: Vec<String> = grants.iter().map(|grant| grant.over.to_string()).collect();
        over.sort_unstable();
        over.dedup();
        Holder(self.hasher.hash_one((1_u8, subject, over)))
    }

    /// Takes `points`, if they are there.
    pub fn take(&self, holder: Holder, points: u64, allowance: Allowance, now: Instant) -> Result<Balance, Short> {
        self.with(holder, allowance, now, |bucket| match bucket.points.checked_sub(points) {
            Some(left) => {
                bucket.points = left;
                Ok(bucket.balance(allowance))
            }
            None => Err(Short { balance: bucket.balance(allowance), wait: allowance.time_for(points - bucket.points) }),
        })
    }

    /// Makes good the difference between what was taken and what was spent.
    pub fn settle(&self, holder: Holder, taken: u64, spent: u64, allowance: Allowance, now: Instant) -> Balance {
        self.with(holder, allowance, now, |bucket| {
            let back = bucket.points.saturating_add(taken).saturating_sub(spent);
            bucket.points = back.min(allowance.capacity);
            bucket.balance(allowance)
        })
    }

    /// What is there, without taking any.
    pub fn balance(&self, holder: Holder, allowance: Allowance, now: Instant) -> Balance {
        self.with(holder, allowance, now, |bucket| bucket.balance(allowance))
    }

    /// Buckets in memory.
    pub fn len(&self) -> u64 {
        self.buckets.run_pending_tasks();
        self.buckets.entry_count()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    fn with<T>(&self, holder: Holder, allowance: Allowance, now: Instant, work: impl FnOnce(&mut Bucket) -> T) -> T {
        let full = || Arc::new(Mutex::new(Bucket { points: allowance.capacity, counted: now }));
        let bucket = self.buckets.get_with(holder, full);
        let mut bucket = bucket.lock().unwrap_or_else(PoisonError::into_inner);
        bucket.fill(allowance, now);
        work(&mut bucket)
    }
}

#[derive(Debug)]
struct Bucket {
    points: u64,
    /// Up to when what came is in it.
    counted: Instant,
}

impl Bucket {
    fn fill(&mut self, allowance: Allowance, now: Instant) {
        let elapsed = now.saturating_duration_since(self.counted);
        let came = elapsed.as_nanos() * u128::from(allowance.refill) / 1_000_000_000;
        let came = u64::try_from(came).unwrap_or(u64::MAX);
        // What is less than a point goes on counting.
        self.counted = (self.counted + allowance.time_for(came)).min(now);
        self.points = self.points.saturating_add(came).min(allowance.capacity);
    }

    fn balance(&self, allowance: Allowance) -> Balance {
        let missing = allowance.capacity.saturating_sub(self.points);
        Balance { remaining: self.points, full_in: allowance.time_for(missing) }
    }
}

/// What one stranger can be told by: an address, of IPv6 the network that one customer has.
pub fn network(address: IpAddr) -> IpAddr {
    match address.to_canonical() {
        IpAddr::V6(address) => IpAddr::V6((u128::from(address) & !u128::from(u64::MAX)).into()),
        address @ IpAddr::V4(_) => address,
    }
}
