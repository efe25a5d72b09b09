//! Writes the seeds that are valid (`seeds/*/valid-*`) anew: after a change of a format, and when this
//! program is changed to make more of them. What a fuzzer found keeps its name, whatever it is today.

use std::collections::BTreeMap;
use std::error::Error;
use std::path::{Path, PathBuf};
use std::process::Command;

use preheat_codegen::compile::{CompileOptions, compile};
use preheat_codegen::timing::Timings;
use preheat_formats::artifact::{PathStore, SiteKind};
use preheat_formats::artifact_index::ArtifactIndex;
use preheat_formats::manifest::{self, Accelerator, FileRecord, Machine, Manifest, StateRecord};
use preheat_formats::plan::Plan;
use preheat_formats::profile::{
    BlockCount, EdgeCount, FunctionProfile, PathProfile, Profile, ValueCounts,
};
use preheat_formats::protocol::{
    Event, Events, FromAgent, Happening, Hit, Limits, Mode, Outcome, Ready, Request, Response,
    Stats, ToAgent, Usage, encode,
};
use preheat_formats::recipe::{Backend, OptLevel};
use preheat_formats::{CpuLevel, Digest, Trap};
use preheat_fuzz_parsers::elf;
use preheat_packager::parsers;
use preheat_passes::block_hash::HASH_VERSION;
use preheat_passes::decode::decode;
use preheat_passes::instrument::{Detail, instrument};
use preheat_passes::transform::Selection;
use preheat_profiler::{PlanOptions, make_plan};

type Result<T = ()> = std::result::Result<T, Box<dyn Error>>;

fn main() -> Result {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    modules(here)?;
    let example = wat::parse_file(here.join("modules/example.wat"))?;
    let plan = profile_and_plan(&example)?;
    artifacts(&example, &plan)?;
    image(&example)?;
    disk()?;
    frames()?;
    monitor()?;
    boot()
}

fn write(target: &str, name: &str, bytes: &[u8]) -> Result {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("seeds").join(target);
    std::fs::create_dir_all(&folder)?;
    let path = folder.join(name);
    std::fs::write(&path, bytes)?;
    println!("{} {}", bytes.len(), path.display());
    Ok(())
}

fn modules(here: &Path) -> Result {
    for entry in std::fs::read_dir(here.join("modules"))? {
        let path = entry?.path();
        let wasm = wat::parse_file(&path)?;
        let kind = if decode(&wasm).is_ok() { "valid" } else { "refused" };
        let stem = path.file_stem().unwrap_or_default().to_string_lossy();
        write("module", &format!("{kind}-{stem}.wasm"), &wasm)?;
    }
    // A component starts like a module.
    write("module", "refused-component.wasm", b"\0asm\x0d\0\x01\0")
}

/// Ten requests that took every edge of every function of the example.
fn profile_and_plan(example: &[u8]) -> Result<Plan> {
    let mut module = decode(example)?;
    let map = instrument(&mut module, &Detail::All);
    let mut profile = Profile::new(module.digest, HASH_VERSION);
    for function in &map.functions {
        let count = |hash: &_| BlockCount { hash: *hash, count: 1000 };
        let edges = function.edges.iter().map(|edge| {
            ((edge.from, edge.slot), EdgeCount { to: edge.to, count: 500 + u64::from(edge.slot) })
        });
        let paths = function.paths.map(|paths| PathProfile {
            total: paths.total,
            counts: BTreeMap::from([(0, 900), (paths.total - 1, 100)]),
        });
        let counted = FunctionProfile {
            name: function.name.clone(),
            entries: 10,
            startup_entries: u64::from(function.func == 1),
            blocks: function.blocks.iter().map(count).collect(),
            edges: edges.collect(),
            paths,
            sites: BTreeMap::new(),
        };
        profile.functions.insert(function.func, counted);
    }
    for site in &map.sites {
        let value = match site.kind {
            SiteKind::CallTarget { .. } => 3,
            _ => 100,
        };
        let counts = ValueCounts { values: BTreeMap::from([(value, 900)]), other: 100 };
        let function = profile.functions.get_mut(&site.func).ok_or("a counted function")?;
        function.sites.insert((site.block, site.kind), counts);
    }
    profile.host_calls = BTreeMap::from([("env.read".into(), 10)]);
    profile.pages = BTreeMap::from([(0, 10), (1, 5)]);
    for request in 1..=10u64 {
        profile.requests.wall_ns.add(request * 1_000_000);
        profile.requests.memory_bytes.add(65536);
        profile.requests.output_bytes.add(250 * request);
    }
    write("profile", "valid-example.profile", &profile.to_bytes())?;
    let none = Profile::new(module.digest, HASH_VERSION);
    write("profile", "valid-empty.profile", &none.to_bytes())?;

    let plan = make_plan(&decode(example)?, &profile, &PlanOptions::new(CpuLevel::V2))?;
    write("plan", "valid-example.json", plan.to_json().as_bytes())?;
    write("planned", "valid-example.json", plan.to_json().as_bytes())?;
    Ok(plan)
}

