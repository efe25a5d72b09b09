//! The house: rooms know only those below them (Cargo.toml), and inside a room no file imports in a circle
//! (the sources' own `use` lines and paths). So whatever is read, what it needs can be read first.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use petgraph::algo::tarjan_scc;
use petgraph::graphmap::DiGraphMap;
use syn::UseTree;
use syn::visit::Visit;

/// What each room may know; those that only measure or test stand above all.
const ROOMS: [(&str, &[&str]); 8] = [
    ("preheat-formats", &[]),
    ("preheat-passes", &["preheat-formats"]),
    ("preheat-codegen", &["preheat-formats", "preheat-passes"]),
    ("preheat-profiler", &["preheat-formats", "preheat-passes"]),
    ("preheat-packager", &["preheat-formats"]),
    ("preheat-runtime-agent", &["preheat-formats"]),
    (
        "preheat-pipeline",
        &[
            "preheat-codegen",
            "preheat-formats",
            "preheat-packager",
            "preheat-passes",
            "preheat-profiler",
        ],
    ),
    (
        "preheat-cli",
        &[
            "preheat-codegen",
            "preheat-formats",
            "preheat-packager",
            "preheat-passes",
            "preheat-pipeline",
            "preheat-profiler",
        ],
    ),
];

/// Libraries that rooms must not know, by DESIGN's words "must not know".
const FOREIGN: [(&str, &[&str]); 5] = [
    ("preheat-passes", &["inkwell", "llvm-sys", "cranelift-codegen", "object"]),
    ("preheat-profiler", &["inkwell", "llvm-sys", "cranelift-codegen"]),
    ("preheat-packager", &["wasmparser", "clap", "indicatif"]),
    ("preheat-pipeline", &["clap", "clap_complete", "indicatif", "inkwell"]),
    ("preheat-runtime-agent", &["inkwell", "llvm-sys", "cranelift-codegen", "preheat-packager"]),
];

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR")).ancestors().nth(2).expect("the workspace")
}

/// Folders of the workspace's packages.
fn members() -> Vec<PathBuf> {
    let manifest = manifest(root());
    let members = manifest["workspace"]["members"].as_array().expect("a list").clone();
    members.iter().map(|member| root().join(member.as_str().expect("a path"))).collect()
}

fn manifest(folder: &Path) -> toml::Table {
    let text = std::fs::read_to_string(folder.join("Cargo.toml")).unwrap();
    text.parse().unwrap_or_else(|error| panic!("{}: {error}", folder.display()))
}

/// Name and dependencies of a package; what only its tests need is not counted.
fn package(folder: &Path) -> (String, BTreeSet<String>) {
    let manifest = manifest(folder);
    let name = manifest["package"]["name"].as_str().expect("a name").to_owned();
    let dependencies = manifest.get("dependencies").and_then(|table| table.as_table());
    (name, dependencies.into_iter().flat_map(|table| table.keys().cloned()).collect())
}

#[test]
fn rooms_know_only_what_lies_below_them() {
    let packages: BTreeMap<String, BTreeSet<String>> =
        members().iter().map(|folder| package(folder)).collect();
    for (room, below) in ROOMS {
        let known = &packages[room];
        let ours = known.iter().filter(|name| name.starts_with("preheat-"));
        for name in ours {
            assert!(below.contains(&name.as_str()), "{room} must not know {name}");
        }
    }
    for (room, libraries) in FOREIGN {
        for library in libraries {
            assert!(!packages[room].contains(*library), "{room} must not know {library}");
        }
    }
}

/// A module, by its path from the crate's root.
type Module = Vec<String>;

/// The source files of a crate by the module that each is.
fn sources(folder: &Path) -> BTreeMap<Module, PathBuf> {
    let src = folder.join("src");
    let mut found = BTreeMap::new();
    let mut open = vec![src.clone()];
    while let Some(folder) = open.pop() {
        for entry in std::fs::read_dir(&folder).into_iter().flatten() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                open.push(path);
                continue;
            }
            let inside = path.strip_prefix(&src).unwrap().with_extension("");
            let mut module: Module =
                inside.iter().map(|part| part.to_string_lossy().into_owned()).collect();
            // Programs of a package that is a library too have roots of their own, which nobody imports.
            let is_program =
                module[0] == "bin" || module == ["main"] && src.join("lib.rs").exists();
            if path.extension().is_none_or(|ending| ending != "rs") || is_program {
                continue;
            }
            if ["mod", "lib", "main"].contains(&module.last().map_or("", String::as_str)) {
                module.pop();
            }
            found.insert(module, path);
        }
    }
    found
}

