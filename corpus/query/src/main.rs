//! Datalog as a WASI program: the lines of stdin are facts of a program in some object-oriented language, and questions
//! about it; rules give what follows from the facts, and stdout gets the answers.
//!
//!     new VAR OBJECT        VAR = an object made here      method OBJECT NAME FUNCTION   what the object's NAME runs
//!     move A B              A = B                          call F G                      F calls G
//!     load A B FIELD        A = B.FIELD                    invoke F VAR NAME             F calls VAR.NAME()
//!     store A FIELD B       A.FIELD = B                    root F                        F runs at the start
//!     points VAR?   alias VAR?   callers F?   calls F?   dead?   sizes?
//!
//! Joining until nothing new comes is datafrog's; everything is sorted by names before it is printed.

use std::collections::{BTreeSet, HashMap};
use std::error::Error;
use std::fmt::Write as _;
use std::io::{self, Read, Write as _};
use std::process::ExitCode;

use datafrog::{Iteration, Relation};

type Name = u32;

fn main() -> ExitCode {
    match answer() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("query: {error}");
            ExitCode::FAILURE
        }
    }
}

fn answer() -> Result<(), Box<dyn Error>> {
    let mut request = String::new();
    io::stdin().read_to_string(&mut request)?;
    let (mut names, mut facts, mut questions) = (Names::default(), Facts::default(), Vec::new());
    for (number, line) in request.lines().enumerate() {
        let words: Vec<&str> = line.split_whitespace().collect();
        if line.ends_with('?') {
            questions.push(line);
        } else if !words.is_empty() && !facts.add(&words, &mut names) {
            return Err(format!("line {}: not understood: {line}", number + 1).into());
        }
    }

    let found = facts.solve();
    let mut out = String::new();
    for question in questions {
        writeln!(out, "{question}")?;
        let mut words = question.trim_end_matches('?').split_whitespace();
        let what = words.next().unwrap_or_default();
        let about = words.next().and_then(|word| names.numbers.get(word)).copied();
        match (what, about) {
            ("points", Some(name)) => names.list(values(&found.points, name), &mut out)?,
            ("alias", Some(name)) => {
                let objects: Vec<Name> = values(&found.points, name).collect();
                let others = found.points.iter().filter(|(_, object)| objects.contains(object));
                names.list(
                    others.map(|&(other, _)| other).filter(|&other| other != name),
                    &mut out,
                )?;
            }
            ("calls", Some(name)) => names.list(values(&found.reach, name), &mut out)?,
            ("callers", Some(name)) => {
                let all = found.reach.iter().filter(|&&(_, function)| function == name);
                names.list(all.map(|&(caller, _)| caller), &mut out)?;
            }
            ("dead", None) => {
                let mut alive: BTreeSet<Name> = facts.roots.iter().copied().collect();
                alive.extend(facts.roots.iter().flat_map(|&root| values(&found.reach, root)));
                let all = found.calls.iter().flat_map(|&(caller, function)| [caller, function]);
                names.list(all.filter(|function| !alive.contains(function)), &mut out)?;
            }
            ("sizes", None) => {
                for (name, size) in [
                    ("points", found.points.len()),
                    ("fields", found.fields.len()),
                    ("calls", found.calls.len()),
                    ("reach", found.reach.len()),
                ] {
                    writeln!(out, "  {name}: {size}")?;
                }
            }
            (_, None) => writeln!(out, "  the program does not have this")?,
            _ => return Err(format!("unknown question: {question}").into()),
        }
    }
    io::stdout().write_all(out.as_bytes())?;
    Ok(())
}

/// The second parts of the pairs that begin with a name.
fn values(pairs: &Relation<(Name, Name)>, name: Name) -> impl Iterator<Item = Name> + '_ {
    let start = pairs.partition_point(|&(first, _)| first < name);
    pairs[start..].iter().take_while(move |pair| pair.0 == name).map(|pair| pair.1)
}

/// What was said of the program. Each list begins with what it is joined by.
#[derive(Default)]
struct Facts {
    news: Vec<(Name, Name)>,
    /// From, to.
    moves: Vec<(Name, Name)>,
    /// B, (field, A)
    loads: Vec<(Name, (Name, Name))>,
    /// A, (field, B)
    stores: Vec<(Name, (Name, Name))>,
    /// (Object, method), function
    methods: Vec<((Name, Name), Name)>,
    calls: Vec<(Name, Name)>,
    /// Variable, (method, caller)
    invokes: Vec<(Name, (Name, Name))>,
    roots: Vec<Name>,
}

/// What follows.
struct Found {
    points: Relation<(Name, Name)>,
    fields: Relation<((Name, Name), Name)>,
    calls: Relation<(Name, Name)>,
    reach: Relation<(Name, Name)>,
}