fn artifacts(example: &[u8], plan: &Plan) -> Result {
    let mut counting = decode(example)?;
    let mut map = instrument(&mut counting, &Detail::All);
    // One function whose paths the agent counts: the example has too few of them.
    if let Some(paths) = map.functions.iter_mut().filter_map(|f| f.paths.as_mut()).last() {
        paths.store = PathStore::Slot(map.path_slots);
        map.path_slots += 1;
    }
    let plain = decode(example)?;
    let progress = &|_| {};
    let timings = &Timings::default();
    let options = |plan, counters| CompileOptions {
        processor: None,
        level: CpuLevel::V2,
        backend: Backend::Llvm,
        opt: OptLevel::O1,
        plan,
        steps: Selection::ALL,
        counters,
        progress,
        timings,
    };
    let files = [
        ("generic", compile(&plain, example, &options(None, None))?),
        ("specialised", compile(&plain, example, &options(Some(plan), None))?),
        ("instrumented", compile(&counting, example, &options(None, Some(&map)))?),
    ];
    for (name, file) in &files {
        write("artifact", &format!("valid-{name}.preheat"), file)?;
        let index = ArtifactIndex::read(file)?;
        let content = |name: &&'static str| &file[index.section(name).unwrap_or_default()];
        let contents = elf::CODED.each_ref().map(content);
        let joined = elf::join(contents).ok_or("the example's sections are small")?;
        write("sections", &format!("valid-{name}.sections"), &joined)?;
    }
    Ok(())
}

fn image(example: &[u8]) -> Result {
    let record = |origin: &str| FileRecord {
        origin: origin.into(),
        digest: Digest::of(origin.as_bytes()),
        len: 1 << 20,
    };
    let manifest = Manifest {
        version: manifest::KIND.version,
        module: Digest::of(example),
        artifact: Digest::of(b"artifact"),
        level: CpuLevel::V3,
        kernel: record("linux-image 6.12"),
        initramfs: record("preheat 0.1.0"),
        machine: Machine {
            qemu_version: "7.2.22".into(),
            machine_type: "pc-q35-7.2".into(),
            cpu_model: "qemu64-v1,ssse3=on,enforce".into(),
            accelerator: Accelerator::Tcg,
            memory_mib: 128,
            cpus: 1,
        },
        snapshot: "warm".into(),
        // QEMU's tool saves no machine with it.
        state: StateRecord { digest: Digest::of(b""), len: 0 },
        warmed_with: 3,
        qcow2_len: 65536,
    };
    let mut disk = small_disk(b"only some text")?;
    disk.resize(65536, 0);
    disk.extend_from_slice(manifest.to_json().as_bytes());
    let file = manifest::KIND.append_trailer(disk);
    write("image", "valid-small.qcow2", &file)
}

/// A disk as images have it, but with small clusters, which our own writer does not make.
fn disk() -> Result {
    let request = encode(&ToAgent::Request(example_request()))?;
    write("disk", "valid-small.qcow2", &small_disk(&parsers::file_system("rehearsal", &request)?)?)
}

/// A qcow2 file with small clusters that holds this and a snapshot.
fn small_disk(content: &[u8]) -> Result<Vec<u8>> {
    let raw = tempfile("preheat-seeds-raw", content)?;
    let qcow2 = std::env::temp_dir().join("preheat-seeds-qcow2");
    let mut convert = Command::new("qemu-img");
    convert.args(["convert", "-f", "raw", "-O", "qcow2", "-o", "cluster_size=512"]);
    let mut snapshot = Command::new("qemu-img");
    snapshot.args(["snapshot", "-c", "warm"]).arg(&qcow2);
    for command in [convert.args([&raw, &qcow2]), &mut snapshot] {
        if !command.status()?.success() {
            return Err("qemu-img failed".into());
        }
    }
    let disk = std::fs::read(&qcow2)?;
    std::fs::remove_file(raw)?;
    std::fs::remove_file(qcow2)?;
    Ok(disk)
}

