//! `preheat-agent run`: exit codes, traps, limits, streams.

mod support;

use std::io::Write;
use std::process::{Output, Stdio};

use preheat_formats::abi::Builtin;
use preheat_formats::artifact::{Export, ExportItem, FuncRecord, ImageRun, MemoryMeta, TrapSite};
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
fn a_program_is_called_as_it_is_by_preheat_or_as_is_asked() {
    // args_get: pointers to 64, the text to 16, where the list of one buffer (at 0) says 5 bytes.
    let memory: Vec<u8> = [16, 5].iter().flat_map(|word: &u32| word.to_le_bytes()).collect();
    let code = Code::new().host_call(0, &[64, 16]).host_call(1, &[1, 0, 1, 8]).finish();
    let imports = [wasi("args_get", 2, 1), wasi("fd_write", 4, 1)];
    let parts = Parts::command(code, &imports, &memory);
    assert_eq!(run(&parts, &[], &[]).stdout, b"test\0");
    assert_eq!(run(&parts, &["--program", "name"], &[]).stdout, b"name\0");
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
    assert_eq!(output.status.code(), Some(139), "{}", stderr(&output));
    assert!(stderr(&output).contains("died of SIGSEGV"), "{}", stderr(&output));
}

#[test]
fn endless_recursion_is_a_stack_overflow_with_and_without_builtins() {
    // Calls itself: E8 rel32, back to the entry.
    let code = Code::new().bytes(&[0xe8, 0xf7, 0xff, 0xff, 0xff]).finish();
    let output = run(&Parts::command(code, &[], &[]), &[], &[]);
    assert_eq!(output.status.code(), Some(134));
    assert_eq!(stderr(&output), "preheat: trap: call stack exhausted in function `main`\n");

    // memory.grow by 0, then itself with M in rdi.
    let code = Code::new().call(Builtin::MemoryGrow, &[0, 0]).bytes(&[0x48, 0x89, 0xdf]);
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
        tier: None,
    });
    let output = run(&parts, &[], &[]);
    assert_eq!(stderr(&output), "preheat: trap: out of bounds memory access in function `main`\n");
}

