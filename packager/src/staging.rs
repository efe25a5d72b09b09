//! The one way in which files are written: a file has no name until it is whole, so whoever looks sees the
//! old content or the new, and a process that is killed leaves nothing. Where the file system cannot do that
//! (no `O_TMPFILE`), and for the moment in which an old file is replaced, it has a temporary name beside its
//! final one; one that was left there by a process that was killed is removed by the next one that needs such
//! a name in the folder.
//!
//! What is no regular file is never replaced: [`write`] writes through it, or it is refused. What is written,
//! others know.

use std::fs::{self, File};
use std::io::{self, Write};
use std::os::fd::{AsFd, AsRawFd};
use std::os::unix::fs::{FileTypeExt, MetadataExt, OpenOptionsExt, PermissionsExt};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};

use rustix::fs::{AtFlags, CWD, FlockOperation, Mode, OFlags};
use rustix::io::Errno;

/// Symbolic links that lead to one another, as many as the kernel follows.
const MOST_LINKS: usize = 40;
const MODE: u32 = 0o644;

/// Writes a file whole or not at all; a device, a pipe or one of our own streams is written through.
pub fn write(path: &Path, content: &[u8]) -> io::Result<()> {
    match destination(path)? {
        Destination::File(name) => {
            let staged = Staged::beside(&name)?;
            (&staged.file).write_all(content)?;
            staged.publish(&name)
        }
        Destination::OwnStream(mut stream) => stream.write_all(content),
        Destination::Through(path) => {
            let stream = File::options().write(true).custom_flags(libc::O_NOCTTY).open(path);
            stream?.write_all(content)
        }
    }
}

/// Where a regular file of this name lies or is to lie; others are refused. Asked before the work, it spares
/// work in vain.
pub fn regular(path: &Path) -> io::Result<PathBuf> {
    match destination(path)? {
        Destination::File(name) => Ok(name),
        Destination::OwnStream(_) | Destination::Through(_) => {
            Err(refused("a device or a pipe, and this has to be a file"))
        }
    }
}

enum Destination {
    /// A regular file, or a name that is free; no symbolic link.
    File(PathBuf),
    /// Our stdout or stderr.
    OwnStream(File),
    /// A device or a pipe of this name.
    Through(PathBuf),
}

fn destination(path: &Path) -> io::Result<Destination> {
    let metadata = match fs::metadata(path) {
        Ok(metadata) => metadata,
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            return follow(path).map(Destination::File);
        }
        Err(error) => return Err(error),
    };
    if let Some(stream) = own_stream(&metadata)? {
        return Ok(Destination::OwnStream(stream));
    }
    let kind = metadata.file_type();
    if kind.is_file() {
        fs::canonicalize(path).map(Destination::File)
    } else if kind.is_char_device() || kind.is_fifo() {
        Ok(Destination::Through(path.to_owned()))
    } else if kind.is_dir() {
        Err(io::ErrorKind::IsADirectory.into())
    } else {
        Err(refused("neither a file nor something that can be written through"))
    }
}

fn refused(what: &str) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidInput, format!("it is {what}"))
}

/// The name to which symbolic links lead that end at nothing.
fn follow(path: &Path) -> io::Result<PathBuf> {
    let mut name = path.to_owned();
    for _ in 0..MOST_LINKS {
        match fs::read_link(&name) {
            Ok(target) => name = folder_of(&name).join(target),
            Err(_) => return Ok(name),
        }
    }
    Err(Errno::LOOP.into())
}

/// What is our own stdout or stderr, as `/dev/stdout` is, goes where that stands now.
fn own_stream(metadata: &fs::Metadata) -> io::Result<Option<File>> {
    let (stdout, stderr) = (io::stdout(), io::stderr());
    for stream in [stdout.as_fd(), stderr.as_fd()] {
        let same = rustix::fs::fstat(stream)
            .is_ok_and(|own| own.st_dev == metadata.dev() && own.st_ino == metadata.ino());
        if same {
            return stream.try_clone_to_owned().map(|fd| Some(fd.into()));
        }
    }
    Ok(None)
}

