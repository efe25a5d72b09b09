//! The formats, byte for byte. A test that fails here means that files of older versions can no longer be
//! read: raise the version of that format, and only then change what is expected.

use std::collections::BTreeMap;

use preheat_formats::abi::{FuncRef, InstanceLayout};
use preheat_formats::artifact::{BlockHash, SiteKind};
use preheat_formats::manifest::{Accelerator, FileRecord, Machine, Manifest, StateRecord};
use preheat_formats::plan::{
    BranchWeights, FunctionPlan, Heat, HotPath, Plan, Resources, Site, VERSION,
};
use preheat_formats::profile::{
    BlockCount, EdgeCount, FunctionProfile, PathProfile, Profile, RequestStats, Summary,
    ValueCounts,
};
use preheat_formats::protocol::{
    self, FromAgent, Limits, Mode, Outcome, ProtocolError, Request, Response, ToAgent, Usage,
};
use preheat_formats::recipe::{Backend, OptLevel, Recipe};
use preheat_formats::seal::Kind;
use preheat_formats::signature::{BLOCK_LEN, Claim, Signature, Signed, append};
use preheat_formats::{
    CpuLevel, Digest, FormatError, PublicKey, Trap, artifact, manifest, profile,
};

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn example_profile() -> Profile {
    let mut requests = RequestStats::default();
    for ns in [900, 1_000, 1_100_000] {
        requests.wall_ns.add(ns);
    }
    let function = FunctionProfile {
        name: "render".into(),
        entries: 3,
        startup_entries: 1,
        blocks: vec![
            BlockCount { hash: BlockHash([1; 16]), count: 3 },
            BlockCount { hash: BlockHash([2; 16]), count: 300 },
        ],
        edges: BTreeMap::from([((0, 0), EdgeCount { to: 1, count: 3 })]),
        paths: Some(PathProfile { total: 2, counts: BTreeMap::from([(1, 297)]) }),
        sites: BTreeMap::from([(
            (0, SiteKind::Param { index: 0 }),
            ValueCounts { values: BTreeMap::from([(7, 2)]), other: 1 },
        )]),
    };
    Profile {
        functions: BTreeMap::from([(5, function)]),
        pages: BTreeMap::from([(16, 3)]),
        host_calls: BTreeMap::from([("wasi_snapshot_preview1.fd_read".into(), 6)]),
        requests,
        ..Profile::new(Digest::of(b"module"), 1)
    }
}

fn example_request() -> ToAgent {
    ToAgent::Request(Request {
        stdin: b"hello".to_vec(),
        args: None,
        env: Some(vec![("A".into(), "b".into())]),
        limits: Limits { time_ms: 5, memory_bytes: 0, output_bytes: 9 },
        mode: Mode::Count,
    })
}

#[test]
fn a_seal() {
    let kind = Kind { magic: *b"PREHEATX", version: 3, name: "example" };
    assert_eq!(
        hex(&kind.wrap(b"abc")),
        "5052454845415458" // magic
            .to_owned()
            + "03000000" // version
            + "00000000"
            + "0300000000000000" // length
            + "6437b3ac38465133ffb63b75273a8db548c558465d79db03fd359c6cd5bd9d85" // BLAKE3 of "abc"
            + "5052454845415458" // magic
            + "616263"
    );
}

#[test]
fn sealed_files_are_refused_when_anything_is_wrong() {
    let kind = Kind { magic: *b"PREHEATX", version: 3, name: "example" };
    let newer = Kind { version: 4, ..kind };
    let sealed = kind.wrap(b"payload");
    assert_eq!(kind.unwrap(&sealed), Ok(&b"payload"[..]));
    let version = FormatError::Version { kind: "example", found: 3, supported: 4 };
    assert_eq!(newer.unwrap(&sealed), Err(version));
    let trailed = kind.append_trailer(b"payload".to_vec());
    assert_eq!(kind.strip_trailer(&trailed), Ok(&b"payload"[..]));
    for len in 0..sealed.len() {
        assert!(kind.unwrap(&sealed[..len]).is_err(), "{len}");
        assert!(kind.strip_trailer(&trailed[..len]).is_err(), "{len}");
    }
    for at in 0..sealed.len() {
        // Bytes 12 to 15 of a seal are reserved and not read.
        let reserved = |start: usize| (start + 12..start + 16).contains(&at);
        let flip = |file: &[u8]| {
            let mut file = file.to_vec();
            file[at] ^= 1;
            file
        };
        assert_eq!(kind.unwrap(&flip(&sealed)).is_err(), !reserved(0), "{at}");
        assert_eq!(kind.strip_trailer(&flip(&trailed)).is_err(), !reserved(7), "{at}");
    }
}

