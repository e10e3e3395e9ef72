//! The command line as a person runs it: the built program, in folders of its own.
