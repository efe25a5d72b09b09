//! Tiny artifacts made by hand: a few machine instructions and the sections that the agent reads. So the
//! agent is tested against the format, not against whatever the compiler writes today.

#![allow(dead_code, reason = "each test file uses its part")]

pub mod hostile;
pub mod served;

use std::path::{Path, PathBuf};

use preheat_formats::abi::{Builtin, InstanceLayout};
use preheat_formats::artifact::{
    self, CounterMap, Export, ExportItem, Flavour, FuncRecord, ImageRun, Import, MemoryMeta, Meta,
    TrapSite,
};
use preheat_formats::types::{FuncType, ValType};
use preheat_formats::{CpuLevel, Digest, Trap};

/// Offset of the first instruction in the text.
pub const START: u32 = 16;

/// Instructions of one entry. rbx holds `M`.
#[derive(Default, Clone)]
pub struct Code(pub Vec<u8>);

impl Code {
    pub fn new() -> Code {
        // push rbx; mov rbx, rdi
        Code(vec![0x53, 0x48, 0x89, 0xfb])
    }

    pub fn bytes(mut self, bytes: &[u8]) -> Code {
        self.0.extend_from_slice(bytes);
        self
    }

    /// Calls imported function `import` with small arguments, i32 or i64.
    pub fn host_call(self, import: u32, args: &[u32]) -> Code {
        let room = 16 * args.len().max(1) as u32;
        let mut code = self.bytes(&[0x48, 0x81, 0xec]).bytes(&room.to_le_bytes());
        for (index, arg) in args.iter().enumerate() {
            code = code
                .bytes(&[0x48, 0xc7, 0x84, 0x24])
                .bytes(&(16 * index as u32).to_le_bytes())
                .bytes(&arg.to_le_bytes());
        }
        code.bytes(&[0x48, 0x89, 0xdf, 0xbe])
            .bytes(&import.to_le_bytes())
            .bytes(&[0x48, 0x89, 0xe2])
            .builtin(0)
            .bytes(&[0x48, 0x81, 0xc4])
            .bytes(&room.to_le_bytes())
    }

    /// `call [builtins + 8 * number]`, arguments already in their registers.
    pub fn builtin(self, number: u8) -> Code {
        self.bytes(&[0x48, 0x8b, 0x43, 0xf0, 0xff, 0x50, 8 * number])
    }

    /// Calls a builtin with `M` and small 32-bit arguments.
    pub fn call(mut self, builtin: Builtin, args: &[u32]) -> Code {
        // mov esi, edx, ecx, r8d, r9d
        let to_register: [&[u8]; 5] = [&[0xbe], &[0xba], &[0xb9], &[0x41, 0xb8], &[0x41, 0xb9]];
        for (opcode, arg) in to_register.into_iter().zip(args) {
            self = self.bytes(opcode).bytes(&arg.to_le_bytes());
        }
        self.bytes(&[0x48, 0x89, 0xdf]).builtin(builtin as u8)
    }

    /// memory[to] = eax; below 128.
    pub fn store_result(self, to: u8) -> Code {
        self.bytes(&[0x89, 0x43, to])
    }

    /// Calls imported function `import` with the 32 bits at `from`, below 128.
    pub fn host_call_with(self, import: u32, from: u8) -> Code {
        // sub rsp, 16; mov eax, [rbx + from]; mov [rsp], eax; mov rdi, rbx; mov esi, import; mov rdx, rsp
        self.bytes(&[0x48, 0x83, 0xec, 16, 0x8b, 0x43, from, 0x89, 0x04, 0x24])
            .bytes(&[0x48, 0x89, 0xdf, 0xbe])
            .bytes(&import.to_le_bytes())
            .bytes(&[0x48, 0x89, 0xe2])
            .builtin(0)
            .bytes(&[0x48, 0x83, 0xc4, 16])
    }

