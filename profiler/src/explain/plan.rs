//! A plan as text.

use preheat_formats::plan::{FunctionPlan, Heat, HotPath, Plan};

use crate::explain::quantity::{bytes, count, percent, time};
use crate::explain::table::Table;

const ROWS: usize = 20;

/// What a plan says will be done, and on what evidence.
pub fn plan_text(plan: &Plan) -> String {
    let mut out = format!(
        "Plan for module {} on {}, from {} requests (profile {})\n",
        plan.module.short(),
        plan.level,
        count(plan.requests),
        plan.profile.short()
    );
    let of = |heat: Heat| plan.functions.iter().filter(move |function| function.heat == heat);
    let share: f64 = of(Heat::Hot).map(|function| function.share).sum();
    out.push_str(&format!(
        "{} hot functions do {} of the work; {} are warm; all others are cold and lie apart\n\n",
        count(of(Heat::Hot).count() as u64),
        percent(share),
        count(of(Heat::Warm).count() as u64),
    ));
    functions(plan, &mut out);
    paths(plan, &mut out);
    let mut prepared = Table::new(&["", ""]);
    prepared.row(["host functions".into(), list(&plan.libraries)]);
    let touched = (plan.pages.len() as u64).saturating_mul(preheat_formats::abi::HOST_PAGE);
    prepared.row(["memory".into(), format!("{} ({} pages)", bytes(touched), plan.pages.len())]);
    let resources = &plan.resources;
    prepared.row([
        "a request takes up to".into(),
        format!(
            "{} of processor time, {} of memory, {} of output",
            time(resources.cpu_ns),
            bytes(resources.memory_bytes),
            bytes(resources.output_bytes)
        ),
    ]);
    prepared.write(&mut out, "Prepared");
    out.truncate(out.trim_end().len());
    out.push('\n');
    out
}

fn functions(plan: &Plan, out: &mut String) {
    let mut hottest: Vec<&FunctionPlan> = plan.functions.iter().collect();
    hottest.sort_by(|a, b| b.share.total_cmp(&a.share).then(a.func.cmp(&b.func)));
    let mut table =
        Table::new(&[">share", ">entries", "heat", ">branches", ">paths", ">sites", "function"]);
    for function in hottest.iter().take(ROWS) {
        let heat = match function.heat {
            Heat::Hot => "hot",
            Heat::Warm => "warm",
            Heat::Cold => "cold",
        };
        table.row([
            percent(function.share),
            count(function.entries),
            heat.to_owned(),
            count(function.branches.len() as u64),
            count(function.paths.len() as u64),
            count(function.sites.len() as u64),
            function.name.clone(),
        ]);
    }
    table.write(out, &title("Functions", hottest.len()));
}

fn paths(plan: &Plan, out: &mut String) {
    let mut paths: Vec<(&FunctionPlan, &HotPath)> =
        plan.functions.iter().flat_map(|f| f.paths.iter().map(move |path| (f, path))).collect();
    paths.sort_by_key(|(f, path)| (std::cmp::Reverse(path.count), f.func, path.path));
    let mut table = Table::new(&[">runs", ">probability", ">blocks", "function, path"]);
    for (function, path) in paths.iter().take(ROWS) {
        table.row([
            count(path.count),
            format!("{} ± {:.1}", percent(path.probability), path.uncertainty * 100.0),
            count(path.blocks.len() as u64),
            format!("{} {}", function.name, path.path),
        ]);
    }
    table.write(out, &title("Hot paths", paths.len()));
}

fn title(what: &str, all: usize) -> String {
    if all > ROWS {
        format!("{what} (first {ROWS} of {})", count(all as u64))
    } else {
        what.to_owned()
    }
}

fn list(names: &[String]) -> String {
    if names.is_empty() { "none".to_owned() } else { names.join(", ") }
}
