//! Whether KVM runs code here. `/dev/kvm` may be there, and make machines and processors, and still not run
//! an ordinary kernel (a nested or emulated KVM); QEMU then hangs or stops. So a few instructions are run on
//! a bare processor, and only if HLT is what ends them does KVM count as working. Takes about a millisecond;
//! a child process does it, so that a KVM which never returns costs only the child.

use std::fmt;
use std::fs::File;
use std::io::{self, Read, Write};
use std::path::Path;
use std::thread;
use std::time::{Duration, Instant};

use kvm_bindings::{kvm_segment, kvm_userspace_memory_region};
use kvm_ioctls::{Kvm, VcpuExit};
use rustix::event::{PollFd, PollFlags, poll};
use rustix::mm::{MapFlags, ProtFlags, mmap_anonymous};
use rustix::process::{
    Pid, Signal, WaitOptions, kill_process, set_parent_process_death_signal, waitpid,
};

use crate::process::timespec;

const DEVICE: &str = "/dev/kvm";
const LIMIT: Duration = Duration::from_millis(500);

/// What came of asking KVM to run code.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum KvmProbe {
    /// It ran a loop and stopped where it should.
    Works,
    /// This machine has no KVM.
    Absent,
    /// It is there, and cannot be used: why.
    Unusable(String),
}

impl KvmProbe {
    /// Tries it.
    pub fn run() -> KvmProbe {
        if !Path::new(DEVICE).exists() {
            return KvmProbe::Absent;
        }
        match in_child(LIMIT, run_code) {
            Ok(answer) if answer.is_empty() => KvmProbe::Works,
            Ok(answer) => KvmProbe::Unusable(answer),
            Err(error) => KvmProbe::Unusable(format!("cannot be tried: {error}")),
        }
    }
}

impl fmt::Display for KvmProbe {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            KvmProbe::Works => f.write_str("works"),
            KvmProbe::Absent => f.write_str("absent (there is no /dev/kvm)"),
            KvmProbe::Unusable(why) => write!(f, "not usable: {why}"),
        }
    }
}

/// 32-bit code: a loop of a thousand turns, an instruction with a VEX prefix (emulators inside a KVM tend to
/// know neither AVX nor BMI), HLT.
const CODE: &[u8] = &[
    0xb9, 0xe8, 0x03, 0x00, 0x00, // mov ecx, 1000
    0x40, // again: inc eax
    0x49, // dec ecx
    0x75, 0xfc, // jnz again
    0xc4, 0xe3, 0x7b, 0xf0, 0xd8, 0x01, // rorx ebx, eax, 1
    0xf4, // hlt
];
const VEX: std::ops::Range<usize> = 9..15;
const NOP: u8 = 0x90;
const CODE_AT: u64 = 0x1000;
const PAGE: usize = 4096;

/// Runs the code on a bare processor. An empty answer is success, otherwise why not.
fn run_code() -> String {
    match try_code() {
        Ok(()) => String::new(),
        Err(why) => why,
    }
}

fn try_code() -> Result<(), String> {
    let step = |what: &'static str| move |error: kvm_ioctls::Error| format!("{what}: {error}");
    let kvm = Kvm::new().map_err(|error| match error.errno() {
        libc::EACCES | libc::EPERM => {
            format!("no permission to open {DEVICE}: add yourself to the group kvm")
        }
        _ => format!("{DEVICE} does not open: {error}"),
    })?;
    let vm = kvm.create_vm().map_err(step("it makes no machine"))?;
    // SAFETY: a new private mapping at an address that the kernel chooses.
    let memory = unsafe {
        mmap_anonymous(
            std::ptr::null_mut(),
            PAGE,
            ProtFlags::READ | ProtFlags::WRITE,
            MapFlags::PRIVATE,
        )
    }
    .map_err(|error| format!("no memory: {error}"))?;
    let mut code = CODE.to_vec();
    if !std::arch::is_x86_feature_detected!("bmi2") {
        code[VEX].fill(NOP);
    }
    // SAFETY: the mapping is a page long, the code is shorter, and nobody else has either.
    unsafe { std::ptr::copy_nonoverlapping(code.as_ptr(), memory.cast(), code.len()) };
    let region = kvm_userspace_memory_region {
        slot: 0,
        flags: 0,
        guest_phys_addr: CODE_AT,
        memory_size: PAGE as u64,
        userspace_addr: memory as u64,
    };
    // SAFETY: the mapping lasts until this child process ends, and so longer than the machine.
    unsafe { vm.set_user_memory_region(region) }.map_err(step("it takes no memory"))?;
    let mut vcpu = vm.create_vcpu(0).map_err(step("it makes no processor"))?;

    let mut special = vcpu.get_sregs().map_err(step("no registers"))?;
    let flat = |segment: &mut kvm_segment, kind: u8| {
        *segment = kvm_segment {
            base: 0,
            limit: 0xffff_ffff,
            selector: segment.selector,
            type_: kind,
            present: 1,
            db: 1,
            s: 1,
            g: 1,
            ..Default::default()
        };
    };
    flat(&mut special.cs, 0xb);
    for data in
        [&mut special.ds, &mut special.es, &mut special.fs, &mut special.gs, &mut special.ss]
    {
        flat(data, 0x3);
    }
    // Protected mode.
    special.cr0 |= 1;
    vcpu.set_sregs(&special).map_err(step("no registers"))?;
    let mut registers = vcpu.get_regs().map_err(step("no registers"))?;
    // Bit 1 of the flags is always set.
    (registers.rip, registers.rax, registers.rflags) = (CODE_AT, 0, 2);
    vcpu.set_regs(&registers).map_err(step("no registers"))?;

    match vcpu.run() {
        Ok(VcpuExit::Hlt) => {}
        Ok(other) => return Err(format!("it does not run plain code: it ends with {other:?}")),
        Err(error) => return Err(format!("it does not run plain code: {error}")),
    }
    let registers = vcpu.get_regs().map_err(step("no registers"))?;
    let end = CODE_AT + CODE.len() as u64;
    if registers.rax != 1000 || registers.rip != end {
        return Err("it runs plain code wrongly".into());
    }
    Ok(())
}

