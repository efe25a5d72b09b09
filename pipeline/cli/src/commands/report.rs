//! `preheat report`: what is in a file of ours, and why. Finds out what kind of file it is; the words
//! about profiles and plans are the profiler's.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::path::{Path, PathBuf};

use preheat_formats::FormatError;
use preheat_formats::artifact::{ELF_MAGIC, ExportItem, Flavour, FuncRecord, KIND as ARTIFACT};
use preheat_formats::manifest::KIND as IMAGE;
use preheat_formats::plan::Plan;
use preheat_formats::profile::{self, Profile};
use preheat_formats::shown::shown;
use preheat_formats::signature::Signed;
use preheat_packager::Image;
use preheat_passes::ir;
use preheat_pipeline::Error;
use preheat_pipeline::artifact::ArtifactFile;
use preheat_pipeline::budget::Budget;
use preheat_pipeline::error;
use preheat_pipeline::inputs;
use preheat_pipeline::keys::{Keys, Maker, Trust};
use preheat_pipeline::module::Input;
use preheat_pipeline::stages;
use preheat_pipeline::store::Store;
use preheat_profiler::map::Scope;
use preheat_profiler::{ProbabilityMap, explain, to_pprof};
use serde::{Deserialize, Serialize};
use serde_json::json;

use super::compile::flavour_name;
use crate::cli::{Report, TargetCpu};
use crate::output::{self, Table, print};
use crate::progress::terminal;

pub fn run(options: &Report) -> Result<u8, Error> {
    let path = &options.input;
    let mut start = [0; 8];
    let len = std::fs::File::open(path)
        .and_then(|mut file| std::io::Read::read(&mut file, &mut start))
        .map_err(|error| Error::Read { path: path.clone(), error })?;
    let start = &start[..len];
    let is_profile = start == profile::KIND.magic;
    if !is_profile && (options.pprof.is_some() || options.map.is_some() || options.plan.is_some()) {
        return Err(Error::Input {
            path: path.clone(),
            what: "not a profile, and --pprof, --map and --plan need one".into(),
        });
    }
    let text = if is_profile {
        report_profile(options)?
    } else if start.starts_with(ELF_MAGIC) {
        report_artifact(path, options.json)?
    } else if start.starts_with(b"QFI\xfb") {
        report_image(path, options.json)?
    } else if start.starts_with(b"{") {
        report_plan(path, options.json)?
    } else {
        let what = "none of a Preheat profile, plan, artifact or image".to_owned();
        return Err(Error::Input { path: path.clone(), what });
    };
    print(text)?;
    Ok(0)
}

/// What a profile and its module give.
#[derive(Serialize, Deserialize)]
struct Said {
    text: String,
    /// To be written.
    files: Vec<(PathBuf, Vec<u8>)>,
}

fn report_profile(options: &Report) -> Result<String, Error> {
    let path = &options.input;
    let profile = Profile::from_bytes(&inputs::read(path, &inputs::PROFILE)?)
        .map_err(|error| Error::Format { path: path.clone(), error })?;
    let said = match input_of(options, &profile)? {
        // A module may hold anything, so it is read in a process of its own.
        Some(input) => Budget::default()
            .contain(&input, || explained(options, &profile, Some(input.module()?)))?,
        None => explained(options, &profile, None)?,
    };
    said.files.iter().try_for_each(|(path, content)| error::write(path, content))?;
    Ok(said.text)
}