impl Facts {
    /// False if it is no fact.
    fn add(&mut self, words: &[&str], names: &mut Names) -> bool {
        match *words {
            ["new", variable, object] => self.news.push((names.of(variable), names.of(object))),
            ["move", to, from] => self.moves.push((names.of(from), names.of(to))),
            ["load", to, from, field] => {
                self.loads.push((names.of(from), (names.of(field), names.of(to))));
            }
            ["store", to, field, from] => {
                self.stores.push((names.of(to), (names.of(field), names.of(from))));
            }
            ["method", object, name, function] => {
                self.methods.push(((names.of(object), names.of(name)), names.of(function)));
            }
            ["call", caller, function] => self.calls.push((names.of(caller), names.of(function))),
            ["invoke", caller, variable, name] => {
                self.invokes.push((names.of(variable), (names.of(name), names.of(caller))));
            }
            ["root", function] => self.roots.push(names.of(function)),
            _ => return false,
        }
        true
    }

    fn solve(&self) -> Found {
        let moves = Relation::from_vec(self.moves.clone());
        let loads = Relation::from_vec(self.loads.clone());
        let stores = Relation::from_vec(self.stores.clone());
        let methods = Relation::from_vec(self.methods.clone());
        let invokes = Relation::from_vec(self.invokes.clone());

        let mut rules = Iteration::new();
        let points = rules.variable::<(Name, Name)>("points");
        let stored = rules.variable::<(Name, (Name, Name))>("stored");
        let loaded = rules.variable::<((Name, Name), Name)>("loaded");
        let fields = rules.variable::<((Name, Name), Name)>("fields");
        let invoked = rules.variable::<((Name, Name), Name)>("invoked");
        let calls = rules.variable::<(Name, Name)>("calls");
        // By the function that is reached.
        let reach = rules.variable::<(Name, Name)>("reach");
        points.extend(self.news.iter().copied());
        calls.extend(self.calls.iter().copied());

        while rules.changed() {
            // points(to, o) :- move(to, from), points(from, o).
            points.from_join(&points, &moves, |_, &object, &to| (to, object));
            // fields(o, f, p) :- store(a, f, b), points(a, o), points(b, p).
            stored
                .from_join(&points, &stores, |_, &object, &(field, from)| (from, (object, field)));
            fields.from_join(&stored, &points, |_, &place, &value| (place, value));
            // points(a, p) :- load(a, b, f), points(b, o), fields(o, f, p).
            loaded.from_join(&points, &loads, |_, &object, &(field, to)| ((object, field), to));
            points.from_join(&loaded, &fields, |_, &to, &value| (to, value));
            // calls(c, g) :- invoke(c, v, n), points(v, o), method(o, n, g).
            invoked.from_join(&points, &invokes, |_, &object, &(name, caller)| {
                ((object, name), caller)
            });
            calls.from_join(&invoked, &methods, |_, &caller, &function| (caller, function));
            // reach(c, g) :- calls(c, g).    reach(c, g) :- reach(c, f), calls(f, g).
            reach.from_map(&calls, |&(caller, function)| (function, caller));
            reach.from_join(&reach, &calls, |_, &caller, &function| (function, caller));
        }
        let reach = reach.complete();
        Found {
            points: points.complete(),
            fields: fields.complete(),
            calls: calls.complete(),
            reach: reach.iter().map(|&(function, caller)| (caller, function)).collect(),
        }
    }
}

/// Numbers of names, in the order in which they came.
#[derive(Default)]
struct Names {
    numbers: HashMap<String, Name>,
    names: Vec<String>,
}

impl Names {
    fn of(&mut self, name: &str) -> Name {
        if let Some(&number) = self.numbers.get(name) {
            return number;
        }
        let number = self.names.len() as Name;
        self.numbers.insert(name.to_owned(), number);
        self.names.push(name.to_owned());
        number
    }

    /// How many, a checksum of their names, and the first 12.
    fn list(&self, numbers: impl Iterator<Item = Name>, out: &mut String) -> std::fmt::Result {
        let set: BTreeSet<&str> =
            numbers.map(|number| self.names[number as usize].as_str()).collect();
        let bytes = set.iter().flat_map(|name| name.bytes().chain([0]));
        let sum = bytes
            .fold(0x811c_9dc5u32, |sum, byte| (sum ^ u32::from(byte)).wrapping_mul(0x0100_0193));
        let first: Vec<&str> = set.iter().copied().take(12).collect();
        writeln!(out, "  {} ({sum:08x}): {}", set.len(), first.join(" "))
    }
}
