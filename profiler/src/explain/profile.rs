//! A profile as text.

use std::collections::BTreeMap;

use preheat_formats::artifact::SiteKind;
use preheat_formats::profile::{FunctionProfile, Profile, Summary, ValueCounts};
use preheat_passes::ir::{FuncId, Module};

use crate::calls::occurrences;
use crate::confidence::{Estimate, share};
use crate::explain::quantity::{bytes, count, estimate, percent, quantile, time};
use crate::explain::table::{Table, shorten};
use crate::resolve::{Counted, Resolved, resolve};

/// Rows of a table.
const ROWS: usize = 12;
/// Values named of a site.
const VALUES: usize = 4;
/// Characters of a function's name.
const NAME: usize = 60;
/// The same, where several stand in one cell.
const SHORT_NAME: usize = 36;

/// What a profile says, the most important first. With its module, shares are of instructions and
/// functions have the module's names; without (or with one that it does not fit), shares are of block runs.
pub fn profile_text(profile: &Profile, module: Option<&Module>) -> String {
    let resolved = module.and_then(|module| resolve(module, profile).ok());
    let report = Report { profile, resolved };
    let mut out = String::new();
    report.head(&mut out);
    if module.is_some() && report.resolved.is_none() {
        out.push_str("It does not fit the module that was given with it.\n\n");
    }
    requests(profile, &mut out);
    report.functions(&mut out);
    report.branches(&mut out);
    report.paths(&mut out);
    report.sites(&mut out);
    host_calls(profile, &mut out);
    pages(profile, &mut out);
    out.truncate(out.trim_end().len());
    out.push('\n');
    out
}

struct Report<'a> {
    profile: &'a Profile,
    resolved: Option<Resolved<'a>>,
}

