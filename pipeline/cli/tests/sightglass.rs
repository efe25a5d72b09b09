//! Real programs of the Sightglass suite give the expected output, generic and specialised. The profile
//! is of the same run, since these programs have one input; this is about answers, not speed.

mod support;

use support::{ok, preheat, shared_data};

fn check(folder: &str, name: &str, expected: &str) {
    let Some(data) = shared_data("sightglass") else { return };
    let folder = data.join(folder);
    let module = folder.join(format!("{name}.wasm"));
    let expected = std::fs::read(folder.join(expected)).unwrap();
    let dir = format!("{}::.", folder.display());

    let generic = ok(preheat(["run", module.to_str().unwrap(), "--dir", &dir]));
    assert_eq!(generic.stdout, expected, "generic");

    let scratch = tempfile::tempdir().unwrap();
    let path = |ending: &str| scratch.path().join(format!("p.{ending}")).display().to_string();
    let module = module.to_str().unwrap();
    ok(preheat(["profile", module, "--dir", &dir, "--timeout", "600", "-o", &path("profile")]));
    ok(preheat(["compile", module, "--profile", &path("profile"), "-o", &path("preheat")]));
    let specialised = ok(preheat(["run", &path("preheat"), "--dir", &dir]));
    assert_eq!(specialised.stdout, expected, "specialised");
}

macro_rules! programs {
    ($($test:ident: $folder:literal $name:literal $expected:literal;)*) => {$(
        #[test]
        fn $test() {
            check($folder, $name, $expected);
        }
    )*};
}

programs! {
    blake3_scalar: "blake3-scalar" "benchmark" "benchmark.stdout.expected";
    blind_sig: "blind-sig" "benchmark" "benchmark.stdout.expected";
    bz2: "bz2" "benchmark" "benchmark.stdout.expected";
    gcc_loops: "gcc-loops" "benchmark" "default.stdout.expected";
    libsodium_box_easy: "libsodium" "libsodium-box_easy" "libsodium-box_easy.stdout.expected";
    libsodium_chacha20: "libsodium" "libsodium-chacha20" "libsodium-chacha20.stdout.expected";
    libsodium_generichash: "libsodium" "libsodium-generichash" "libsodium-generichash.stdout.expected";
    libsodium_hash: "libsodium" "libsodium-hash" "libsodium-hash.stdout.expected";
    libsodium_onetimeauth: "libsodium" "libsodium-onetimeauth" "libsodium-onetimeauth.stdout.expected";
    libsodium_pwhash_argon2id: "libsodium" "libsodium-pwhash_argon2id" "libsodium-pwhash_argon2id.stdout.expected";
    libsodium_secretbox: "libsodium" "libsodium-secretbox" "libsodium-secretbox.stdout.expected";
    libsodium_shorthash: "libsodium" "libsodium-shorthash" "libsodium-shorthash.stdout.expected";
    libsodium_sign: "libsodium" "libsodium-sign" "libsodium-sign.stdout.expected";
    libsodium_stream: "libsodium" "libsodium-stream" "libsodium-stream.stdout.expected";
    noop: "noop" "benchmark" "benchmark.stdout.expected";
    pulldown_cmark: "pulldown-cmark" "benchmark" "benchmark.stdout.expected";
    quicksort: "quicksort" "benchmark" "benchmark.stdout.expected";
    richards: "richards" "benchmark" "benchmark.stdout.expected";
    rust_json: "rust-json" "benchmark" "benchmark.stdout.expected";
    shootout_ackermann: "shootout" "shootout-ackermann" "shootout-ackermann.stdout.expected";
    shootout_base64: "shootout" "shootout-base64" "shootout-base64.stdout.expected";
    shootout_ctype: "shootout" "shootout-ctype" "shootout-ctype.stdout.expected";
    shootout_ed25519: "shootout" "shootout-ed25519" "shootout-ed25519.stdout.expected";
    shootout_fib2: "shootout" "shootout-fib2" "shootout-fib2.stdout.expected";
    shootout_gimli: "shootout" "shootout-gimli" "shootout-gimli.stdout.expected";
    shootout_heapsort: "shootout" "shootout-heapsort" "shootout-heapsort.stdout.expected";
    shootout_keccak: "shootout" "shootout-keccak" "shootout-keccak.stdout.expected";
    shootout_matrix: "shootout" "shootout-matrix" "shootout-matrix.stdout.expected";
    shootout_minicsv: "shootout" "shootout-minicsv" "shootout-minicsv.stdout.expected";
}
