//! `preheat-agent run`: exit codes, traps, limits, streams.

mod support;

use std::io::Write;
use std::process::{Output, Stdio};

use preheat_formats::artifact::FuncRecord;
use preheat_formats::{Trap, abi};
use support::*;

fn run(parts: &Parts, options: &[&str], stdin: &[u8]) -> Output {
    let dir = tempfile::tempdir().unwrap();
    let path = parts.write(dir.path(), "test.preheat");
    let mut child = agent()
        .arg("run")
        .args(options)
        .arg(&path)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    // The program may end without reading.
    let _ = child.stdin.take().unwrap().write_all(stdin);
    child.wait_with_output().unwrap()
}

fn stderr(output: &Output) -> &str {
    std::str::from_utf8(&output.stderr).unwrap()
}

#[test]
fn stdin_reaches_stdout_and_the_exit_code_is_the_programs() {
    let code = echo(Code::new()).host_call(2, &[7]).finish();
    let parts = Parts::command(code, &echo_imports(), &echo_memory());
    let output = run(&parts, &[], b"hello\n");
    assert_eq!(output.stdout, b"hello\n");
    assert_eq!((output.status.code(), stderr(&output)), (Some(7), ""));
}

#[test]
fn every_trap_instruction_ends_with_134_and_its_name() {
    for trap in Trap::ALL {
        let output = run(&Parts::command(Code::new().trap(trap), &[], &[]), &[], &[]);
        assert_eq!(output.status.code(), Some(134));
        let line = format!("preheat: trap: {} in function `main`\n", trap.name());
        assert_eq!(stderr(&output), line);
    }
}

#[test]
fn memory_ends_where_it_ends_and_everything_reachable_beyond_it_traps() {
    let run_load = |address| {
        let code = Code::new().load(address).finish();
        run(&Parts::command(code, &[], &[]), &[], &[])
    };
    assert_eq!(run_load(65532).status.code(), Some(0));
    for address in [65533, 65536, u32::MAX.into(), 1 << 33, (1 << 33) + 12] {
        let output = run_load(address);
        assert_eq!(output.status.code(), Some(134), "{address}");
        assert!(stderr(&output).contains("out of bounds memory access"));
    }
}

#[test]
fn a_fault_outside_the_reservation_is_not_taken_for_a_trap() {
    let far = abi::RESERVATION + (1 << 40);
    let output = run(&Parts::command(Code::new().load(far).finish(), &[], &[]), &[], &[]);
    assert_eq!(output.status.code(), None, "killed by the signal");
}

#[test]
fn endless_recursion_is_a_stack_overflow_with_and_without_builtins() {
    // Calls itself: E8 rel32, back to the entry.
    let code = Code::new().bytes(&[0xe8, 0xf7, 0xff, 0xff, 0xff]).finish();
    let output = run(&Parts::command(code, &[], &[]), &[], &[]);
    assert_eq!(output.status.code(), Some(134));
    assert_eq!(stderr(&output), "preheat: trap: call stack exhausted in function `main`\n");

    // memory.grow by 0, then itself, with M still in rdi.
    let code = Code::new().bytes(&[0x31, 0xf6]).builtin(1).bytes(&[0x48, 0x89, 0xdf]);
    let back = -(code.0.len() as i32 + 5);
    let code = code.bytes(&[0xe8]).bytes(&back.to_le_bytes()).finish();
    let output = run(&Parts::command(code, &[], &[]), &[], &[]);
    assert_eq!(stderr(&output), "preheat: trap: call stack exhausted in function `main`\n");
}

#[test]
fn a_fault_in_a_helper_is_named_after_its_caller() {
    // call helper; ret — and the helper, right behind, loads out of bounds.
    let caller = Code::new().bytes(&[0xe8, 2, 0, 0, 0]).finish();
    let helper_at = START + caller.0.len() as u32;
    let code = caller.load(1 << 20).bytes(&[0xc3]);
    let mut parts = Parts::command(code, &[], &[]);
    let end = parts.text.len() as u32;
    parts.functions[0].len = helper_at - START;
    parts.functions.push(FuncRecord {
        offset: helper_at,
        len: end - helper_at,
        func: None,
        name: "copy helper".into(),
    });
    let output = run(&parts, &[], &[]);
    assert_eq!(stderr(&output), "preheat: trap: out of bounds memory access in function `main`\n");
}