/// Collects what a file names: paths of `use` lines and of code, tests aside.
#[derive(Default)]
struct Named {
    paths: Vec<Vec<String>>,
}

impl Named {
    fn tree(&mut self, before: &mut Vec<String>, tree: &UseTree) {
        let mut whole = |last: Option<String>| {
            self.paths.push(before.iter().cloned().chain(last).collect());
        };
        match tree {
            UseTree::Path(path) => {
                before.push(path.ident.to_string());
                self.tree(before, &path.tree);
                before.pop();
            }
            UseTree::Name(name) => whole(Some(name.ident.to_string())),
            UseTree::Rename(name) => whole(Some(name.ident.to_string())),
            UseTree::Glob(_) => whole(None),
            UseTree::Group(group) => {
                group.items.iter().for_each(|tree| self.tree(before, tree));
            }
        }
    }
}

impl<'ast> Visit<'ast> for Named {
    fn visit_item_use(&mut self, item: &'ast syn::ItemUse) {
        self.tree(&mut Vec::new(), &item.tree);
    }

    fn visit_path(&mut self, path: &'ast syn::Path) {
        if path.segments.len() > 1 {
            self.paths.push(path.segments.iter().map(|part| part.ident.to_string()).collect());
        }
        syn::visit::visit_path(self, path);
    }

    fn visit_item_mod(&mut self, item: &'ast syn::ItemMod) {
        if item.ident != "tests" {
            syn::visit::visit_item_mod(self, item);
        }
    }

    /// Where something may be seen from is no import.
    fn visit_visibility(&mut self, _: &'ast syn::Visibility) {}
}

/// The file that a path leads to, from a module.
fn target(from: &Module, path: &[String], sources: &BTreeMap<Module, PathBuf>) -> Option<Module> {
    let mut at = from.clone();
    let mut rest = path;
    match path[0].as_str() {
        "crate" => (at, rest) = (Module::new(), &path[1..]),
        "self" => rest = &path[1..],
        "super" => {
            while rest.first().is_some_and(|part| part == "super") {
                at.pop()?;
                rest = &rest[1..];
            }
        }
        child => {
            at.push(child.to_owned());
            if !sources.contains_key(&at) {
                return None;
            }
            rest = &path[1..];
        }
    }
    for part in rest {
        at.push(part.clone());
        if !sources.contains_key(&at) {
            at.pop();
            break;
        }
    }
    (sources.contains_key(&at) && at != *from).then_some(at)
}

#[test]
fn files_import_in_no_circle() {
    let mut circles = Vec::new();
    for folder in members() {
        let sources = sources(&folder);
        let names: Vec<&Module> = sources.keys().collect();
        let mut graph = DiGraphMap::<usize, ()>::new();
        for (number, &module) in names.iter().enumerate() {
            let path = &sources[module];
            let text = std::fs::read_to_string(path).unwrap();
            let file = syn::parse_file(&text)
                .unwrap_or_else(|error| panic!("{}: {error}", path.display()));
            let mut named = Named::default();
            named.visit_file(&file);
            for path in &named.paths {
                if let Some(to) = target(module, path, &sources) {
                    let to = names.binary_search(&&to).expect("it is a source");
                    graph.add_edge(number, to, ());
                }
            }
        }
        for circle in tarjan_scc(&graph).into_iter().filter(|files| files.len() > 1) {
            let file = |number: &usize| sources[names[*number]].strip_prefix(root()).unwrap();
            let arrows = graph
                .all_edges()
                .filter(|(from, to, ())| circle.contains(from) && circle.contains(to));
            let arrows: Vec<String> = arrows
                .map(|(from, to, ())| {
                    format!("{} -> {}", file(&from).display(), file(&to).display())
                })
                .collect();
            circles.push(arrows.join("\n"));
        }
    }
    assert!(circles.is_empty(), "files that import each other:\n{}", circles.join("\n\n"));
}
