//! The keys of this user: the own one, with which everything that is made here is signed, and those of others
//! whose files are used here like own ones. What a signature is of, and where it lies, `formats::signature`
//! says; whether a file is used, `trust`; how keys are kept, `folder`; signing, `keyring`.

mod folder;
mod keyring;
mod trust;

pub use folder::{Changed, Folder, Trusted, printable};
pub use keyring::Keys;
pub use trust::{Admitted, Maker, Trust};
