//! Who asks, and what they may do.
//!
//! A request without `Authorization` is anonymous, unless it comes from the machine of who runs the program. One with it
//! carries a bearer token (JWT) that is verified whole, or is refused with 401: a bad token is never taken for none. A verified token says its subject and, in one claim, what it
//! was granted: `ROLE@SCOPE`, where the role stands for permissions ([`role`]) and the scope is `entidad:CODE`,
//! `sector:CODE` or `*`. [`Requester::scope`] turns that into the [`Scope`](crate::store::Scope) that every read demands.

pub mod permission;
pub mod role;
mod grant;
mod keys;
mod kind;
mod requester;
mod token;

pub use grant::{Grant, Over};
pub use keys::Keys;
pub use kind::{KINDS, Kind};
pub use requester::Requester;
pub use token::{Authenticator, Development};
