//! Profiles and plans as text for people: what the program did, and what will be made of it.

mod plan;
mod profile;
mod quantity;
mod table;

pub use plan::plan_text;
pub use profile::profile_text;
