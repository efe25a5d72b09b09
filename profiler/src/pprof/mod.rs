//! Profiles for `pprof`, speedscope and other tools that read pprof's format (gzipped protobuf).
//!
//! A sample is a block: how often it was run, and how many instructions that were. The counts are exact. The
//! call stacks are not counted but worked out as gprof does ("gprof: a call graph execution
//! profiler", 1982): a function's work is shared among its callers by how often each called it.
//! Addresses are offsets in the wasm module.

mod message;
mod stacks;

use std::collections::HashMap;
use std::io::Write;

use flate2::{Compression, GzBuilder};
use preheat_formats::profile::Profile;
use preheat_passes::ir::{BlockId, Body, FuncId, Module};
use prost::Message;

use crate::calls::arcs;
use crate::error::ProfilerError;
use crate::heat::{Coverage, covering, heats};
use crate::resolve::{Counted, Resolved, resolve};
use stacks::{Stack, Stacks};

pub use message::{Function, Label, Line, Location, Mapping, Sample, ValueType};

/// pprof's top-level message.
pub use message::Profile as PprofProfile;

/// Past so many samples, what is left is given by function instead of by block, without callers.
const MAX_SAMPLES: usize = 200_000;

/// A profile in pprof's format, gzipped. The same input gives the same bytes.
pub fn to_pprof(module: &Module, profile: &Profile) -> Result<Vec<u8>, ProfilerError> {
    let message = to_message(&resolve(module, profile)?);
    let mut gz = GzBuilder::new().mtime(0).write(Vec::new(), Compression::default());
    gz.write_all(&message.encode_to_vec()).expect("writing to memory cannot fail");
    Ok(gz.finish().expect("writing to memory cannot fail"))
}

/// The message before it is encoded.
pub fn to_message(resolved: &Resolved) -> PprofProfile {
    let mut builder = Builder::new(resolved.module());
    let stacks = Stacks::new(resolved, arcs(resolved));
    let heats = heats(resolved);
    let hot = covering(&heats, Coverage::default());
    for (rank, heat) in heats.iter().enumerate() {
        let Some(counted) = resolved.function(heat.func) else { continue };
        if rank < hot && builder.message.sample.len() < MAX_SAMPLES {
            builder.add_blocks(&counted, &stacks.of(heat.func));
        } else {
            builder.add_function(&counted, heat.instructions);
        }
    }
    builder.message
}

struct Builder<'a> {
    module: &'a Module,
    message: PprofProfile,
    strings: HashMap<String, i64>,
    locations: HashMap<(FuncId, BlockId), u64>,
    functions: HashMap<FuncId, u64>,
}

impl<'a> Builder<'a> {
    fn new(module: &'a Module) -> Builder<'a> {
        let mut builder = Builder {
            module,
            message: PprofProfile::default(),
            strings: HashMap::new(),
            locations: HashMap::new(),
            functions: HashMap::new(),
        };
        // The format wants the empty string at 0.
        builder.string("");
        let samples = builder.value_type("samples");
        let instructions = builder.value_type("instructions");
        builder.message.sample_type = vec![samples, instructions];
        builder.message.default_sample_type = builder.string("instructions");
        let note = builder.string(
            "Counts are exact. Call stacks are worked out from call counts, as gprof does.",
        );
        builder.message.comment = vec![note];
        let offsets = module.bodies().flat_map(|(_, _, body)| &body.blocks).map(|b| b.wasm_offset);
        builder.message.mapping = vec![Mapping {
            id: 1,
            memory_limit: u64::from(offsets.max().unwrap_or(0)) + 1,
            filename: builder.string(&format!("{}.wasm", module.digest.short())),
            build_id: builder.string(&module.digest.to_string()),
            has_functions: true,
            ..Mapping::default()
        }];
        builder
    }

    fn string(&mut self, text: &str) -> i64 {
        if let Some(&number) = self.strings.get(text) {
            return number;
        }
        let number = self.message.string_table.len() as i64;
        self.message.string_table.push(text.to_owned());
        self.strings.insert(text.to_owned(), number);
        number
    }

    fn value_type(&mut self, name: &str) -> ValueType {
        ValueType { r#type: self.string(name), unit: self.string("count") }
    }

    fn function(&mut self, func: FuncId) -> u64 {
        if let Some(&id) = self.functions.get(&func) {
            return id;
        }
        let id = self.message.function.len() as u64 + 1;
        let name = &self.module.funcs[func.index()].name;
        let name = self.string(name);
        let system_name = self.string(&format!("func[{}]", func.0));
        let filename = self.message.mapping[0].filename;
        self.message.function.push(Function { id, name, system_name, filename, start_line: 0 });
        self.functions.insert(func, id);
        id
    }

    fn location(&mut self, func: FuncId, block: BlockId) -> u64 {
        if let Some(&id) = self.locations.get(&(func, block)) {
            return id;
        }
        let function_id = self.function(func);
        let id = self.message.location.len() as u64 + 1;
        let body = self.module.funcs[func.index()].body.as_ref();
        let block_of = body.and_then(|body| body.blocks.get(block.index()));
        let address = block_of.map_or(0, |block| u64::from(block.wasm_offset));
        self.message.location.push(Location {
            id,
            mapping_id: 1,
            address,
            line: vec![Line { function_id, line: 0 }],
            is_folded: false,
        });
        self.locations.insert((func, block), id);
        id
    }

    /// One sample per block and stack. The parts add up to the block's count.
    fn add_blocks(&mut self, counted: &Counted, stacks: &[Stack]) {
        let callers: Vec<Vec<u64>> = stacks
            .iter()
            .map(|stack| stack.callers.iter().map(|(f, b)| self.location(*f, *b)).collect())
            .collect();
        for block in counted.body.block_ids() {
            let count = counted.count(block);
            let insts = counted.body.block(block).size() as u64;
            let (mut given, mut share) = (0, 0.0);
            for (at, (stack, callers)) in stacks.iter().zip(&callers).enumerate() {
                share += stack.share;
                let last = at + 1 == stacks.len();
                let up_to = if last { count } else { (count as f64 * share).round() as u64 };
                let up_to = up_to.clamp(given, count);
                let part = up_to - given;
                given = up_to;
                if part > 0 {
                    let leaf = self.location(counted.func, block);
                    let location_id = [leaf].into_iter().chain(callers.iter().copied()).collect();
                    self.sample(location_id, part, part.saturating_mul(insts));
                }
            }
        }
    }

    fn add_function(&mut self, counted: &Counted, instructions: u64) {
        let blocks = counted.body.block_ids().map(|block| counted.count(block));
        let count = blocks.fold(0, u64::saturating_add);
        if count > 0 {
            let location = self.location(counted.func, Body::ENTRY);
            self.sample(vec![location], count, instructions);
        }
    }

    fn sample(&mut self, location_id: Vec<u64>, count: u64, instructions: u64) {
        let value = [count, instructions].map(|n| i64::try_from(n).unwrap_or(i64::MAX)).to_vec();
        self.message.sample.push(Sample { location_id, value, label: Vec::new() });
    }
}
