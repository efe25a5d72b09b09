//! Machine images and the machines that come from them. An image is one qcow2 file: a guest system with the
//! agent and its artifacts, and the saved state of a machine at its warm point. From it machines start in
//! three ways, each much quicker than the one before:
//!
//! - *cold* ([`Image::boot_cold`]): the kernel boots, the program runs up to its warm point;
//! - *clone* ([`Template::clone_machine`]): the saved state, its memory shared copy-on-write;
//! - *pooled* ([`Pool::take`]): a clone that was restored before and only has to go on.
//!
//! All answer the same. The packager drives QEMU; it knows neither the IR nor why an artifact is what it is,
//! and it prints nothing: progress goes to callbacks, remarks are returned.
//!
//! ```no_run
//! use std::path::Path;
//! use std::sync::Arc;
//! use preheat_packager::{Hypervisor, Image, Pool, Template};
//!
//! let hypervisor = Hypervisor::find()?;
//! let image = Arc::new(Image::open(Path::new("markdown.qcow2"))?);
//! let template = Template::open(image, &hypervisor, Path::new("cache"))?;
//! let pool = Pool::new(template, 4)?;
//! let mut machine = pool.take()?;
//! # Ok::<(), preheat_packager::Error>(())
//! ```

mod builder;
mod command_line;
mod console;
mod cpu_model;
mod disk;
mod error;
mod host;
mod image;
mod initramfs;
pub mod kept;
mod kernel;
mod kvm_probe;
mod machine;
pub mod memory_file;
mod notary;
#[doc(hidden)]
pub mod parsers;
mod pool;
mod port;
mod process;
mod qcow2;
mod qcow2_header;
mod qcow2_reader;
mod qemu;
mod qmp;
pub mod staging;
mod template;
mod template_files;
pub mod usage;
mod walls;

pub use builder::{ArtifactFile, ImageBuilder, Memory, Program, Stage};
pub use cpu_model::TCG_LEVEL;
pub use error::{ConsoleTail, Error};
pub use host::{Host, Hypervisor};
pub use image::Image;
pub use kernel::Kernel;
pub use kvm_probe::KvmProbe;
pub use machine::Machine;
pub use notary::{Cache, Notary};
pub use pool::Pool;
pub use qemu::{BadQemuVersion, Qemu, QemuVersion};
pub use template::Template;
pub use walls::{Standing, Wall};