fn explained(
    options: &Report,
    profile: &Profile,
    module: Option<&ir::Module>,
) -> Result<Said, Error> {
    let path = &options.input;
    let misfit = |error| Error::Profiler { path: path.clone(), error };
    let mut files = Vec::new();
    if let Some(out) = &options.pprof {
        let content = to_pprof(needed(module, path)?, profile).map_err(misfit)?;
        files.push((out.clone(), content));
    }
    if let Some(out) = &options.map {
        let map = ProbabilityMap::new(needed(module, path)?, profile).map_err(misfit)?;
        files.push((out.clone(), map.to_dot(Scope::All).into_bytes()));
    }
    if let Some(out) = &options.plan {
        let level = TargetCpu::Native.level()?;
        let plan = stages::plan_of(profile, needed(module, path)?, level).map_err(misfit)?;
        files.push((out.clone(), plan.to_json().into_bytes()));
    }
    let mut text = match options.json {
        true => format!("{}\n", profile_json(profile)),
        false => explain::profile_text(profile, module),
    };
    if module.is_none() && !options.json {
        text.push_str(
            "\nThe module is not at hand: with --module IN.wasm this report says more about paths.\n",
        );
    }
    Ok(Said { text, files })
}

/// The module of a profile: the given one, or the one that was kept when it was profiled.
fn input_of(options: &Report, profile: &Profile) -> Result<Option<Input>, Error> {
    if let Some(path) = &options.module {
        return Input::open(path, &terminal()).map(Some);
    }
    let kept = Store::open(&terminal()).ok().and_then(|store| store.get_module(profile.module));
    Ok(kept.map(|wasm| Input::new(Path::new("the module in the store"), wasm, &terminal())))
}

fn needed<'a>(module: Option<&'a ir::Module>, path: &Path) -> Result<&'a ir::Module, Error> {
    module.ok_or_else(|| Error::Input {
        path: path.to_owned(),
        what: "its module is needed for this: give it with --module IN.wasm".into(),
    })
}

fn profile_json(profile: &Profile) -> serde_json::Value {
    let functions: Vec<_> = profile
        .functions
        .iter()
        .map(|(func, function)| {
            let edges: Vec<_> = function
                .edges
                .iter()
                .map(|((from, slot), edge)| {
                    json!({ "from": from, "slot": slot, "to": edge.to, "count": edge.count })
                })
                .collect();
            let blocks: Vec<_> = function
                .blocks
                .iter()
                .map(|block| json!({ "hash": block.hash.to_string(), "count": block.count }))
                .collect();
            let sites: Vec<_> = function
                .sites
                .iter()
                .map(|((block, kind), counts)| {
                    json!({ "block": block, "kind": kind, "values": counts.values, "other": counts.other })
                })
                .collect();
            json!({
                "func": func,
                "name": function.name,
                "entries": function.entries,
                "startup_entries": function.startup_entries,
                "blocks": blocks,
                "edges": edges,
                "paths": function.paths,
                "sites": sites,
            })
        })
        .collect();
    json!({
        "kind": "profile",
        "module": profile.module,
        "hash_version": profile.hash_version,
        "requests": profile.requests,
        "host_calls": profile.host_calls,
        "pages": profile.pages,
        "functions": functions,
    })
}

/// Adds a line to a text.
macro_rules! line {
    ($text:ident, $($what:tt)*) => {{
        // Writing to a text cannot fail.
        let _ = writeln!($text, $($what)*);
    }};
}

fn report_plan(path: &Path, as_json: bool) -> Result<String, Error> {
    let text = String::from_utf8(inputs::read(path, &inputs::PLAN)?)
        .map_err(|_| Error::Input { path: path.to_owned(), what: "not UTF-8 text".into() })?;
    let plan =
        Plan::from_json(&text).map_err(|error| Error::Format { path: path.to_owned(), error })?;
    Ok(if as_json { plan.to_json() } else { explain::plan_text(&plan) })
}

