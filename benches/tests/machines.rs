//! Every test request of the Markdown program gets the same response from a cold machine, a clone and a
//! pooled clone, and it is the expected one. (`preheat run` is held against the same responses in the
//! pipeline's tests.)

use std::sync::Arc;

use preheat_benches::machines::Machines;
use preheat_benches::program::Program;
use preheat_codegen::timing::Timings;
use preheat_formats::recipe::OptLevel;
use preheat_packager::Hypervisor;
use preheat_pipeline::keys::Keys;
use preheat_pipeline::observer::Nobody;
use preheat_pipeline::recipe::Recipe;
use preheat_pipeline::stages;
use preheat_pipeline::store::Store;

#[test]
fn all_machines_give_the_expected_responses() {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::of(
        folder.path().join("store"),
        Keys::at(&folder.path().join("keys")),
        &Nobody::watching(),
    )
    .unwrap();
    let program = Program::markdown().unwrap();
    let hypervisor = Hypervisor::find().unwrap();
    let level = hypervisor.guest_level();
    let recipe = Recipe { opt: OptLevel::O1, ..Recipe::generic(level) };
    let made = stages::compiled(&store, &program.input, &recipe, &Timings::default()).unwrap();
    let builder = preheat_benches::image::builder(&program, level, &made, None).unwrap();
    let output = folder.path().join("markdown.qcow2");
    let image = builder.build(&hypervisor, &output, &mut |_| {}).unwrap();
    let cache = folder.path().join("machines");
    let machines = Machines::prepare(Arc::new(image), &hypervisor, &cache).unwrap();
    let responses = machines.check_all(&program, &mut |_| {}).unwrap();
    assert_eq!(responses, 3 * program.test.len());
}
