//! Machine code that does what no compiler of ours emits: system calls of its own. What it was answered comes
//! back as output, so that a test can say what got through.

use std::path::Path;
use std::process::{Child, Command, Output, Stdio};

use preheat_formats::protocol::*;

use super::served::*;
use super::*;

/// Where results of system calls are put, 8 bytes each, and what else lies in memory.
const RESULTS: u32 = 4096;
const VECTOR: u32 = 16;
/// Strings and structures of the test's own, from here to [`RESULTS`].
pub const DATA: u32 = 64;

/// An argument of a system call.
#[derive(Debug, Clone, Copy)]
pub enum Arg {
    Number(u64),
    /// The address of a byte of linear memory.
    Address(u32),
    /// The result of an earlier call.
    Result(u32),
}

pub use Arg::{Address, Number, Result as Answer};

/// A program that makes system calls, one after the other.
#[derive(Clone)]
pub struct Attack {
    code: Code,
    memory: Vec<u8>,
    calls: u32,
}

impl Attack {
    pub fn new() -> Attack {
        Attack { code: Code::new(), memory: vec![0; DATA as usize], calls: 0 }
    }

    /// Bytes in memory; gives where.
    pub fn data(&mut self, bytes: &[u8]) -> u32 {
        self.memory.resize(self.memory.len().next_multiple_of(8), 0);
        let at = self.memory.len() as u32;
        self.memory.extend_from_slice(bytes);
        assert!(self.memory.len() < RESULTS as usize);
        at
    }

    /// A string in memory.
    pub fn text(&mut self, text: impl AsRef<Path>) -> u32 {
        use std::os::unix::ffi::OsStrExt;
        let bytes = [text.as_ref().as_os_str().as_bytes(), b"\0"].concat();
        self.data(&bytes)
    }

    /// memory[to] = the address of memory[of]
    pub fn point(mut self, to: u32, of: u32) -> Attack {
        self.code = self
            .code
            .bytes(&[0x48, 0x8d, 0x83])
            .bytes(&of.to_le_bytes())
            .bytes(&[0x48, 0x89, 0x83])
            .bytes(&to.to_le_bytes());
        self
    }

    /// rax = the answer of a system call.
    fn raw(mut self, number: i64, args: &[Arg]) -> Attack {
        // rdi, rsi, rdx, r10, r8, r9: movabs, lea and mov from [rbx + 32 bits].
        const REGISTERS: [([u8; 2], [u8; 3], [u8; 3]); 6] = [
            ([0x48, 0xbf], [0x48, 0x8d, 0xbb], [0x48, 0x8b, 0xbb]),
            ([0x48, 0xbe], [0x48, 0x8d, 0xb3], [0x48, 0x8b, 0xb3]),
            ([0x48, 0xba], [0x48, 0x8d, 0x93], [0x48, 0x8b, 0x93]),
            ([0x49, 0xba], [0x4c, 0x8d, 0x93], [0x4c, 0x8b, 0x93]),
            ([0x49, 0xb8], [0x4c, 0x8d, 0x83], [0x4c, 0x8b, 0x83]),
            ([0x49, 0xb9], [0x4c, 0x8d, 0x8b], [0x4c, 0x8b, 0x8b]),
        ];
        let mut code = self.code;
        for (register, arg) in REGISTERS.iter().zip(args) {
            code = match arg {
                Number(number) => code.bytes(&register.0).bytes(&number.to_le_bytes()),
                Address(at) => code.bytes(&register.1).bytes(&at.to_le_bytes()),
                Answer(call) => code.bytes(&register.2).bytes(&(RESULTS + 8 * call).to_le_bytes()),
            };
        }
        self.code = code.bytes(&[0x48, 0xb8]).bytes(&number.to_le_bytes()).bytes(&[0x0f, 0x05]);
        self
    }

    /// A system call, and its answer kept.
    pub fn call(mut self, number: i64, args: &[Arg]) -> Attack {
        self = self.raw(number, args);
        let at = RESULTS + 8 * self.calls;
        self.code = self.code.bytes(&[0x48, 0x89, 0x83]).bytes(&at.to_le_bytes());
        self.calls += 1;
        self
    }

    /// Forks a process that sleeps for ever; the answer is kept.
    pub fn fork(self) -> Attack {
        self.fork_as(libc::SIGCHLD as u64, libc::SYS_pause)
    }

    /// The same with these flags, and a call that waits if its arguments are all 0.
    pub fn fork_as(mut self, flags: u64, wait: i64) -> Attack {
        // Where the child's number would go.
        let number = Address(RESULTS - 8);
        self = self.raw(libc::SYS_clone, &[Number(flags), Number(0), Number(0), number, Number(0)]);
        // test rax, rax; jne over the child's part
        let child = Attack::new().raw(wait, &[Number(0); 5]).code.0.split_off(Code::new().0.len());
        self.code = self.code.bytes(&[0x48, 0x85, 0xc0, 0x75, child.len() as u8 + 2]).bytes(&child);
        // jmp back
        self.code = self.code.bytes(&[0xeb, (-(child.len() as i8 + 2)) as u8]);
        let at = RESULTS + 8 * self.calls;
        self.code = self.code.bytes(&[0x48, 0x89, 0x83]).bytes(&at.to_le_bytes());
        self.calls += 1;
        self
    }