    /// memory[to] = the 32 bits at an address of another memory than the first; `to` below 128.
    pub fn load_from(self, layout: &InstanceLayout, memory: u32, address: u32, to: u8) -> Code {
        // mov rax, [rbx + descriptor]; mov eax, [rax + address]; mov [rbx + to], eax
        self.bytes(&[0x48, 0x8b, 0x83])
            .bytes(&layout.memory(memory).to_le_bytes())
            .bytes(&[0x8b, 0x80])
            .bytes(&address.to_le_bytes())
            .store_result(to)
    }

    /// memory[to] = memory[from], 32 bits; both below 128.
    pub fn move_word(self, from: u8, to: u8) -> Code {
        self.bytes(&[0x8b, 0x43, from, 0x89, 0x43, to])
    }

    /// Loads 32 bits from an address.
    pub fn load(self, address: u64) -> Code {
        self.bytes(&[0x48, 0xb8]).bytes(&address.to_le_bytes()).bytes(&[0x8b, 0x04, 0x03])
    }

    pub fn trap(self, trap: Trap) -> Code {
        self.bytes(&[0x67, 0x0f, 0xb9, 0x40, trap as u8])
    }

    pub fn finish(self) -> Code {
        self.bytes(&[0x5b, 0xc3])
    }
}

/// Everything that goes into an artifact; change what a test needs.
#[derive(Clone)]
pub struct Parts {
    pub meta: Meta,
    pub text: Vec<u8>,
    pub image: Vec<u8>,
    pub traps: Vec<TrapSite>,
    pub functions: Vec<FuncRecord>,
    pub counters: Option<CounterMap>,
}

impl Parts {
    /// A WASI command with one page of memory that starts with `memory`.
    pub fn command(code: Code, imports: &[Import], memory: &[u8]) -> Parts {
        let mut text = vec![0xcc; START as usize];
        text.extend_from_slice(&code.0);
        let mut image = memory.to_vec();
        image.resize(memory.len().next_multiple_of(4096), 0);
        let nothing = FuncType { params: vec![], results: vec![] };
        let meta = Meta {
            module: Digest::of(b"a test"),
            flavour: Flavour::Generic,
            level: CpuLevel::V2,
            producer: "test".into(),
            layout: InstanceLayout { globals: 0, tables: 0, memories: 1, counters: 0 },
            imports: imports.to_vec(),
            memories: vec![MemoryMeta { min: 1, max: None }],
            image: vec![ImageRun { memory: 0, address: 0, offset: 0, len: image.len() as u64 }],
            globals: vec![],
            tables: vec![],
            entries: vec![],
            data: vec![],
            elements: vec![],
            exports: vec![Export {
                name: "_start".into(),
                item: ExportItem::Func { ty: nothing, entry: START },
            }],
            start: None,
            instantiation_trap: None,
        };
        let record = FuncRecord {
            offset: START,
            len: text.len() as u32 - START,
            func: Some(imports.len() as u32),
            name: "main".into(),
            tier: None,
        };
        Parts { meta, text, image, traps: vec![], functions: vec![record], counters: None }
    }

    /// The artifact file.
    pub fn bytes(&self) -> Vec<u8> {
        let mut sections = vec![
            (artifact::IMAGE, self.image.clone()),
            (artifact::TABLES, vec![]),
            (artifact::SEGMENTS, vec![]),
            (artifact::META, postcard::to_stdvec(&self.meta).unwrap()),
            (artifact::FUNCS, postcard::to_stdvec(&self.functions).unwrap()),
        ];
        if !self.traps.is_empty() {
            let sites = self.traps.iter().flat_map(|site| site.to_bytes());
            sections.push((artifact::TRAPS, sites.collect()));
        }
        if let Some(map) = &self.counters {
            sections.push((artifact::COUNTERS, postcard::to_stdvec(map).unwrap()));
        }
        artifact::KIND.append_trailer(elf_file(&self.text, &sections))
    }

    pub fn write(&self, dir: &Path, name: &str) -> PathBuf {
        let path = dir.join(name);
        std::fs::write(&path, self.bytes()).unwrap();
        path
    }
}

