//! SQLite as a WASI program: a SQL script on stdin is run in a new database in memory, and what its queries give goes
//! to stdout as tables with tabs between the columns. After other statements that change rows it says how many.
//! The database, our own functions and a calendar of ten years are there before the first read of stdin.

use std::fmt::Write as _;
use std::io::{self, Read, Write as _};
use std::process::ExitCode;

use rusqlite::fallible_iterator::FallibleIterator;
use rusqlite::functions::{Aggregate, Context, FunctionFlags};
use rusqlite::types::ValueRef;
use rusqlite::{Batch, Connection, Result, Row};

/// `calendar` joins to whatever has dates: a row per day from 2018 to 2027.
const CALENDAR: &str = "
    CREATE TABLE calendar (day TEXT PRIMARY KEY, year INT, month INT, week INT, weekday INT) WITHOUT ROWID;
    INSERT INTO calendar
    WITH RECURSIVE days (day) AS (
        SELECT '2018-01-01'
        UNION ALL
        SELECT date(day, '+1 day') FROM days WHERE day < '2027-12-31'
    )
    SELECT day, strftime('%Y', day) + 0, strftime('%m', day) + 0, strftime('%W', day) + 0, strftime('%w', day) + 0
    FROM days;
    CREATE INDEX calendar_months ON calendar (year, month);";

fn main() -> ExitCode {
    let database = match database() {
        Ok(database) => database,
        Err(error) => return fail("the database cannot be made", &error),
    };
    let mut script = String::new();
    if let Err(error) = io::stdin().read_to_string(&mut script) {
        return fail("stdin cannot be read", &error);
    }
    let mut report = String::new();
    if let Err(error) = run(&database, &script, &mut report) {
        return fail("the script is wrong", &error);
    }
    match io::stdout().write_all(report.as_bytes()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => fail("stdout cannot be written", &error),
    }
}

fn fail(what: &str, error: &dyn std::error::Error) -> ExitCode {
    eprintln!("sqlite: {what}: {error}");
    ExitCode::FAILURE
}

fn database() -> Result<Connection> {
    let database = Connection::open_in_memory()?;
    let flags = FunctionFlags::SQLITE_UTF8 | FunctionFlags::SQLITE_DETERMINISTIC;
    database.create_aggregate_function("median", 1, flags, Median)?;
    database.create_scalar_function("initials", 1, flags, |context| {
        let name = context.get::<String>(0)?;
        Ok(name.split_whitespace().filter_map(|word| word.chars().next()).collect::<String>())
    })?;
    database.execute_batch(CALENDAR)?;
    Ok(database)
}

/// Runs one statement after the other; each is compiled when those before it are done.
fn run(database: &Connection, script: &str, report: &mut String) -> Result<()> {
    let mut statements = Batch::new(database, script);
    while let Some(mut statement) = statements.next()? {
        if statement.column_count() == 0 {
            let before = database.total_changes();
            statement.execute([])?;
            let changed = database.total_changes() - before;
            if changed > 0 {
                let _ = writeln!(report, "-- {changed} changed\n");
            }
            continue;
        }
        let _ = writeln!(report, "{}", statement.column_names().collect::<Vec<_>>().join("\t"));
        let columns = statement.column_count();
        let (mut rows, mut count) = (statement.query([])?, 0);
        while let Some(row) = rows.next()? {
            print(row, columns, report)?;
            count += 1;
        }
        let _ = writeln!(report, "-- {count} rows\n");
    }
    Ok(())
}

fn print(row: &Row, columns: usize, report: &mut String) -> Result<()> {
    for column in 0..columns {
        if column > 0 {
            report.push('\t');
        }
        // Writing to a string cannot fail.
        let _ = match row.get_ref(column)? {
            ValueRef::Null => write!(report, "NULL"),
            ValueRef::Integer(number) => write!(report, "{number}"),
            ValueRef::Real(number) => write!(report, "{}", rounded(number)),
            ValueRef::Text(text) => write!(report, "{}", String::from_utf8_lossy(text)),
            ValueRef::Blob(bytes) => bytes.iter().try_for_each(|byte| write!(report, "{byte:02x}")),
        };
    }
    report.push('\n');
    Ok(())
}

/// Six significant digits.
fn rounded(number: f64) -> f64 {
    format!("{number:.5e}").parse().unwrap_or(number)
}

/// The middle one of the numbers of a group, or the mean of the middle two.
struct Median;

impl Aggregate<Vec<f64>, Option<f64>> for Median {
    fn init(&self, _: &mut Context<'_>) -> Result<Vec<f64>> {
        Ok(Vec::new())
    }

    fn step(&self, context: &mut Context<'_>, numbers: &mut Vec<f64>) -> Result<()> {
        numbers.extend(context.get::<Option<f64>>(0)?);
        Ok(())
    }

    fn finalize(&self, _: &mut Context<'_>, numbers: Option<Vec<f64>>) -> Result<Option<f64>> {
        let mut numbers = numbers.unwrap_or_default();
        if numbers.is_empty() {
            return Ok(None);
        }
        numbers.sort_by(f64::total_cmp);
        let middle = numbers.len() / 2;
        let odd = numbers.len() % 2 == 1;
        Ok(Some(if odd { numbers[middle] } else { (numbers[middle - 1] + numbers[middle]) / 2.0 }))
    }
}