#[test]
fn bulk_memory_builtins_check_their_ranges() {
    let fill = |dst: u32, len: u32| {
        let code = Code::new().call(Builtin::MemoryFill, &[0, dst, 0x41, len]).finish();
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
    // memory.grow(15) must give 1; then memory.grow(1) must give -1 under a limit of 1 MiB: exit with their
    // sum.
    let code = Code::new()
        .call(Builtin::MemoryGrow, &[0, 15])
        .store_result(4)
        .call(Builtin::MemoryGrow, &[0, 1])
        .bytes(&[0x03, 0x43, 4]) // -1 + 1
        .store_result(4)
        .host_call_with(0, 4);
    let parts = Parts::command(code, &[wasi("proc_exit", 1, 0)], &[]);
    assert_eq!(run(&parts, &["--max-memory", "1"], &[]).status.code(), Some(0));
    assert_eq!(run(&parts, &[], &[]).status.code(), Some(17));

    let mut large = parts.clone();
    large.meta.memories[0] = MemoryMeta { min: 32, max: None };
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

/// One page in memory 0, which starts with `first`, and one in memory 1, which starts with `second`.
fn two_memories(code: impl Fn(&abi::InstanceLayout) -> Code, first: &[u8], second: &[u8]) -> Parts {
    let layout = abi::InstanceLayout { globals: 1, tables: 0, memories: 2, counters: 0 };
    let imports = [wasi("fd_write", 4, 1), wasi("proc_exit", 1, 0)];
    let mut parts = Parts::command(code(&layout), &imports, first);
    let global = preheat_formats::artifact::GlobalMeta {
        ty: preheat_formats::types::ValType::I32,
        mutable: true,
        init: 0,
    };
    parts.meta.layout = layout;
    parts.meta.globals = vec![global];
    parts.meta.memories =
        vec![MemoryMeta { min: 1, max: None }, MemoryMeta { min: 1, max: Some(3) }];
    parts.image.resize(parts.image.len().max(4096), 0);
    let offset = parts.image.len() as u64;
    parts.image.extend_from_slice(second);
    parts.image.resize(offset as usize + 4096, 0);
    let run = |memory, offset| ImageRun { memory, address: 0, offset, len: 4096 };
    parts.meta.image = vec![run(0, 0), run(1, offset)];
    parts
}

#[test]
fn each_memory_has_its_own_content_size_and_end() {
    // Content and bulk copies: byte 3 of memory 1 is copied to byte 0 of memory 0 and is the exit code.
    let code = |layout: &abi::InstanceLayout| {
        Code::new()
            .call(Builtin::MemoryCopy, &[1 << 16, 0, 3, 1])
            .call(Builtin::MemoryFill, &[1, 8, 7, 4])
            .load_from(layout, 1, 8, 4)
            .call(Builtin::MemoryCopy, &[1, 16, 0, 4])
            .load_from(layout, 1, 16, 8)
            .bytes(&[0x81, 0x7b, 4, 7, 7, 7, 7, 0x75, 0xfe]) // cmp dword [rbx + 4], 0x07070707; jne self
            .host_call_with(1, 8)
    };
    let output = run(&two_memories(code, &[9, 0, 0, 0], &[1, 2, 3, 42]), &[], &[]);
    assert_eq!((output.status.code(), stderr(&output)), (Some(42), ""));

    // Growth: memory 1 goes from 1 page to its maximum of 3 and no further; memory 0 stays.
    let code = |layout: &abi::InstanceLayout| {
        Code::new()
            .call(Builtin::MemoryGrow, &[1, 2])
            .store_result(4)
            .load_from(layout, 1, 3 * 65536 - 4, 8)
            .call(Builtin::MemoryGrow, &[1, 1])
            .bytes(&[0x03, 0x43, 4]) // -1 + 1
            .store_result(4)
            .call(Builtin::MemoryGrow, &[0, 0])
            .bytes(&[0x03, 0x43, 4]) // 1 + 0
            .store_result(4)
            .host_call_with(1, 4)
    };
    let parts = two_memories(code, &[], &[]);
    assert_eq!(run(&parts, &[], &[]).status.code(), Some(1));

    // The first byte behind it is a trap, as far as a 32-bit address and offset reach.
    for address in [65533, 65536, 0x7fff_fff0] {
        let code = |layout: &abi::InstanceLayout| Code::new().load_from(layout, 1, address, 4);
        let output = run(&two_memories(code, &[], &[]), &[], &[]);
        let text = "preheat: trap: out of bounds memory access in function `main`\n";
        assert_eq!((output.status.code(), stderr(&output)), (Some(134), text), "{address}");
    }
    for (builtin, args) in [
        (Builtin::MemoryCopy, [1, 65533, 0, 4]),
        (Builtin::MemoryCopy, [1 << 16, 0, 65533, 4]),
        (Builtin::MemoryFill, [1, 65533, 0, 4]),
    ] {
        let code = |_: &abi::InstanceLayout| Code::new().call(builtin, &args).finish();
        assert_eq!(run(&two_memories(code, &[], &[]), &[], &[]).status.code(), Some(134));
    }
}

#[test]
fn a_memory_limit_is_for_all_memories_together() {
    // 14 pages more for memory 0 make 16 in all, the limit; the next page of memory 1 is refused.
    let code = |_: &abi::InstanceLayout| {
        Code::new()
            .call(Builtin::MemoryGrow, &[0, 14])
            .store_result(4)
            .call(Builtin::MemoryGrow, &[1, 1])
            .bytes(&[0x03, 0x43, 4])
            .store_result(4)
            .host_call_with(1, 4)
    };
    let mut parts = two_memories(code, &[], &[]);
    assert_eq!(run(&parts, &["--max-memory", "1"], &[]).status.code(), Some(0));
    assert_eq!(run(&parts, &[], &[]).status.code(), Some(2));
    parts.meta.memories[1] = MemoryMeta { min: 16, max: None };
    let output = run(&parts, &["--max-memory", "1"], &[]);
    assert_eq!(output.status.code(), Some(2));
    assert!(stderr(&output).contains("limit of 1048576 bytes is below the 1114112"));
}

#[test]
fn wasi_works_on_the_memory_that_is_exported_under_its_name() {
    let first = [[16, 0, 0, 0, 5, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0].as_slice(), b"first"].concat();
    let second = [[16, 0, 0, 0, 6, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0].as_slice(), b"second"].concat();
    let code = |_: &abi::InstanceLayout| Code::new().host_call(0, &[1, 0, 1, 8]).finish();
    let mut parts = two_memories(code, &first, &second);
    assert_eq!(run(&parts, &[], &[]).stdout, b"first");
    let export = |name: &str, index| Export { name: name.into(), item: ExportItem::Memory(index) };
    parts.meta.exports.extend([export("other", 0), export("memory", 1)]);
    assert_eq!(run(&parts, &[], &[]).stdout, b"second");
    parts.meta.exports.push(export("third", 2));
    let output = run(&parts, &[], &[]);
    assert_eq!(output.status.code(), Some(2));
    assert!(stderr(&output).contains("corrupt artifact: an export"), "{}", stderr(&output));
}

#[test]
fn listed_instructions_raise_the_trap_that_is_listed() {
    // ud2 at two places, the second behind a branch over the first.
    let code = Code::new().bytes(&[0xeb, 2, 0x0f, 0x0b, 0x0f, 0x0b]);
    let at = |offset: u32| START + 4 + offset;
    let site = |offset, trap| TrapSite { offset, trap };
    let mut parts = Parts::command(code, &[], &[]);
    let line = |trap: Trap| format!("preheat: trap: {} in function `main`\n", trap.name());
    for trap in Trap::ALL {
        parts.traps = vec![
            site(at(2), Trap::Unreachable),
            site(at(4), trap),
            site(at(40), Trap::Unreachable),
        ];
        let output = run(&parts, &[], &[]);
        assert_eq!((output.status.code(), stderr(&output)), (Some(134), &line(trap)[..]));
    }
    // One that is not listed is a bug of ours, and is not reported as the program's.
    parts.traps.remove(1);
    assert_eq!(run(&parts, &[], &[]).status.code(), Some(139));

    // xor ecx, ecx; mov eax, 1; cdq; idiv ecx
    let code = Code::new().bytes(&[0x31, 0xc9, 0xb8, 1, 0, 0, 0, 0x99, 0xf7, 0xf9]);
    let mut parts = Parts::command(code, &[], &[]);
    assert_eq!(stderr(&run(&parts, &[], &[])), line(Trap::IntegerDivideByZero));
    parts.traps = vec![site(at(8), Trap::IntegerOverflow)];
    assert_eq!(stderr(&run(&parts, &[], &[])), line(Trap::IntegerOverflow));
    // What is listed is no excuse for an address outside of all memories.
    let mut parts = Parts::command(Code::new().load(1 << 45).finish(), &[], &[]);
    parts.traps = vec![site(at(10), Trap::MemoryOutOfBounds)];
    assert_eq!(run(&parts, &[], &[]).status.code(), Some(139));
}

#[test]
fn fused_multiply_add_rounds_once() {
    // The exit code is the highest byte of the result.
    let imports = [wasi("proc_exit", 1, 0)];
    let result = |code: Code| {
        let output = run(
            &Parts::command(code.store_result(4).host_call_with(0, 4), &imports, &[]),
            &[],
            &[],
        );
        output.status.code().unwrap() as u64
    };
    let single = |a: f32, b: f32, c: f32| {
        let code = Code::new().call(Builtin::Fma32, &[a, b, c].map(f32::to_bits));
        result(code.bytes(&[0xc1, 0xe8, 24])) // shr eax, 24
    };
    let double = |a: f64, b: f64, c: f64| {
        let mut code = Code::new();
        // movabs rsi, rdx, rcx
        for (opcode, value) in [([0x48, 0xbe], a), ([0x48, 0xba], b), ([0x48, 0xb9], c)] {
            code = code.bytes(&opcode).bytes(&value.to_bits().to_le_bytes());
        }
        let code = code.bytes(&[0x48, 0x89, 0xdf]).builtin(Builtin::Fma64 as u8);
        result(code.bytes(&[0x48, 0xc1, 0xe8, 56])) // shr rax, 56
    };
    // (1 + e)(1 - e) - 1 is -e²; rounded twice it is 0.
    let e = f32::EPSILON;
    assert_eq!((1.0 + e) * (1.0 - e) - 1.0, 0.0);
    assert_eq!(single(1.0 + e, 1.0 - e, -1.0), u64::from((-e * e).to_bits() >> 24));
    let e = f64::EPSILON;
    assert_eq!((1.0 + e) * (1.0 - e) - 1.0, 0.0);
    assert_eq!(double(1.0 + e, 1.0 - e, -1.0), (-e * e).to_bits() >> 56);
    assert_eq!(double(1e300, 1e10, f64::NEG_INFINITY), f64::NEG_INFINITY.to_bits() >> 56);
}