    /// The same in a request: what it does, it does after the warm point.
    pub fn in_request(mut self) -> Attack {
        let own = self.code.0.split_off(Code::new().0.len());
        self.code = Code::new().host_call(0, &[0, 0, 1, 8]).bytes(&own);
        self
    }

    /// Waits for a request: what was done before is done in the zygote.
    pub fn warm_point(mut self) -> Attack {
        self.code = self.code.host_call(0, &[0, 0, 1, 8]);
        self
    }

    /// Any machine code.
    pub fn then(mut self, bytes: &[u8]) -> Attack {
        self.code = self.code.bytes(bytes);
        self
    }

    pub fn calls(&self) -> u32 {
        self.calls
    }

    /// Writes the results with WASI.
    pub fn parts(&self) -> Parts {
        let mut memory = self.memory.clone();
        // The buffer that is read to lies behind the results.
        for (at, word) in [(0, 32768), (4, 1024), (VECTOR, RESULTS), (VECTOR + 4, 8 * self.calls)] {
            memory[at as usize..at as usize + 4].copy_from_slice(&word.to_le_bytes());
        }
        let code = self.code.clone().host_call(1, &[1, VECTOR, 1, 8]).finish();
        Parts::command(code, &echo_imports(), &memory)
    }

    /// What the calls were answered in `preheat-agent run`, or how else it ended.
    pub fn run(&self, without: &[&str], options: &[&str]) -> Ended {
        let dir = tempfile::tempdir().unwrap();
        let path = self.parts().write(dir.path(), "attack.preheat");
        let mut command = agent_without(without);
        command.arg("run").args(options).arg(&path);
        Ended::of_run(command.stdin(Stdio::null()).output().unwrap())
    }

    /// The same in a request to `preheat-agent serve`.
    pub fn serve(&self, without: &[&str], options: &[&str]) -> Ended {
        let mut served = self.served(without, options);
        Ended::of_request(served.answer(b"x"))
    }

    pub fn served(&self, without: &[&str], options: &[&str]) -> Served {
        let dir = tempfile::tempdir().unwrap();
        let mut command = agent_without(without);
        command.arg("serve").args(options).arg(self.parts().write(dir.path(), "attack.preheat"));
        command.stderr(Stdio::null());
        Served::spawn(command)
    }

    /// Starts `preheat-agent run`, with its output to be read.
    pub fn start(&self, dir: &Path, options: &[&str]) -> Child {
        let path = self.parts().write(dir, "attack.preheat");
        let mut command = agent();
        command.arg("run").args(options).arg(path);
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap()
    }
}

/// The agent's command with walls taken for missing.
pub fn agent_without(walls: &[&str]) -> Command {
    let mut command = agent();
    if !walls.is_empty() {
        command.env("PREHEAT_WITHOUT_WALLS", walls.join(","));
    }
    command
}

/// How an attack ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Ended {
    /// The calls' answers.
    Answers(Vec<i64>),
    /// By this signal.
    Killed(i32),
    Other(String),
}

impl Ended {
    fn answers(bytes: &[u8]) -> Ended {
        let (answers, _) = bytes.as_chunks::<8>();
        Ended::Answers(answers.iter().map(|answer| i64::from_le_bytes(*answer)).collect())
    }

    fn of_run(output: Output) -> Ended {
        let text = String::from_utf8_lossy(&output.stderr);
        match output.status.code() {
            Some(0) => Ended::answers(&output.stdout),
            Some(139) if text.contains("SIGSYS") => Ended::Killed(libc::SIGSYS),
            Some(139) if text.contains("SIGSEGV") => Ended::Killed(libc::SIGSEGV),
            _ => Ended::Other(format!("{}: {text}", output.status)),
        }
    }

    fn of_request(response: Response) -> Ended {
        match response.outcome {
            Outcome::Exit(0) => Ended::answers(&response.stdout),
            Outcome::Died { signal: Some(signal) } => Ended::Killed(signal),
            _ => Ended::Other(format!("{response:?}")),
        }
    }

    /// Whether the last call did not do what it was asked.
    pub fn failed(&self) -> bool {
        match self {
            Ended::Killed(signal) => *signal == libc::SIGSYS,
            Ended::Answers(answers) => answers.last().is_some_and(|answer| *answer < 0),
            Ended::Other(_) => false,
        }
    }

    /// Whether all calls did what they were asked.
    pub fn succeeded(&self) -> bool {
        matches!(self, Ended::Answers(answers) if answers.iter().all(|answer| *answer >= 0))
    }
}
