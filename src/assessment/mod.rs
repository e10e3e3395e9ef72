//! Assessments made against a framework, and the level that follows from them.
