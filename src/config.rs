//! Settings: each has one name in three forms (flag, environment variable, configuration file).
