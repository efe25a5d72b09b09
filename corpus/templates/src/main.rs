//! Pages from templates, as a WASI program. It reads sections that begin with a line `=== KIND NAME`: templates
//! (`=== template NAME`), then `=== data`, JSON. The template `page` is rendered once for each member of the data's list
//! `pages`, as `page`, with the other data as `site`, all pages as `pages`, and its `number`; or once, if there is no such list.
//!
//! It writes the first page, or all if `show` in the data says so, and a line for each other page: its size and
//! checksum. Filters and the templates `base.html` and `parts.html`, which requests may use, are there before the
//! first read of stdin.

mod filters;

use std::io::{self, Read, Write};
use std::process::ExitCode;

use minijinja::syntax::SyntaxConfig;
use minijinja::value::Serde;
use minijinja::{Environment, context};
use serde_json::Value;

fn main() -> ExitCode {
    let environment = environment().expect("the program's own templates are good");
    let mut request = String::new();
    let response = match io::stdin().read_to_string(&mut request) {
        Ok(_) => respond(environment, &request),
        Err(error) => Err(format!("stdin cannot be read: {error}")),
    };
    let written = response.and_then(|text| {
        let mut stdout = io::stdout().lock();
        stdout
            .write_all(text.as_bytes())
            .map_err(|error| format!("stdout cannot be written: {error}"))
    });
    match written {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("templates: {error}");
            ExitCode::FAILURE
        }
    }
}

fn environment() -> Result<Environment<'static>, minijinja::Error> {
    let mut environment = Environment::new();
    environment.set_syntax(SyntaxConfig::builder().trim_blocks(true).lstrip_blocks(true).build()?);
    environment.add_filter("money", filters::money);
    environment.add_filter("day", filters::day);
    environment.add_filter("slug", filters::slug);
    environment.add_filter("paragraphs", filters::paragraphs);
    environment.add_template("base.html", include_str!("base.html"))?;
    environment.add_template("parts.html", include_str!("parts.html"))?;
    Ok(environment)
}

fn respond(mut environment: Environment<'static>, request: &str) -> Result<String, String> {
    let mut data = None;
    for section in format!("\n{request}").split("\n=== ").skip(1) {
        let (head, body) = section.split_once('\n').unwrap_or((section, ""));
        match head.split_once(' ') {
            // The name's ending chooses how values are escaped.
            Some(("template", name)) => environment
                .add_template_owned(format!("{name}.html"), body.to_owned())
                .map_err(|error| format!("{error:#}"))?,
            None if head == "data" => {
                data = Some(serde_json::from_str(body).map_err(|error| error.to_string())?)
            }
            _ => return Err(format!("'{head}': a section is 'template NAME' or 'data'")),
        }
    }
    let mut data: Value = data.ok_or("there is no data")?;
    let pages: Vec<minijinja::Value> = match data.get_mut("pages").map(Value::take) {
        Some(Value::Array(pages)) => pages.iter().map(|page| Serde(page).into()).collect(),
        None => vec![().into()],
        Some(_) => return Err("'pages' is a list".to_owned()),
    };
    let show = data["show"].as_u64().unwrap_or(1);
    let site = minijinja::Value::from(Serde(&data));
    let template = environment.get_template("page.html").map_err(|error| error.to_string())?;
    let count = pages.len();
    let all = minijinja::Value::from(pages.clone());

    let mut out = String::new();
    for (number, page) in (1..).zip(pages) {
        let context = context! { site => site.clone(), pages => all.clone(), page, number, count };
        let html = template.render(context).map_err(|error| format!("page {number}: {error}"))?;
        if number <= show {
            out += &html;
            out.push('\n');
        } else {
            let hash = html.bytes().fold(0x811c_9dc5_u32, |hash, byte| {
                (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193)
            });
            out += &format!("<!-- page {number}: {} bytes, {hash:08x} -->\n", html.len());
        }
    }
    Ok(out)
}