/// What is signed, and how it lies in a file. Whoever changes the message makes all signatures of before
/// worthless.
#[test]
fn a_signature_lies_behind_the_seal_and_changes_nothing_before_it() {
    let kind = Kind { magic: *b"PREHEATX", version: 3, name: "example" };
    let digest = Digest([0xd1; 32]);
    let entry = Claim::entry(kind, digest, b"from something").message();
    let file = Claim::file(kind, digest).message();
    let start = b"preheat signature 1\0file\0PREHEATX\x03\0\0\0";
    assert_eq!(file[..start.len()], start[..]);
    assert_eq!(file[start.len()..][..32], [0xd1; 32]);
    assert_eq!(file[start.len() + 32..], Digest::of(b"").0);
    assert!(entry.starts_with(b"preheat signature 1\0entry\0PREHEATX"));
    let others = [
        Claim::entry(kind, digest, b"from something else"),
        Claim::entry(kind, digest, b""),
        Claim::entry(Kind { version: 4, ..kind }, digest, b"from something"),
        Claim::entry(Kind { magic: *b"PREHEATY", ..kind }, digest, b"from something"),
        Claim::entry(kind, Digest([0xd2; 32]), b"from something"),
    ];
    assert!(others.iter().all(|other| other.message() != entry));

    let sealed = kind.append_trailer(b"payload".to_vec());
    let signature = Signature { key: PublicKey([0xaa; 32]), bytes: [0xbb; 64] };
    let signed = append(sealed.clone(), b"from something", signature);
    assert_eq!(
        hex(&signed[sealed.len() + 14..]),
        "5052454845415453".to_owned() // magic
            + "01000000" // version
            + "0e000000" // length of the statement
            + &"aa".repeat(32)
            + &"bb".repeat(64)
            + "0000000000000000"
            + "5052454845415453"
    );
    assert_eq!(kind.strip_trailer(&signed), Ok(&b"payload"[..]));
    let read = Signed::read(&signed).unwrap();
    assert_eq!((read.sealed, read.statement), (&sealed[..], &b"from something"[..]));
    assert_eq!(read.signature, Some(signature));
    assert_eq!(read.seal(&kind).unwrap().digest, Digest::of(b"payload"));
    assert_eq!(Signed::read(&sealed).unwrap().signature, None);
    for len in 0..signed.len() {
        assert!(len == sealed.len() || kind.strip_trailer(&signed[..len]).is_err(), "{len}");
    }
    // What is signed is not believed, but what lies where must be sure.
    let at = |place: usize, byte: u8| {
        let mut changed = signed.clone();
        let block = changed.len() - BLOCK_LEN;
        changed[block + place] = byte;
        Signed::read(&changed).map(|read| read.signature)
    };
    assert!(matches!(at(8, 2), Err(FormatError::Version { kind: "signature", .. })));
    assert!(matches!(at(12, 0xff), Err(FormatError::Malformed { .. })));
    assert!(matches!(at(14, 0xff), Err(FormatError::Malformed { .. })));
    assert!(matches!(at(115, 1), Err(FormatError::Malformed { .. })));
}

#[test]
fn keys_are_written_so_that_nobody_takes_one_for_a_digest() {
    let key = PublicKey([0x5a; 32]);
    let text = format!("ed25519:{}", "5a".repeat(32));
    assert_eq!(key.to_string(), text);
    assert_eq!(text.parse(), Ok(key));
    for wrong in ["", "ed25519:", &"5a".repeat(32), &text[..text.len() - 1], &format!("{text}0")] {
        assert!(wrong.parse::<PublicKey>().is_err(), "{wrong}");
    }
    let signature = Signature { key, bytes: [0x17; 64] };
    let json = serde_json::to_string(&signature).unwrap();
    assert_eq!(json, format!("\"{text} {}\"", "17".repeat(64)));
    assert_eq!(serde_json::from_str::<Signature>(&json).unwrap(), signature);
    assert!(serde_json::from_str::<Signature>("\"ed25519:5a 17\"").is_err());
}