/// Little-endian fields of 2, 4 and 8 bytes, put together.
struct Fields(Vec<u8>);

impl Fields {
    fn half(mut self, value: u16) -> Fields {
        self.0.extend_from_slice(&value.to_le_bytes());
        self
    }

    fn word(mut self, value: u32) -> Fields {
        self.0.extend_from_slice(&value.to_le_bytes());
        self
    }

    fn longs(mut self, values: &[u64]) -> Fields {
        values.iter().for_each(|value| self.0.extend_from_slice(&value.to_le_bytes()));
        self
    }
}

const TEXT_AT: u64 = 0x1000;

/// An ELF64 shared object: one executable segment, whose address is its place in the file, and sections.
fn elf_file(text: &[u8], sections: &[(&'static str, Vec<u8>)]) -> Vec<u8> {
    let mut names = vec![0];
    let mut data = vec![0; TEXT_AT as usize];
    let mut headers = Fields(vec![0; 64]);
    let all = [(artifact::TEXT, text)];
    let all = all.into_iter().chain(sections.iter().map(|(name, data)| (*name, &data[..])));
    for (index, (name, bytes)) in all.enumerate() {
        let (at, name_at) = (data.len() as u64, names.len() as u32);
        names.extend_from_slice(name.as_bytes());
        names.push(0);
        data.extend_from_slice(bytes);
        data.resize(data.len().next_multiple_of(4096), 0);
        let (flags, address) = if index == 0 { (6, at) } else { (0, 0) };
        let (progbits, len) = (1, bytes.len() as u64);
        headers = headers.word(name_at).word(progbits).longs(&[flags, address, at, len, 0, 1, 0]);
    }
    let (names_at, strtab) = (data.len() as u64, 3);
    names.extend_from_slice(b".shstrtab\0");
    let name_at = names.len() as u32 - 10;
    headers = headers.word(name_at).word(strtab);
    headers = headers.longs(&[0, 0, names_at, names.len() as u64, 0, 1, 0]);
    data.extend_from_slice(&names);
    let headers_at = data.len() as u64;
    data.extend_from_slice(&headers.0);

    let (shared_object, x86_64) = (3, 62);
    let ident = [0x7f, b'E', b'L', b'F', 2, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0];
    let file = Fields(ident.to_vec()).half(shared_object).half(x86_64).word(1);
    let file = file.longs(&[0, 64, headers_at]).word(0).half(64).half(56).half(1).half(64);
    let file = file.half(sections.len() as u16 + 3).half(sections.len() as u16 + 2);
    let (load, read_execute, len) = (1, 5, text.len() as u64);
    let file = file.word(load).word(read_execute);
    let file = file.longs(&[TEXT_AT, TEXT_AT, TEXT_AT, len, len, 4096]);
    data[..file.0.len()].copy_from_slice(&file.0);
    data
}

/// An import of WASI preview 1 with i32 parameters only.
pub fn wasi(name: &str, params: usize, results: usize) -> Import {
    let ty = FuncType { params: vec![ValType::I32; params], results: vec![ValType::I32; results] };
    Import { module: "wasi_snapshot_preview1".into(), name: name.into(), ty }
}

/// Memory for [`echo`]: an iovec for reading 60,000 bytes to 1024, and one for writing from there.
pub fn echo_memory() -> Vec<u8> {
    [1024, 60_000, 0, 0, 1024, 0].iter().flat_map(|word: &u32| word.to_le_bytes()).collect()
}

pub fn echo_imports() -> Vec<Import> {
    vec![wasi("fd_read", 4, 1), wasi("fd_write", 4, 1), wasi("proc_exit", 1, 0)]
}

/// Reads stdin once and writes it to stdout.
pub fn echo(before: Code) -> Code {
    before.host_call(0, &[0, 0, 1, 8]).move_word(8, 20).host_call(1, &[1, 16, 1, 8])
}

/// The agent's command.
pub fn agent() -> std::process::Command {
    std::process::Command::new(env!("CARGO_BIN_EXE_preheat-agent"))
}