/// What `work` says in a child process; an error when it says nothing within the limit.
fn in_child(limit: Duration, work: impl FnOnce() -> String) -> io::Result<String> {
    let (from, to) = rustix::pipe::pipe_with(rustix::pipe::PipeFlags::CLOEXEC)?;
    // SAFETY: glibc keeps its allocator usable in the child of a process with threads, which is all that
    // `work` needs beyond system calls, and the child leaves by `_exit`, without running anyone's
    // destructors.
    let pid = unsafe { libc::fork() };
    let pid = match pid {
        -1 => return Err(io::Error::last_os_error()),
        0 => {
            // Not even while it hangs may it outlive us.
            let _ = set_parent_process_death_signal(Some(Signal::KILL));
            let answer = work();
            let told = File::from(to).write_all(answer.as_bytes());
            // SAFETY: ends the process at once.
            unsafe { libc::_exit(i32::from(told.is_err())) }
        }
        child => Pid::from_raw(child).ok_or_else(|| io::Error::other("fork gave no process"))?,
    };
    drop(to);
    let answer = read_until(File::from(from), Instant::now() + limit);
    if answer.is_err() {
        let _ = kill_process(pid, Signal::KILL);
    }
    let ended = reap(pid, Instant::now() + limit);
    match (answer?, ended) {
        (answer, Some(0)) => Ok(answer),
        (_, status) => Err(io::Error::other(format!("the child ended with {status:?}"))),
    }
}

fn read_until(mut from: File, deadline: Instant) -> io::Result<String> {
    let mut answer = Vec::new();
    loop {
        let left = deadline.saturating_duration_since(Instant::now());
        let mut fds = [PollFd::new(&from, PollFlags::IN)];
        match poll(&mut fds, Some(&timespec(left))) {
            Ok(0) => return Err(io::Error::other("it hangs")),
            Ok(_) => {
                let mut buffer = [0; 1024];
                match from.read(&mut buffer)? {
                    0 => return Ok(String::from_utf8_lossy(&answer).into_owned()),
                    read => answer.extend_from_slice(&buffer[..read]),
                }
            }
            Err(rustix::io::Errno::INTR) => {}
            Err(error) => return Err(error.into()),
        }
    }
}

/// The exit code. A child that the kernel does not let go is left behind rather than waited for.
fn reap(pid: Pid, deadline: Instant) -> Option<i32> {
    loop {
        match waitpid(Some(pid), WaitOptions::NOHANG) {
            Ok(Some((_, status))) => return status.exit_status(),
            Ok(None) | Err(rustix::io::Errno::INTR) => {}
            Err(_) => return None,
        }
        if Instant::now() > deadline {
            return None;
        }
        thread::sleep(Duration::from_micros(200));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_verdict_comes_quickly() {
        let start = Instant::now();
        let verdict = KvmProbe::run();
        let took = start.elapsed();
        println!("KVM {verdict} ({took:?})");
        assert!(took < Duration::from_secs(1), "{took:?}");
    }

    #[test]
    fn a_child_that_hangs_or_dies_is_an_error() {
        let start = Instant::now();
        let hangs = || -> String {
            loop {
                thread::sleep(Duration::from_secs(10));
            }
        };
        let error = in_child(Duration::from_millis(50), hangs).unwrap_err();
        assert!(error.to_string().contains("hangs"));
        assert!(start.elapsed() < Duration::from_secs(5));
        let dies = || -> String { std::process::abort() };
        assert!(in_child(LIMIT, dies).is_err());
        assert_eq!(in_child(LIMIT, || "well".into()).unwrap(), "well");
    }
}