fn folder_of(path: &Path) -> &Path {
    path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

/// A new file without a name.
#[derive(Debug)]
pub struct Staged {
    pub file: File,
    folder: PathBuf,
    /// Where the file system wants one.
    temporary: Option<PathBuf>,
}

impl Staged {
    /// In the folder in which it is to have this name.
    pub fn beside(name: &Path) -> io::Result<Staged> {
        Staged::new_in(folder_of(name))
    }

    /// In a folder that exists.
    pub fn new_in(folder: &Path) -> io::Result<Staged> {
        let flags = OFlags::TMPFILE | OFlags::RDWR | OFlags::CLOEXEC;
        match rustix::fs::open(folder, flags, Mode::from_raw_mode(MODE)) {
            Ok(fd) => {
                let staged = Staged { file: fd.into(), folder: folder.to_owned(), temporary: None };
                hold(&staged.file);
                Ok(staged)
            }
            Err(Errno::OPNOTSUPP | Errno::ISDIR | Errno::INVAL) => Staged::named_in(folder),
            Err(error) => Err(error.into()),
        }
    }

    /// As [`Staged::new_in`] where the file system knows no files without names.
    fn named_in(folder: &Path) -> io::Result<Staged> {
        sweep(folder);
        loop {
            let path = temporary_name(folder);
            let mut options = File::options();
            let file = options.read(true).write(true).create_new(true).mode(MODE).open(&path)?;
            hold(&file);
            // Before it was held somebody may have taken it for one that was left behind.
            if file.metadata()?.nlink() > 0 {
                return Ok(Staged { file, folder: folder.to_owned(), temporary: Some(path) });
            }
        }
    }

    /// A path under which this process and its children can open the file again.
    pub fn path(&self) -> PathBuf {
        format!("/proc/{}/fd/{}", std::process::id(), self.file.as_raw_fd()).into()
    }

    /// Gives the file its name, in the folder in which it was made. An older file of that name is replaced,
    /// whose permissions it takes over.
    pub fn publish(mut self, name: &Path) -> io::Result<()> {
        let old = fs::symlink_metadata(name).ok();
        if let Some(old) = &old {
            let permissions = fs::Permissions::from_mode(old.permissions().mode() & 0o777);
            self.file.set_permissions(permissions)?;
        }
        if self.temporary.is_none() {
            if old.is_none() && self.link(name).is_ok() {
                return Ok(());
            }
            // A link replaces nothing, a new name does.
            sweep(&self.folder);
            let path = temporary_name(&self.folder);
            self.link(&path)?;
            self.temporary = Some(path);
        }
        let temporary = self.temporary.as_ref().expect("it has one by now");
        fs::rename(temporary, name)?;
        self.temporary = None;
        Ok(())
    }

    /// Gives the file its name if nothing has it yet.
    pub fn publish_new(self, name: &Path) -> io::Result<()> {
        self.link(name)
    }

    fn link(&self, name: &Path) -> io::Result<()> {
        Ok(rustix::fs::linkat(CWD, self.path(), CWD, name, AtFlags::SYMLINK_FOLLOW)?)
    }
}

impl Drop for Staged {
    fn drop(&mut self) {
        if let Some(path) = &self.temporary {
            let _ = fs::remove_file(path);
        }
    }
}

/// Says that somebody still writes a file, as long as it is open; where files cannot be locked, nobody is
/// told.
fn hold(file: &File) {
    let _ = rustix::fs::flock(file, FlockOperation::NonBlockingLockExclusive);
}

const PREFIX: &str = ".preheat-";
const SUFFIX: &str = ".tmp";

fn temporary_name(folder: &Path) -> PathBuf {
    static NEXT: AtomicU32 = AtomicU32::new(0);
    let number = NEXT.fetch_add(1, Ordering::Relaxed);
    folder.join(format!("{PREFIX}{}-{number}{SUFFIX}", std::process::id()))
}

/// Removes temporary files that nobody holds: whoever wrote them was killed.
pub fn sweep(folder: &Path) {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    for entry in entries {
        let name = entry.file_name();
        let ours =
            name.to_str().is_some_and(|name| name.starts_with(PREFIX) && name.ends_with(SUFFIX));
        if !ours || !entry.file_type().is_ok_and(|kind| kind.is_file()) {
            continue;
        }
        let path = entry.path();
        if let Ok(file) = File::open(&path)
            && rustix::fs::flock(&file, FlockOperation::NonBlockingLockExclusive).is_ok()
        {
            let _ = fs::remove_file(&path);
        }
    }
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::symlink;

    use super::*;

    fn names(folder: &Path) -> Vec<String> {
        let entries = fs::read_dir(folder).unwrap();
        let mut names: Vec<String> =
            entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        names
    }

    #[test]
    fn a_file_appears_whole_or_not_at_all() {
        let folder = tempfile::tempdir().unwrap();
        let name = folder.path().join("out");
        for content in ["one", "two"] {
            let before = names(folder.path());
            let mut staged = Staged::beside(&name).unwrap();
            staged.file.write_all(content.as_bytes()).unwrap();
            if staged.temporary.is_none() {
                assert_eq!(names(folder.path()), before, "nothing is seen before it is published");
            }
            staged.publish(&name).unwrap();
            assert_eq!(fs::read_to_string(&name).unwrap(), content);
            assert_eq!(names(folder.path()), ["out"]);
        }
        drop(Staged::beside(&name).unwrap());
        assert_eq!(names(folder.path()), ["out"]);
    }

    #[test]
    fn what_killed_writers_left_is_removed_and_what_others_write_is_not() {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join(".preheat-1-0.tmp"), "left").unwrap();
        fs::write(folder.path().join(".preheat-notes"), "not ours").unwrap();
        let name = folder.path().join("out");
        let mut writing = Staged::named_in(folder.path()).unwrap();
        writing.file.write_all(b"one").unwrap();
        // Replacing needs a temporary name, so it looks around.
        for content in ["two", "three"] {
            write(&name, content.as_bytes()).unwrap();
        }
        assert_eq!(names(folder.path()).len(), 3, "{:?}", names(folder.path()));
        writing.publish(&name).unwrap();
        assert_eq!(fs::read_to_string(&name).unwrap(), "one");
        assert_eq!(names(folder.path()), [".preheat-notes", "out"]);
    }

    #[test]
    fn links_are_followed_and_stay_links() {
        let folder = tempfile::tempdir().unwrap();
        let at = |name: &str| folder.path().join(name);
        fs::create_dir(at("elsewhere")).unwrap();
        symlink("elsewhere/new", at("to-nothing")).unwrap();
        symlink("to-nothing", at("to-link")).unwrap();
        for content in ["one", "two"] {
            write(&at("to-link"), content.as_bytes()).unwrap();
            assert_eq!(fs::read_to_string(at("elsewhere/new")).unwrap(), content);
            assert_eq!(names(folder.path()), ["elsewhere", "to-link", "to-nothing"]);
            assert!(at("to-link").is_symlink() && at("to-nothing").is_symlink());
        }
        symlink("round", at("round")).unwrap();
        assert!(write(&at("round"), b"x").is_err() && at("round").is_symlink());
    }

    #[test]
    fn pipes_and_devices_are_written_through_and_others_refused() {
        let folder = tempfile::tempdir().unwrap();
        let pipe = folder.path().join("pipe");
        rustix::fs::mknodat(CWD, &pipe, rustix::fs::FileType::Fifo, Mode::RWXU, 0).unwrap();
        let reader = std::thread::spawn({
            let pipe = pipe.clone();
            move || fs::read_to_string(pipe).unwrap()
        });
        write(&pipe, b"through").unwrap();
        assert_eq!(reader.join().unwrap(), "through");
        write(Path::new("/dev/null"), b"x").unwrap();
        let full = write(Path::new("/dev/full"), b"x").unwrap_err();
        assert_eq!(full.kind(), io::ErrorKind::StorageFull);
        assert!(Path::new("/dev/null").metadata().unwrap().file_type().is_char_device());
        let socket = folder.path().join("socket");
        let _listener = std::os::unix::net::UnixListener::bind(&socket).unwrap();
        for other in [folder.path(), &socket] {
            assert!(write(other, b"x").is_err());
        }
        for other in [&pipe, Path::new("/dev/null"), folder.path()] {
            assert!(regular(other).is_err(), "{}", other.display());
        }
        assert_eq!(names(folder.path()), ["pipe", "socket"]);
    }

    #[test]
    fn an_old_file_keeps_its_permissions() {
        let folder = tempfile::tempdir().unwrap();
        let name = folder.path().join("secret");
        fs::write(&name, "old").unwrap();
        fs::set_permissions(&name, fs::Permissions::from_mode(0o600)).unwrap();
        write(&name, b"new").unwrap();
        assert!(Staged::beside(&name).unwrap().publish_new(&name).is_err());
        assert_eq!(fs::read(&name).unwrap(), b"new");
        assert_eq!(fs::metadata(&name).unwrap().permissions().mode() & 0o777, 0o600);
    }
}
