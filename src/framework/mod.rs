//! Competency frameworks with levels, and the formats they are imported from.