#[test]
fn magics_and_versions() {
    let kinds = [artifact::KIND, profile::KIND, manifest::KIND];
    let texts = kinds.map(|kind| {
        format!("{} {} {}", std::str::from_utf8(&kind.magic).unwrap(), kind.version, kind.name)
    });
    assert_eq!(texts, ["PREHEATA 4 artifact", "PREHEATP 1 profile", "PREHEATI 3 image"]);
}

#[test]
fn a_profile() {
    let profile = example_profile();
    let file = profile.to_bytes();
    assert_eq!(Profile::from_bytes(&file).unwrap(), profile);
    insta::assert_snapshot!(hex(&file[64..]));
}

#[test]
fn a_summary_counts_by_bit_length() {
    let mut summary = Summary::default();
    for value in [0, 1, 2, 3, 4, u64::MAX] {
        summary.add(value);
    }
    assert_eq!(summary.count, 6);
    assert_eq!((summary.min, summary.max, summary.sum), (Some(0), Some(u64::MAX), u64::MAX));
    assert_eq!(summary.buckets, BTreeMap::from([(0, 1), (1, 1), (2, 2), (3, 1), (64, 1)]));
    assert_eq!(Summary::default().mean(), None);
}

fn example_plan() -> Plan {
    Plan {
        version: VERSION,
        module: Digest::of(b"module"),
        profile: Digest::of(b"profile"),
        level: CpuLevel::V3,
        requests: 3,
        functions: vec![FunctionPlan {
            func: 5,
            name: "render".into(),
            heat: Heat::Hot,
            entries: 3,
            share: 0.75,
            branches: vec![BranchWeights { block: 1, weights: vec![297, 3] }],
            paths: vec![HotPath {
                path: 1,
                blocks: vec![0, 1],
                count: 297,
                probability: 0.99,
                uncertainty: 0.01,
            }],
            sites: vec![
                Site {
                    block: 0,
                    kind: SiteKind::CallTarget { inst: 2 },
                    values: vec![(7, 290)],
                    other: 10,
                },
                Site { block: 1, kind: SiteKind::TripCount, values: vec![(99, 3)], other: 0 },
            ],
        }],
        order: vec![5],
        libraries: vec!["wasi_snapshot_preview1.fd_read".into()],
        pages: vec![16],
        resources: Resources { cpu_ns: 1, memory_bytes: 65536, output_bytes: 3 },
    }
}

#[test]
fn a_plan() {
    let plan = example_plan();
    assert_eq!(Plan::from_json(&plan.to_json()).unwrap(), plan);
    insta::assert_snapshot!(plan.to_json());
}

#[test]
fn a_recipe() {
    let plan = Some(example_plan());
    let recipe = Recipe {
        backend: Backend::Mixed,
        opt: OptLevel::O3,
        plan,
        steps: vec!["inline".into()],
        decisions: Some(7),
    };
    let bytes = postcard::to_stdvec(&recipe).unwrap();
    assert_eq!(postcard::from_bytes::<Recipe>(&bytes).unwrap(), recipe);
    insta::assert_snapshot!(hex(&bytes));
    let plain = Recipe {
        backend: Backend::Llvm,
        opt: OptLevel::O0,
        plan: None,
        steps: vec![],
        decisions: None,
    };
    assert_eq!(postcard::to_stdvec(&plain).unwrap(), [0, 0, 0, 0, 0]);
}