fn report_artifact(path: &Path, as_json: bool) -> Result<String, Error> {
    let file = inputs::read(path, &inputs::ARTIFACT)?;
    let maker = maker_of_artifact(path, &file)?;
    let artifact = ArtifactFile::from_bytes(path, file)?;
    let meta = artifact.meta();
    let functions = code_by_function(&artifact.functions()?);
    let blocks = artifact.blocks()?;
    let code: u64 = functions.iter().map(|function| function.bytes).sum();
    let plan = match meta.flavour {
        Flavour::Specialised { plan } => Some(plan),
        _ => None,
    };
    if as_json {
        let functions: Vec<_> = functions
            .iter()
            .map(
                |f| json!({ "func": f.func, "name": f.name, "pieces": f.pieces, "bytes": f.bytes }),
            )
            .collect();
        let json = json!({
            "kind": "artifact",
            "module": meta.module,
            "flavour": flavour_name(&meta.flavour),
            "plan": plan,
            "level": meta.level,
            "producer": meta.producer,
            "signed_by": key_of(&maker),
            "imports": meta.imports.iter().map(|import| format!("{}.{}", import.module, import.name)).collect::<Vec<_>>(),
            "code_bytes": code,
            "functions": functions,
            "decisions": artifact.decisions()?,
        });
        return Ok(format!("{json}\n"));
    }
    let mut text = String::new();
    line!(text, "artifact  {}", path.display());
    line!(text, "module    {}", meta.module);
    match plan {
        Some(plan) => line!(text, "flavour   specialised with plan {}", plan.short()),
        None => line!(text, "flavour   {}", flavour_name(&meta.flavour)),
    }
    line!(text, "needs     {}", meta.level);
    line!(text, "made with {}", meta.producer);
    line!(text, "made by   {maker}");
    let counted = blocks.iter().map(|func| func.blocks.len()).sum::<usize>();
    line!(
        text,
        "code      {} in {} functions of {} blocks",
        output::bytes(code),
        functions.iter().filter(|function| function.func.is_some()).count(),
        counted
    );
    for (number, memory) in (0..).zip(&meta.memories) {
        let runs = meta.image.iter().filter(|run| run.memory == number);
        let initial: u64 = runs.map(|run| run.len).sum();
        let max = memory.max.map_or("no limit".into(), |max| format!("at most {max}"));
        line!(
            text,
            "memory    {} pages ({max}), {} of them set",
            memory.min,
            output::bytes(initial)
        );
    }
    let exports: Vec<_> = meta
        .exports
        .iter()
        .filter(|export| matches!(export.item, ExportItem::Func { .. }))
        .map(|export| shown(&export.name))
        .collect();
    line!(text, "exports   {}", exports.join(", "));
    line!(text, "imports   {} functions", meta.imports.len());
    for import in &meta.imports {
        line!(text, "          {}.{}", shown(&import.module), shown(&import.name));
    }
    line!(text, "\nLargest functions");
    let mut table = Table::new(&[">bytes", ">share", ">pieces", "function"]);
    for function in functions.iter().take(15) {
        let share = 100.0 * function.bytes as f64 / code.max(1) as f64;
        table.row([
            function.bytes.to_string(),
            format!("{share:.1} %"),
            function.pieces.to_string(),
            function.name.clone(),
        ]);
    }
    text.push_str(&table.to_string());
    text.push_str(&decisions_text(&artifact)?);
    Ok(text)
}

/// What transformations decided, most often run first.
fn decisions_text(artifact: &ArtifactFile) -> Result<String, Error> {
    const MOST: usize = 30;
    let mut decisions = artifact.decisions()?;
    if decisions.is_empty() {
        return Ok(String::new());
    }
    let taken = decisions.iter().filter(|decision| decision.taken).count();
    let names: BTreeMap<u32, String> = artifact
        .functions()?
        .into_iter()
        .filter_map(|record| Some((record.func?, record.name)))
        .collect();
    let name = |func: u32| names.get(&func).cloned().unwrap_or_else(|| format!("func[{func}]"));
    let declined = decisions.len() - taken;
    let mut text = format!("\nTransformations: {taken} decisions taken, {declined} declined\n");
    decisions.sort_by_key(|decision| std::cmp::Reverse((decision.taken, decision.count)));
    let mut table = Table::new(&["step", "", ">count", ">growth", "in", "what", "why"]);
    for decision in decisions.iter().take(MOST) {
        let place = decision.place;
        let mut within = name(place.within);
        if place.func != place.within {
            within = format!("{within}, copied from {}", name(place.func));
        }
        table.row([
            decision.step.clone(),
            if decision.taken { "taken" } else { "declined" }.into(),
            decision.count.map_or("?".into(), |count| count.to_string()),
            decision.growth.to_string(),
            within,
            decision.what.clone(),
            decision.why.clone(),
        ]);
    }
    text.push_str(&table.to_string());
    if decisions.len() > MOST {
        line!(text, "and {} more: --json has all", decisions.len() - MOST);
    }
    Ok(text)
}