impl Report<'_> {
    fn head(&self, out: &mut String) {
        let Profile { module, hash_version, functions, requests, .. } = self.profile;
        out.push_str(&format!(
            "Profile of module {}: {} requests ({} failed), {} functions entered, block hash version \
             {hash_version}\n\n",
            module.short(),
            count(requests.wall_ns.count),
            count(requests.failed),
            count(functions.len() as u64),
        ));
    }

    fn counted(&self, func: u32) -> Option<Counted<'_>> {
        self.resolved.as_ref()?.function(FuncId(func))
    }

    fn name(&self, func: u32) -> String {
        let of_module = self.resolved.as_ref().and_then(|resolved| {
            resolved.module().funcs.get(func as usize).map(|function| function.name.clone())
        });
        let of_profile = || self.profile.functions.get(&func).map(|f| f.name.clone());
        let name = of_module.or_else(of_profile).unwrap_or_else(|| format!("func[{func}]"));
        shorten(&name, NAME)
    }

    /// Instructions run by a function, or without the module, its block runs.
    fn work(&self, func: u32, function: &FunctionProfile) -> u64 {
        match self.counted(func) {
            Some(counted) => counted.instructions(),
            None => function.blocks.iter().fold(0, |sum, block| block.count.saturating_add(sum)),
        }
    }

    fn functions(&self, out: &mut String) {
        let unit = if self.resolved.is_some() { ">instructions" } else { ">block runs" };
        let mut functions: Vec<(u64, u32, &FunctionProfile)> = (self.profile.functions.iter())
            .map(|(func, function)| (self.work(*func, function), *func, function))
            .collect();
        functions.sort_by_key(|(work, func, _)| (std::cmp::Reverse(*work), *func));
        let total = functions.iter().fold(0u64, |sum, (work, ..)| sum.saturating_add(*work));
        let columns = [">share", unit, ">entries", ">at startup", "function"];
        let mut table = Table::new(&columns);
        for (work, func, function) in functions.iter().take(ROWS) {
            table.row([
                percent(share(*work, total)),
                count(*work),
                count(function.entries),
                count(function.startup_entries),
                self.name(*func),
            ]);
        }
        table.write(out, "Hottest functions");
    }

    /// The forks that were reached most.
    fn branches(&self, out: &mut String) {
        let mut forks = Vec::new();
        for (&func, function) in &self.profile.functions {
            let mut by_block: BTreeMap<u32, Vec<(u32, u32, u64)>> = BTreeMap::new();
            for (&(block, slot), edge) in &function.edges {
                by_block.entry(block).or_default().push((slot, edge.to, edge.count));
            }
            for (block, edges) in by_block {
                let total = edges.iter().fold(0u64, |sum, (.., n)| sum.saturating_add(*n));
                let fork = edges.len() > 1 || self.successors(func, block) > 1;
                if fork && total > 0 {
                    forks.push((total, func, block, edges));
                }
            }
        }
        forks.sort_by_key(|(total, func, block, _)| (std::cmp::Reverse(*total), *func, *block));
        let mut table =
            Table::new(&[">reached", "mostly to", ">probability (95 %)", ">of", "function, block"]);
        for (total, func, block, edges) in forks.into_iter().take(ROWS) {
            let ways = self.successors(func, block).max(edges.len());
            // Of equally frequent ones the first.
            let best = edges.iter().rev().max_by_key(|(.., taken)| *taken);
            let Some((_, to, taken)) = best else { continue };
            table.row([
                count(total),
                format!("b{to}"),
                estimate(Estimate::of(*taken, total)),
                format!("{ways} ways"),
                format!("{} b{block}", self.name(func)),
            ]);
        }
        table.write(out, "Branches reached most");
    }

    fn successors(&self, func: u32, block: u32) -> usize {
        let counted = self.counted(func);
        let block = counted.as_ref().and_then(|c| c.body.blocks.get(block as usize));
        block.map_or(0, |block| block.term.edges().len())
    }

    fn paths(&self, out: &mut String) {
        let mut paths = Vec::new();
        for (&func, function) in &self.profile.functions {
            // A function with one path has no choice to tell of.
            let Some(counted) = function.paths.as_ref().filter(|paths| paths.total > 1) else {
                continue;
            };
            let total = counted.counts.values().fold(0u64, |sum, n| sum.saturating_add(*n));
            paths.extend(counted.counts.iter().map(|(path, n)| (*n, func, *path, total)));
        }
        paths.sort_by_key(|(n, func, path, _)| (std::cmp::Reverse(*n), *func, *path));
        let mut table =
            Table::new(&[">runs", ">of the function's (95 %)", ">path", "function: blocks"]);
        for (n, func, path, total) in paths.into_iter().take(ROWS).filter(|(n, ..)| *n > 0) {
            table.row([
                count(n),
                estimate(Estimate::of(n, total)),
                path.to_string(),
                format!("{}{}", self.name(func), self.blocks(func, path)),
            ]);
        }
        table.write(out, "Paths run most");
    }

    /// ": b1 b2 b3 → b1" if the module is there to tell.
    fn blocks(&self, func: u32, number: u64) -> String {
        use preheat_passes::analysis::Cfg;
        use preheat_passes::analysis::path_numbering::{PathEnd, PathNumbering};
        let path = self
            .counted(func)
            .and_then(|counted| PathNumbering::new(&Cfg::new(counted.body)).ok()?.path(number));
        let Some(path) = path else { return String::new() };
        let blocks: Vec<String> = path.blocks.iter().map(|block| block.to_string()).collect();
        let blocks = match blocks.as_slice() {
            [first @ .., last] if blocks.len() > 8 => {
                format!("{} … {last} ({} blocks)", first[..6].join(" "), blocks.len())
            }
            blocks => blocks.join(" "),
        };
        match path.end {
            PathEnd::Exit => format!(": {blocks}"),
            PathEnd::BackEdge(header) => format!(": {blocks} → {header}"),
        }
    }

    /// Indirect call targets, parameter values, trip counts: where one value says most.
    fn sites(&self, out: &mut String) {
        type IsOne = fn(&SiteKind) -> bool;
        let sorts: [(&str, IsOne); 3] = [
            ("Targets of indirect calls", |kind| matches!(kind, SiteKind::CallTarget { .. })),
            ("Values of parameters", |kind| matches!(kind, SiteKind::Param { .. })),
            ("Iterations per entry of a loop", |kind| matches!(kind, SiteKind::TripCount)),
        ];
        for (title, is_one) in sorts {
            let mut sites = Vec::new();
            for (&func, function) in &self.profile.functions {
                let wanted = function.sites.iter().filter(|((_, of), _)| is_one(of));
                sites.extend(
                    wanted.map(|(place, values)| (occurrences(values), func, *place, values)),
                );
            }
            sites.retain(|(total, ..)| *total > 0);
            let most = |values: &ValueCounts| values.values.values().max().copied();
            sites.sort_by_key(|(_, func, place, values)| {
                (std::cmp::Reverse(most(values)), *func, *place)
            });
            let mut table = Table::new(&[">counted", "where", "most frequent"]);
            for (total, func, (block, kind), values) in sites.into_iter().take(ROWS) {
                table.row([
                    count(total),
                    self.place(func, block, kind),
                    self.values(kind, values, total),
                ]);
            }
            table.write(out, title);
        }
    }

    fn place(&self, func: u32, block: u32, kind: SiteKind) -> String {
        let name = self.name(func);
        match kind {
            SiteKind::CallTarget { inst } => format!("{name} b{block}, instruction {inst}"),
            SiteKind::Param { index } => format!("{name}, parameter {index}"),
            SiteKind::TripCount => format!("{name} b{block}"),
        }
    }

    fn values(&self, kind: SiteKind, values: &ValueCounts, total: u64) -> String {
        let mut frequent: Vec<(u64, u64)> =
            values.values.iter().map(|(value, n)| (*value, *n)).filter(|(_, n)| *n > 0).collect();
        frequent.sort_by_key(|(value, n)| (std::cmp::Reverse(*n), *value));
        let named = frequent.iter().take(VALUES).map(|(value, n)| {
            let value = match kind {
                SiteKind::CallTarget { .. } => match u32::try_from(*value) {
                    Ok(func) => shorten(&self.name(func), SHORT_NAME),
                    Err(_) => "nothing".to_owned(),
                },
                SiteKind::Param { .. } | SiteKind::TripCount => value.to_string(),
            };
            format!("{value} {}", percent(share(*n, total)))
        });
        let mut named: Vec<String> = named.collect();
        let rest =
            frequent.iter().skip(VALUES).fold(values.other, |sum, (_, n)| sum.saturating_add(*n));
        if rest > 0 {
            named.push(format!("others {}", percent(share(rest, total))));
        }
        named.join(", ")
    }
}

