//! Release and deployment management (ISO/IEC 20000-1:2018, 8.5.3): the states of a release and of a deployment, what each
//! step asks for, and what an emergency may leave out.
//!
//! | term | meaning |
//! |---|---|
//! | entrega | a release: units that are built, tested, deployed and reviewed together |
//! | despliegue | putting the package of a release into an environment |
//! | política | what an entity agreed with a client for a service: how to verify, when not to deploy, what an emergency may skip |
//! | línea base | the configuration items and their versions at one moment |
//!
//! [`maquina`] has the steps of a release, [`despliegue`] those of a deployment; [`condicion`] what they ask for; [`apertura`]
//! until when the rest is written.

pub mod apertura;
pub mod condicion;
pub mod control;
pub mod datos;
pub mod despliegue;
pub mod estado;
pub mod hechos;
pub mod maquina;
