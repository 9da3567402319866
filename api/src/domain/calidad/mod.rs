//! Quality of services (norm of the Secretaría de Gestión Pública, RSGP 006-2019-PCM/SGP): what an entity prioritises, the
//! stages of its evaluation, what each asks for, and when something is late.
//!
//! | term | meaning |
//! |---|---|
//! | servicio priorizado | the good or service that the highest administrative authority chose to improve |
//! | evaluación | four stages: conditions, planning, execution, follow-up |
//! | calificación | how a component of the model stands, on the scale of the evaluation |
//! | brecha | what is missing in a component; improvements (`mejora`) close it |
//! | conductor | what people judge a service by; measured by the mean of so many answers |
//!
//! Components, conductors, channels and scales are open lists: [`catalogo`]. [`maquina`] has the table of steps,
//! [`plazo`] the rule of who is late, [`datos`] what records must say.

pub mod catalogo;
pub mod datos;
pub mod etapa;
pub mod maquina;
pub mod plazo;
