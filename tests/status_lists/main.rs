//! Our own status lists: places in them, their bits, and what is published (Bitstring Status List
//! 1.0).

mod bench;
mod places;
mod publishing;
mod writers;
