//! JSON-LD 1.1 to RDF to RDFC-1.0.

pub mod canon;
pub mod rdf;