#[test]
fn bulk_memory_builtins_check_their_ranges() {
    // mov esi, dst; mov edx, byte; mov ecx, len
    let fill = |dst: u32, len: u32| {
        let code = Code::new()
            .bytes(&[0xbe])
            .bytes(&dst.to_le_bytes())
            .bytes(&[0xba, 0x41, 0, 0, 0, 0xb9])
            .bytes(&len.to_le_bytes())
            .builtin(3)
            .finish();
        run(&Parts::command(code, &[], &[]), &[], &[])
    };
    assert_eq!(fill(0, 65536).status.code(), Some(0));
    assert_eq!(fill(65536, 0).status.code(), Some(0));
    for (dst, len) in [(1, 65536), (65537, 0), (u32::MAX, u32::MAX)] {
        let output = fill(dst, len);
        assert_eq!(
            stderr(&output),
            "preheat: trap: out of bounds memory access in function `main`\n"
        );
    }
}

#[test]
fn memory_grows_up_to_the_limit_and_then_not() {
    // memory.grow(15) must give 1; then memory.grow(1) must give -1 under a limit of 1 MiB: exit with it.
    let code = Code::new()
        .bytes(&[0xbe, 15, 0, 0, 0])
        .builtin(1)
        .bytes(&[0x89, 0x43, 4])
        .bytes(&[0xbe, 1, 0, 0, 0, 0x48, 0x89, 0xdf])
        .builtin(1)
        .bytes(&[0x03, 0x43, 4]) // -1 + 1
        .bytes(&[0x48, 0x83, 0xec, 16, 0x89, 0x04, 0x24]) // slot 0 = eax
        .bytes(&[0x48, 0x89, 0xdf, 0x31, 0xf6, 0x48, 0x89, 0xe2])
        .builtin(0);
    let parts = Parts::command(code, &[wasi("proc_exit", 1, 0)], &[]);
    assert_eq!(run(&parts, &["--max-memory", "1"], &[]).status.code(), Some(0));
    assert_eq!(run(&parts, &[], &[]).status.code(), Some(17));

    let mut large = parts.clone();
    large.meta.memory = Some(preheat_formats::artifact::MemoryMeta { min: 32, max: None });
    let output = run(&large, &["--max-memory", "1"], &[]);
    assert_eq!(output.status.code(), Some(2));
    assert!(stderr(&output).contains("the memory limit of 1048576 bytes is below the 2097152"));
}

#[test]
fn a_program_is_stopped_at_its_time_limit() {
    let code = Code::new().bytes(&[0xeb, 0xfe]);
    let output = run(&Parts::command(code, &[], &[]), &["--timeout", "0.2"], &[]);
    assert_eq!(output.status.code(), Some(124));
    assert_eq!(stderr(&output), "preheat: the program was stopped at its time limit\n");
}

#[test]
fn a_reader_that_has_gone_ends_the_program_as_it_ends_native_ones() {
    let dir = tempfile::tempdir().unwrap();
    // Writes its first 64 KiB for ever.
    let memory: Vec<u8> = [0, 65536].iter().flat_map(|word: &u32| word.to_le_bytes()).collect();
    let code = Code::new().host_call(0, &[1, 0, 1, 8]);
    let back = -(code.0.len() as i32 - 4 + 5);
    let code = code.bytes(&[0xe9]).bytes(&back.to_le_bytes());
    let parts = Parts::command(code, &[wasi("fd_write", 4, 1)], &memory);
    let path = parts.write(dir.path(), "test.preheat");
    let mut child = agent().arg("run").arg(path).stdout(Stdio::piped()).spawn().unwrap();
    drop(child.stdout.take());
    let status = child.wait().unwrap();
    assert_eq!(std::os::unix::process::ExitStatusExt::signal(&status), Some(libc::SIGPIPE));
}

#[test]
fn a_directory_that_is_not_there_is_an_input_error() {
    let parts = Parts::command(Code::new().finish(), &[], &[]);
    let output = run(&parts, &["--dir", "/nonexistent::/data"], &[]);
    assert_eq!(output.status.code(), Some(2));
    assert!(stderr(&output).contains("cannot open directory /nonexistent"), "{}", stderr(&output));
}
