"""Writes LICENSES.txt of a Rust program of the corpus: the notices of the crates that its .wasm is made of, each text
once. Whatever is not a crate (C inside a crate has its notice there) is added by hand, in NOTICE.txt, which comes first.

    python3 scripts/corpus/notices.py corpus/NAME
"""

import json
import pathlib
import subprocess
import sys

NOTICES = ("LICENSE*", "LICENCE*", "COPYING*", "COPYRIGHT*", "NOTICE*", "UNLICENSE*")


def metadata(folder):
    command = ["cargo", "metadata", "--locked", "--format-version=1", "--filter-platform=wasm32-wasip1"]
    return json.loads(subprocess.check_output([*command, "--manifest-path", folder / "Cargo.toml"]))


def linked(data):
    """Packages that end in the program: normal dependencies, and not those of procedural macros."""
    nodes = {node["id"]: node for node in data["resolve"]["nodes"]}
    packages = {package["id"]: package for package in data["packages"]}
    root = data["resolve"]["root"]
    found, todo = set(), [root]
    while todo:
        for dependency in nodes[todo.pop()]["deps"]:
            package = packages[dependency["pkg"]]
            macro = any("proc-macro" in target["kind"] for target in package["targets"])
            normal = any(kind["kind"] is None for kind in dependency["dep_kinds"])
            if normal and not macro and package["id"] not in found:
                found.add(package["id"])
                todo.append(package["id"])
    return sorted((packages[id] for id in found), key=lambda package: (package["name"], package["version"]))


def notices(package):
    folder = pathlib.Path(package["manifest_path"]).parent
    files = {file for pattern in NOTICES for file in folder.glob(pattern) if file.is_file()}
    return [file.read_text(errors="replace").strip() for file in sorted(files)]


def main():
    folder = pathlib.Path(sys.argv[1])
    texts = {}
    for package in linked(metadata(folder)):
        name = f"{package['name']} {package['version']} ({package['license']})"
        for text in notices(package) or [f"Authors: {', '.join(package['authors']) or 'of the crate'}. No notice in the crate."]:
            texts.setdefault(text, []).append(name)
    lines = [
        f"{folder.name}.wasm contains code of these packages, of Rust's standard library and of WASI's C library.",
        "Its own source is under the Apache License 2.0, as the rest of Preheat. Their notices:",
    ]
    own = folder / "NOTICE.txt"
    if own.exists():
        lines += ["", own.read_text().strip()]
    for text, names in texts.items():
        lines += ["", "=" * 100, *names, "=" * 100, text]
    (folder / "LICENSES.txt").write_text("\n".join(lines) + "\n")


main()
