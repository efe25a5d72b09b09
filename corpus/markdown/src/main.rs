//! A Markdown renderer as a WASI program: one document on stdin, HTML on stdout. Everything that does not
//! depend on the document (grammars, options) is made before the first read of stdin. Parsing and
//! formatting are comrak's, colouring of code is in `highlight`.

mod grammar;
mod highlight;

use std::io::{self, Read, Write};
use std::process::ExitCode;

use comrak::options::Plugins;
use comrak::{Options, markdown_to_html_with_plugins};

use crate::highlight::Highlighter;

fn main() -> ExitCode {
    let highlighter = Highlighter::new();
    let options = options();
    let mut plugins = Plugins::default();
    plugins.render.codefence_syntax_highlighter = Some(&highlighter);

    let mut document = Vec::new();
    if let Err(error) = io::stdin().read_to_end(&mut document) {
        eprintln!("markdown: stdin cannot be read: {error}");
        return ExitCode::FAILURE;
    }
    let document = match String::from_utf8(document) {
        Ok(text) => text,
        Err(error) => {
            let at = error.utf8_error().valid_up_to();
            eprintln!("markdown: the document is not UTF-8: byte {at} starts no character");
            return ExitCode::FAILURE;
        }
    };

    let html = markdown_to_html_with_plugins(&document, &options, &plugins);
    let mut stdout = io::stdout().lock();
    match stdout.write_all(html.as_bytes()).and_then(|()| stdout.flush()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("markdown: stdout cannot be written: {error}");
            ExitCode::FAILURE
        }
    }
}

/// GitHub's extensions and those that wikis use.
fn options() -> Options<'static> {
    let mut options = Options::default();
    let extension = &mut options.extension;
    extension.strikethrough = true;
    extension.table = true;
    extension.autolink = true;
    extension.tasklist = true;
    extension.superscript = true;
    extension.header_id_prefix = Some("h-".to_owned());
    extension.footnotes = true;
    extension.inline_footnotes = true;
    extension.description_lists = true;
    extension.front_matter_delimiter = Some("---".to_owned());
    extension.multiline_block_quotes = true;
    extension.alerts = true;
    extension.math_dollars = true;
    extension.shortcodes = true;
    extension.wikilinks_title_after_pipe = true;
    options.parse.smart = true;
    options.parse.relaxed_tasklist_matching = true;
    // Documents are their author's own: HTML in them is kept.
    options.render.r#unsafe = true;
    options.render.github_pre_lang = true;
    options
}