/// Who made an artifact; an error if it is not whole, or its signature does not hold.
fn maker_of_artifact(path: &Path, file: &[u8]) -> Result<Maker, Error> {
    let read = || -> Result<_, FormatError> {
        ARTIFACT.strip_trailer(file)?;
        let signed = Signed::read(file)?;
        let is_file = signed.statement.is_empty();
        Ok((signed.seal(&ARTIFACT)?.digest, signed.signature.filter(|_| is_file)))
    };
    let (digest, signature) =
        read().map_err(|error| Error::Format { path: path.to_owned(), error })?;
    Keys::of_user().maker(&Trust::default(), path, ARTIFACT, digest, signature.as_ref())
}

fn key_of(maker: &Maker) -> serde_json::Value {
    maker.key().map(|key| key.to_string()).into()
}

/// The code of one function, wherever it was inlined.
struct Code {
    func: Option<u32>,
    name: String,
    pieces: usize,
    bytes: u64,
}

/// Most code first.
fn code_by_function(records: &[FuncRecord]) -> Vec<Code> {
    let mut functions: BTreeMap<(Option<u32>, &str), Code> = BTreeMap::new();
    for record in records {
        let function = functions.entry((record.func, &record.name)).or_insert_with(|| Code {
            func: record.func,
            name: record.name.clone(),
            pieces: 0,
            bytes: 0,
        });
        function.pieces += 1;
        function.bytes += u64::from(record.len);
    }
    let mut functions: Vec<Code> = functions.into_values().collect();
    functions.sort_by_key(|function| std::cmp::Reverse(function.bytes));
    functions
}

fn report_image(path: &Path, as_json: bool) -> Result<String, Error> {
    let image = Image::open(path)?;
    let keys = Keys::of_user();
    let (digest, signature) = (image.digest(), image.signature());
    let maker = keys.maker(&Trust::default(), path, IMAGE, digest, signature)?;
    let manifest = image.manifest();
    if as_json {
        let mut json = serde_json::to_value(manifest).expect("a manifest has only string keys");
        json["signed_by"] = key_of(&maker);
        return Ok(format!("{json:#}\n"));
    }
    let machine = &manifest.machine;
    let mut text = String::new();
    line!(text, "image       {}", path.display());
    line!(text, "made by     {maker}");
    line!(text, "module      {}", manifest.module);
    line!(text, "artifact    {}", manifest.artifact);
    line!(text, "needs       {}", manifest.level);
    line!(
        text,
        "machine     {}, {} CPU {}, {} MiB, {:?}, QEMU {}",
        machine.machine_type,
        machine.cpus,
        machine.cpu_model,
        machine.memory_mib,
        machine.accelerator,
        machine.qemu_version
    );
    line!(text, "kernel      {} ({})", manifest.kernel.origin, output::bytes(manifest.kernel.len));
    line!(
        text,
        "initramfs   {} ({})",
        manifest.initramfs.origin,
        output::bytes(manifest.initramfs.len)
    );
    line!(
        text,
        "warm state  snapshot `{}` after {} requests",
        manifest.snapshot,
        manifest.warmed_with
    );
    line!(text, "disk        {} of qcow2", output::bytes(manifest.qcow2_len));
    Ok(text)
}