#[test]
fn plans_of_other_versions_are_refused_as_such() {
    for found in [1, 9] {
        let error = Plan::from_json(&format!(r#"{{"version": {found}, "anything": 1}}"#));
        let version = FormatError::Version { kind: "plan", found, supported: VERSION };
        assert_eq!(error.unwrap_err(), version);
    }
    assert!(matches!(Plan::from_json("{"), Err(FormatError::Malformed { kind: "plan", .. })));
    assert!(matches!(
        Plan::from_json(r#"{"version": 2}"#),
        Err(FormatError::Malformed { kind: "plan", .. })
    ));
}

#[test]
fn a_manifest() {
    let file = |text: &str| FileRecord {
        origin: format!("{text} 1.0"),
        digest: Digest::of(text.as_bytes()),
        len: 3,
    };
    let manifest = Manifest {
        version: manifest::KIND.version,
        module: Digest::of(b"module"),
        artifact: Digest::of(b"artifact"),
        level: CpuLevel::V3,
        kernel: file("kernel"),
        initramfs: file("initramfs"),
        machine: Machine {
            qemu_version: "7.2.22".into(),
            machine_type: "pc-q35-7.2".into(),
            cpu_model: "EPYC".into(),
            accelerator: Accelerator::Tcg,
            memory_mib: 256,
            cpus: 1,
        },
        snapshot: "warm".into(),
        state: StateRecord { digest: Digest::of(b"state"), len: 5 },
        warmed_with: 2,
        qcow2_len: 65536,
    };
    assert_eq!(Manifest::from_json(&manifest.to_json()).unwrap(), manifest);
    insta::assert_snapshot!(manifest.to_json());
}

#[test]
fn frames() {
    let request = protocol::encode(&example_request()).unwrap();
    insta::assert_snapshot!(hex(&request));
    let response = FromAgent::Response(Response {
        outcome: Outcome::Trap { trap: Trap::StackOverflow, function: Some("f".into()) },
        stdout: b"out".to_vec(),
        stderr: vec![],
        usage: Usage { wall_ns: 1, cpu_ns: 2, memory_bytes: 3, peak_rss_bytes: 4, marked_ns: 5 },
    });
    let frame = protocol::encode(&response).unwrap();
    insta::assert_snapshot!(hex(&frame));
    let both = [request, frame].concat();
    let mut reader = &both[..];
    assert_eq!(protocol::read_frame::<ToAgent>(&mut reader).unwrap(), example_request());
    assert_eq!(protocol::read_frame::<FromAgent>(&mut reader).unwrap(), response);
    let end = protocol::read_frame::<ToAgent>(&mut reader);
    assert!(matches!(end, Err(ProtocolError::Closed)));
}

#[test]
fn damaged_frames_are_refused_before_memory_is_set_aside() {
    let frame = protocol::encode(&example_request()).unwrap();
    for len in 1..frame.len() {
        let result = protocol::read_frame::<ToAgent>(&frame[..len]);
        assert!(matches!(result, Err(ProtocolError::Malformed(_))), "{len}");
    }
    for at in 0..frame.len() {
        let mut frame = frame.clone();
        frame[at] ^= 1;
        assert!(protocol::read_frame::<ToAgent>(&frame[..]).is_err(), "{at}");
    }
    let mut huge = frame;
    huge[4..8].copy_from_slice(&u32::MAX.to_le_bytes());
    let Err(ProtocolError::Malformed(what)) = protocol::read_frame::<ToAgent>(&huge[..]) else {
        panic!("a length over the limit is refused");
    };
    assert!(what.contains("over the limit"), "{what}");
}

#[test]
fn the_instance_layout() {
    let layout = InstanceLayout { globals: 3, tables: 1, memories: 3, counters: 600 };
    assert_eq!([layout.global(0), layout.global(2), layout.table(0)], [-272, -304, -320]);
    assert_eq!((layout.state_len(), layout.counters_len()), (4096, 8192));
    assert_eq!((layout.counter(0), layout.counter(599)), (-12288, -12288 + 8 * 599));
    assert_eq!(layout.total_len(), 12288);
    assert_eq!(FuncRef::new(0x10, 2).0, 0x2_0000_0010);
}

#[test]
fn trap_codes() {
    let codes: Vec<_> = Trap::ALL.iter().map(|trap| *trap as u8).collect();
    assert_eq!(codes, (1..=10).collect::<Vec<_>>());
    for trap in Trap::ALL {
        assert_eq!(Trap::from_code(trap as u8), Some(trap));
    }
    assert_eq!(Trap::from_code(0), None);
}
