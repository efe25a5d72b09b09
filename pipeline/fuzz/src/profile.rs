//! Profiles: reading one, checking it against its module, and everything that is then done with its numbers.

use std::sync::OnceLock;

use preheat_formats::CpuLevel;
use preheat_formats::plan::Plan;
use preheat_formats::profile::{KIND, Profile};
use preheat_formats::seal::SEAL_LEN;
use preheat_passes::block_hash::{HASH_VERSION, block_hashes};
use preheat_passes::decode::decode;
use preheat_passes::ir::Module;
use preheat_profiler::explain::{plan_text, profile_text};
use preheat_profiler::map::Scope;
use preheat_profiler::{PlanOptions, ProbabilityMap, make_plan, merge, resolve, to_pprof};

use crate::module::EXAMPLE;
use crate::verdict::Verdict;

/// Reads a profile: as it is, and with the header that belongs to its content; then as one of
/// [`EXAMPLE`], whatever its digests say.
pub fn profile(bytes: &[u8]) -> Verdict {
    let _ = Profile::from_bytes(bytes);
    let payload = match bytes.split_first_chunk::<SEAL_LEN>() {
        Some((header, payload)) if header.starts_with(&KIND.magic) => payload,
        _ => bytes,
    };
    let Ok(mut profile) = Profile::from_bytes(&KIND.wrap(payload)) else { return Verdict::Refused };
    let again = Profile::from_bytes(&profile.to_bytes());
    assert_eq!(again.as_ref(), Ok(&profile), "a profile is read as it was written");
    // Reports show a profile without its module.
    let _ = profile_text(&profile, None);

    let module = example();
    belong_to(&mut profile, module);
    let _ = profile_text(&profile, Some(module));
    if resolve(module, &profile).is_err() {
        return Verdict::Refused;
    }
    use_counts(module, &profile);
    Verdict::Accepted
}

/// [`EXAMPLE`], decoded once.
pub fn example() -> &'static Module {
    static MODULE: OnceLock<Module> = OnceLock::new();
    MODULE.get_or_init(|| decode(EXAMPLE).expect("the example is valid"))
}

/// Makes the digests right that a mutation cannot hit.
fn belong_to(profile: &mut Profile, module: &Module) {
    profile.module = module.digest;
    profile.hash_version = HASH_VERSION;
    for (&func, function) in &mut profile.functions {
        let body = module.funcs.get(func as usize).and_then(|func| func.body.as_ref());
        let hashes = body.map(|body| block_hashes(module, body)).unwrap_or_default();
        function.blocks.iter_mut().zip(hashes).for_each(|(block, hash)| block.hash = hash);
    }
}

fn use_counts(module: &Module, profile: &Profile) {
    let options = PlanOptions::new(CpuLevel::V2);
    let plan = make_plan(module, profile, &options).expect("it fits its module");
    assert_eq!(Plan::from_json(&plan.to_json()).as_ref(), Ok(&plan), "plans are read as written");
    let _ = plan_text(&plan);
    let map = ProbabilityMap::new(module, profile).expect("it fits its module");
    let _ = (map.to_dot(Scope::All), map.to_json(Scope::All));
    to_pprof(module, profile).expect("it fits its module");
    let sum = merge(profile.clone(), profile).expect("a profile agrees with itself");
    resolve(module, &sum).expect("a sum of profiles that fit fits");
}
