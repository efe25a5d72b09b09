//! The walls by name, and what was found of each: that it holds, or why it does not. Putting them up is the
//! other files' of this folder.

use std::fmt;
use std::sync::atomic::{AtomicU64, Ordering};

use rustix::io::Errno;

use crate::mapping::{Access, Mapping, Sharing};

/// The environment variable that names walls, separated by commas, that are to be taken for missing: so that
/// tests and people see what the others hold.
pub const SETTING: &str = "PREHEAT_WITHOUT_WALLS";

/// One of the walls around a program's process.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wall {
    Environment,
    Privileges,
    Limits,
    Seccomp,
    Landlock,
    Namespaces,
}

impl Wall {
    pub const ALL: [Wall; 6] = [
        Wall::Environment,
        Wall::Privileges,
        Wall::Limits,
        Wall::Seccomp,
        Wall::Landlock,
        Wall::Namespaces,
    ];

    pub fn name(self) -> &'static str {
        match self {
            Wall::Environment => "environment",
            Wall::Privileges => "privileges",
            Wall::Limits => "limits",
            Wall::Seccomp => "seccomp",
            Wall::Landlock => "landlock",
            Wall::Namespaces => "namespaces",
        }
    }

    /// What it keeps a program from, for people.
    pub fn keeps_from(self) -> &'static str {
        match self {
            Wall::Environment => "nothing of our own environment is in the program's process",
            Wall::Privileges => "no capabilities, and no way to new privileges",
            Wall::Limits => {
                "no core dump; addresses, data, processor time and processes are limited"
            }
            Wall::Seccomp => {
                "only the system calls of WASI: no other program, no socket, no signal, no tracing"
            }
            Wall::Landlock => "no file but those below --dir",
            Wall::Namespaces => {
                "users, processes, mounts, network and IPC of its own: nobody else is there"
            }
        }
    }

    pub fn named(name: &str) -> Option<Wall> {
        Wall::ALL.into_iter().find(|wall| wall.name() == name)
    }
}

/// Whether a wall stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// Not tried, or the process ended before it could say.
    Unknown,
    Held,
    Missing(Why),
}

/// Why a wall does not stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Why {
    /// [`SETTING`] says so.
    Pretended,
    /// The kernel has no such thing, or it is switched off.
    NotOffered,
    /// The system said no, with this errno.
    Refused(Errno),
}

impl fmt::Display for Why {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Why::Pretended => write!(f, "because {} says so", SETTING),
            Why::NotOffered => f.write_str("this kernel does not offer it"),
            Why::Refused(errno) => {
                write!(f, "the system refuses it: {}", std::io::Error::from(*errno))
            }
        }
    }
}

impl From<Errno> for Why {
    fn from(errno: Errno) -> Why {
        match errno {
            Errno::NOSYS | Errno::OPNOTSUPP => Why::NotOffered,
            other => Why::Refused(other),
        }
    }
}

/// What was found of each wall.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Findings([State; Wall::ALL.len()]);

impl Default for Findings {
    fn default() -> Findings {
        Findings([State::Unknown; Wall::ALL.len()])
    }
}

impl Findings {
    pub fn note(&mut self, wall: Wall, result: Result<(), Why>) {
        self.0[wall as usize] = match result {
            Ok(()) => State::Held,
            Err(why) => State::Missing(why),
        };
    }

    pub fn all(&self) -> impl Iterator<Item = (Wall, State)> + '_ {
        Wall::ALL.into_iter().map(|wall| (wall, self.0[wall as usize]))
    }

    /// Those that do not stand, in words; none if all do.
    pub fn missing(&self) -> Option<String> {
        let missing: Vec<String> = self
            .all()
            .filter_map(|(wall, state)| match state {
                State::Held => None,
                State::Missing(why) => Some(format!("{} ({why})", wall.name())),
                State::Unknown => Some(format!("{} (not known)", wall.name())),
            })
            .collect();
        (!missing.is_empty()).then(|| missing.join(", "))
    }
}

/// Findings where the process that they are about and the one that wants to know both see them. What is read
/// here is for people: the process behind the walls may write anything.
#[derive(Debug)]
pub struct Board(Mapping);

const WORDS: usize = Wall::ALL.len() + 1;
const HELD: u64 = 1;
const PRETENDED: u64 = 2;
const NOT_OFFERED: u64 = 3;
/// With the errno below it.
const REFUSED: u64 = 1 << 32;

impl Board {
    pub fn new() -> Result<Board, Errno> {
        Mapping::anonymous(8 * WORDS, Access::ReadWrite, Sharing::Shared).map(Board)
    }

    fn words(&self) -> &[AtomicU64; WORDS] {
        // SAFETY: the mapping holds that many zeroed, aligned words, which are only ever accessed atomically.
        unsafe { &*self.0.start().cast() }
    }

    pub fn write(&self, findings: &Findings) {
        for (wall, state) in findings.all() {
            let word = match state {
                State::Unknown => 0,
                State::Held => HELD,
                State::Missing(Why::Pretended) => PRETENDED,
                State::Missing(Why::NotOffered) => NOT_OFFERED,
                State::Missing(Why::Refused(errno)) => REFUSED | errno.raw_os_error() as u64,
            };
            self.words()[wall as usize].store(word, Ordering::Relaxed);
        }
    }

    pub fn read(&self) -> Findings {
        let mut findings = Findings::default();
        for wall in Wall::ALL {
            findings.0[wall as usize] = match self.words()[wall as usize].load(Ordering::Relaxed) {
                0 => State::Unknown,
                HELD => State::Held,
                PRETENDED => State::Missing(Why::Pretended),
                NOT_OFFERED => State::Missing(Why::NotOffered),
                other => {
                    State::Missing(Why::Refused(Errno::from_raw_os_error((other & 0xfff) as i32)))
                }
            };
        }
        findings
    }

    /// Whether nobody has told yet what is missing; from now on somebody has.
    pub fn is_first_to_tell(&self) -> bool {
        self.words()[WORDS - 1].swap(1, Ordering::Relaxed) == 0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_on_the_board_is_read_back_and_said() {
        let board = Board::new().unwrap();
        assert_eq!(board.read(), Findings::default());
        let mut findings = Findings::default();
        for wall in Wall::ALL {
            findings.note(wall, Ok(()));
            assert_eq!(Wall::named(wall.name()), Some(wall));
        }
        board.write(&findings);
        assert_eq!(board.read().missing(), None);
        findings.note(Wall::Seccomp, Err(Errno::NOSYS.into()));
        findings.note(Wall::Landlock, Err(Why::Pretended));
        findings.note(Wall::Namespaces, Err(Errno::PERM.into()));
        board.write(&findings);
        assert_eq!(board.read(), findings);
        let said = "seccomp (this kernel does not offer it), landlock (because PREHEAT_WITHOUT_WALLS says so), \
                    namespaces (the system refuses it: Operation not permitted (os error 1))";
        assert_eq!(findings.missing().as_deref(), Some(said));
        assert!(board.is_first_to_tell() && !board.is_first_to_tell());
    }
}