fn tempfile(name: &str, content: &[u8]) -> Result<PathBuf> {
    let path = std::env::temp_dir().join(name);
    std::fs::write(&path, content)?;
    Ok(path)
}

fn example_request() -> Request {
    Request {
        stdin: b"# a title".to_vec(),
        args: Some(vec!["--fast".into()]),
        env: Some(vec![("LANG".into(), "C".into())]),
        limits: Limits::default(),
        mode: Mode::Count,
    }
}

fn frames() -> Result {
    let response = Response {
        outcome: Outcome::Trap { trap: Trap::StackOverflow, function: Some("main".into()) },
        stdout: b"<h1>".to_vec(),
        stderr: vec![],
        usage: Usage {
            wall_ns: 5,
            cpu_ns: 4,
            memory_bytes: 65536,
            peak_rss_bytes: 1 << 20,
            marked_ns: 0,
        },
    };
    let to_agent = [
        ToAgent::Ping { entropy: [7; 32], unix_time_ns: 1 << 60 },
        ToAgent::Request(example_request()),
        ToAgent::ExportProfile,
        ToAgent::Stats,
        ToAgent::Events,
        ToAgent::Shutdown,
    ];
    let from_agent = [
        FromAgent::Ready(Ready { warm: true, load_ns: 900_000 }),
        FromAgent::Pong,
        FromAgent::Response(response),
        FromAgent::Profile(vec![1; 100]),
        FromAgent::Stats(Stats { requests: 9, failed: 1, resident_bytes: 1 << 20 }),
        FromAgent::Refused("no".into()),
        FromAgent::Failed("no more".into()),
        FromAgent::Events(Events {
            list: vec![
                Event {
                    unix_time_ms: 5,
                    what: Happening::WarmProcessLost { why: "it died".into() },
                },
                Event { unix_time_ms: 6, what: Happening::WarmProcessRestarted },
                Event { unix_time_ms: 7, what: Happening::Refused { why: "no".into() } },
                Event { unix_time_ms: 8, what: Happening::LimitHit(Hit::Output) },
            ],
            dropped: 2,
        }),
    ];
    let to_agent: std::result::Result<Vec<_>, _> = to_agent.iter().map(encode).collect();
    write("protocol", "valid-to-agent.frames", &to_agent?.concat())?;
    let from_agent: std::result::Result<Vec<_>, _> = from_agent.iter().map(encode).collect();
    write("protocol", "valid-from-agent.frames", &from_agent?.concat())
}

fn monitor() -> Result {
    let said = [
        r#"{"QMP": {"version": {"qemu": {"micro": 22, "minor": 2, "major": 7}}, "capabilities": []}}"#,
        r#"{"return": {}}"#,
        r#"{"timestamp": {"seconds": 1, "microseconds": 2}, "event": "STOP"}"#,
        r#"{"return": {"running": true, "status": "running"}, "id": 0}"#,
        r#"{"error": {"class": "GenericError", "desc": "no such job"}, "id": 1}"#,
        r#"{"event": "MIGRATION", "data": {"status": "completed"}, "timestamp": {"seconds": 1}}"#,
        r#"{"event": "JOB_STATUS_CHANGE", "data": {"status": "concluded", "id": "save"}}"#,
        "",
    ];
    write("monitor", "valid-said.jsonl", said.join("\r\n").as_bytes())
}

fn boot() -> Result {
    // A bzImage: its header's magic, its setup sectors, and where its payload lies (from the second sector
    // on).
    let mut image = vec![0; 4 * 512];
    image[0x1f1] = 1;
    image[0x202..0x206].copy_from_slice(b"HdrS");
    image[0x248..0x24c].copy_from_slice(&64u32.to_le_bytes());
    image[0x24c..0x250].copy_from_slice(&100u32.to_le_bytes());
    image[1024 + 64..][..4].copy_from_slice(&[0x28, 0xb5, 0x2f, 0xfd]);
    write("boot", "valid-bzimage", &image)?;
    write("boot", "valid-agent", &elf::of_sections(&[&[]; elf::CODED.len()]))
}
