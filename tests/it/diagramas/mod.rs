//! Maps and flows as diagrams: what they show, that hostile names stay names, and that they are never cut.

mod bpmn;
mod mermaid;
mod taller;
