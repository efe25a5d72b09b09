//! A file that is written without a name and gets it when it is whole. The process may be killed at any time
//! and nothing remains. Where the file system cannot do that (no `O_TMPFILE`), the file has a temporary name
//! beside its final one, which is removed on drop.

use std::fs::{self, File};
use std::io;
use std::os::fd::AsRawFd;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};

use rustix::fs::{AtFlags, CWD, Mode, OFlags};

use crate::Error;

pub(crate) struct Staged {
    pub(crate) file: File,
    folder: PathBuf,
    temporary: Option<PathBuf>,
}

impl Staged {
    /// A new empty file in a folder that exists.
    pub(crate) fn new_in(folder: &Path) -> Result<Staged, Error> {
        let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
        let mode = Mode::from_raw_mode(0o644);
        let flags = OFlags::TMPFILE | OFlags::RDWR | OFlags::CLOEXEC;
        match rustix::fs::open(folder, flags, mode) {
            Ok(fd) => Ok(Staged { file: fd.into(), folder: folder.to_owned(), temporary: None }),
            Err(
                rustix::io::Errno::OPNOTSUPP | rustix::io::Errno::ISDIR | rustix::io::Errno::INVAL,
            ) => {
                let path = temporary_name(folder);
                let file = File::options()
                    .read(true)
                    .write(true)
                    .create_new(true)
                    .open(&path)
                    .map_err(Error::file("create", &path))?;
                Ok(Staged { file, folder: folder.to_owned(), temporary: Some(path) })
            }
            Err(error) => Err(Error::File {
                doing: "create a file in",
                path: folder.to_owned(),
                source: error.into(),
            }),
        }
    }

    /// A path under which this process and its children can open the file again.
    pub(crate) fn path(&self) -> PathBuf {
        format!("/proc/{}/fd/{}", std::process::id(), self.file.as_raw_fd()).into()
    }

    /// Gives the file its name, in the folder in which it was made. An older file of that name is replaced.
    pub(crate) fn publish(mut self, name: &Path) -> Result<(), Error> {
        let linked = match self.temporary.take() {
            Some(path) => path,
            None => {
                let path = temporary_name(&self.folder);
                rustix::fs::linkat(CWD, self.path(), CWD, &path, AtFlags::SYMLINK_FOLLOW)
                    .map_err(io::Error::from)
                    .map_err(Error::file("name", name))?;
                path
            }
        };
        fs::rename(&linked, name).map_err(|source| {
            let _ = fs::remove_file(&linked);
            Error::File { doing: "write", path: name.to_owned(), source }
        })
    }
}

impl Drop for Staged {
    fn drop(&mut self) {
        if let Some(path) = &self.temporary {
            let _ = fs::remove_file(path);
        }
    }
}

fn temporary_name(folder: &Path) -> PathBuf {
    static NEXT: AtomicU32 = AtomicU32::new(0);
    let number = NEXT.fetch_add(1, Ordering::Relaxed);
    folder.join(format!(".preheat-{}-{number}.tmp", std::process::id()))
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use super::*;

    #[test]
    fn a_file_appears_whole_or_not_at_all() {
        let folder = tempfile::tempdir().unwrap();
        let count = || fs::read_dir(folder.path()).unwrap().count();
        let name = folder.path().join("out");
        for content in ["one", "two"] {
            let before = count();
            let mut staged = Staged::new_in(folder.path()).unwrap();
            staged.file.write_all(content.as_bytes()).unwrap();
            if staged.temporary.is_none() {
                assert_eq!(count(), before, "nothing is seen before it is published");
            }
            staged.publish(&name).unwrap();
            assert_eq!(fs::read_to_string(&name).unwrap(), content);
            assert_eq!(count(), 1);
        }
        drop(Staged::new_in(folder.path()).unwrap());
        assert_eq!(count(), 1);
    }
}
