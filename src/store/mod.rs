//! One small trait over an ordered key-value engine, and the engines.
