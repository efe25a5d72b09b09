//! Profiles and plans as text for people: what the program did, and what will be made of it. How tables and
//! quantities look here is how they look in all that Preheat prints.

mod plan;
mod profile;
mod quantity;
mod table;

pub use plan::plan_text;
pub use profile::profile_text;
pub use quantity::{bytes, percent, time};
pub use table::Table;