fn requests(profile: &Profile, out: &mut String) {
    let stats = &profile.requests;
    type Unit = fn(u64) -> String;
    let rows: [(&str, &Summary, Unit); 6] = [
        ("time", &stats.wall_ns, time),
        ("processor time", &stats.cpu_ns, time),
        ("linear memory", &stats.memory_bytes, bytes),
        ("peak resident", &stats.peak_rss_bytes, bytes),
        ("input", &stats.input_bytes, bytes),
        ("output", &stats.output_bytes, bytes),
    ];
    let columns = ["", ">mean", ">≈ p50", ">≈ p99", ">max"];
    let mut table = Table::new(&columns);
    for (name, summary, text) in rows {
        let cell = |value: Option<u64>| value.map_or_else(|| "–".to_owned(), text);
        if summary.count > 0 {
            table.row([
                name.to_owned(),
                cell(summary.mean()),
                cell(quantile(summary, 0.5)),
                cell(quantile(summary, 0.99)),
                cell(summary.max),
            ]);
        }
    }
    table.write(
        out,
        "Requests, while being counted (p50 and p99 are approximate: from powers of two)",
    );
}

fn host_calls(profile: &Profile, out: &mut String) {
    let mut calls: Vec<(&String, u64)> =
        profile.host_calls.iter().map(|(name, n)| (name, *n)).collect();
    calls.sort_by_key(|(name, n)| (std::cmp::Reverse(*n), *name));
    let mut table = Table::new(&[">calls", "host function"]);
    for (name, n) in calls.into_iter().take(ROWS) {
        table.row([count(n), name.clone()]);
    }
    table.write(out, "Host functions");
}

fn pages(profile: &Profile, out: &mut String) {
    if profile.pages.is_empty() {
        return;
    }
    let requests = profile.requests.wall_ns.count;
    let at_least = |part: f64| {
        let touched = profile.pages.values();
        let often = touched.filter(|n| **n as f64 >= part * requests as f64).count() as u64;
        bytes(often.saturating_mul(preheat_formats::abi::HOST_PAGE))
    };
    out.push_str(&format!(
        "Memory touched: {} by some request, {} by half of them, {} by all\n\n",
        at_least(0.0),
        at_least(0.5),
        at_least(1.0)
    ));
}
