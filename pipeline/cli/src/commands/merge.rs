//! `preheat merge`: adds up profiles of one module.

use std::path::Path;

use preheat_formats::profile::Profile;
use preheat_pipeline::Error;
use preheat_pipeline::error;
use preheat_pipeline::inputs;
use preheat_profiler::{merge, overlap};
use serde_json::json;

use crate::cli::Merge;
use crate::output::{self, Table, path_json, print};

pub fn run(options: &Merge) -> Result<u8, Error> {
    let mut profiles = Vec::new();
    for path in &options.inputs {
        profiles.push((path.as_path(), read(path)?));
    }
    let sum = add_up(&profiles)?;
    error::write(&options.output, &sum.to_bytes())?;

    let alike = profiles
        .iter()
        .map(|(path, profile)| {
            Ok((*path, profile, overlap(profile, &sum).map_err(of(path))?.blocks))
        })
        .collect::<Result<Vec<_>, Error>>()?;
    if options.json {
        let inputs: Vec<_> = alike
            .iter()
            .map(|(path, profile, blocks)| {
                json!({ "profile": path_json(path), "requests": requests(profile), "overlap": blocks })
            })
            .collect();
        let json = json!({
            "profile": path_json(&options.output),
            "module": sum.module,
            "requests": requests(&sum),
            "functions": sum.functions.len(),
            "inputs": inputs,
        });
        print(format_args!("{json}\n"))?;
    } else {
        let head = format!(
            "{}: {} requests, {} functions entered",
            options.output.display(),
            requests(&sum),
            sum.functions.len()
        );
        let mut table = Table::new(&[">requests", ">as the sum", "profile"]);
        for (path, profile, blocks) in alike {
            let count = requests(profile).to_string();
            table.row([count, output::percent(blocks), path.display().to_string()]);
        }
        print(format_args!("{head}\n{table}"))?;
    }
    Ok(0)
}

fn read(path: &Path) -> Result<Profile, Error> {
    Profile::from_bytes(&inputs::read(path, &inputs::PROFILE)?)
        .map_err(|error| Error::Format { path: path.to_owned(), error })
}

/// The error of a profile that does not go with those before it names that one.
fn add_up(profiles: &[(&Path, Profile)]) -> Result<Profile, Error> {
    let Some(((_, first), rest)) = profiles.split_first() else {
        return Err(Error::Usage("no profile was given".into()));
    };
    rest.iter()
        .try_fold(first.clone(), |sum, (path, profile)| merge(sum, profile).map_err(of(path)))
}

fn of(path: &Path) -> impl FnOnce(preheat_profiler::ProfilerError) -> Error {
    let path = path.to_owned();
    move |error| Error::Profiler { path, error }
}

fn requests(profile: &Profile) -> u64 {
    profile.requests.wall_ns.count
}
