//! Where a report goes, and in which format: what was asked for has to go together.

use std::io::{self, IsTerminal as _, Write as _};
use std::path::Path;

use anyhow::Result;

use crate::cli::args::{Format, ReportArgs};
use crate::cli::{Misuse, complain, note};
use crate::store;

/// Endings of names, with the format each stands for; the first of a format is the usual one.
const ENDINGS: &[(&str, Format)] = &[
    ("md", Format::Markdown),
    ("markdown", Format::Markdown),
    ("html", Format::Html),
    ("htm", Format::Html),
    ("docx", Format::Docx),
    ("xlsx", Format::Xlsx),
    ("csv", Format::Csv),
    ("json", Format::Json),
];

/// Where a report goes.
#[derive(Debug, PartialEq, Eq)]
pub enum Target<'a> {
    /// Standard output.
    Screen,
    /// A file.
    File(&'a Path),
    /// A folder, for all tables.
    Folder(&'a Path),
}

/// A folder is one that is there, or a name that ends as names of folders do.
pub fn target(output: Option<&Path>) -> Target<'_> {
    let Some(path) = output else { return Target::Screen };
    let ends_open = path.to_string_lossy().ends_with(std::path::is_separator);
    if ends_open || path.is_dir() { Target::Folder(path) } else { Target::File(path) }
}

fn ending(path: &Path) -> Option<String> {
    Some(path.extension()?.to_str()?.to_ascii_lowercase())
}

/// The format asked for, or the one that the name of the file says.
pub fn format(asked: Option<Format>, target: &Target<'_>) -> Result<Format> {
    let Target::File(path) = target else { return Ok(asked.unwrap_or(Format::Markdown)) };
    let (name, ending) = (store::shown(path), ending(path).unwrap_or_default());
    let says = ENDINGS.iter().find(|(e, _)| *e == ending).map(|(_, format)| *format);
    let wrong = match (asked, says, ending.as_str()) {
        // A slip of the hand must not replace an assessment by a paper about it.
        (_, _, "yaml" | "yml") => {
            "it has the name of an assessment, and a report would replace it; write to another file, as board-paper.md".to_owned()
        }
        (_, _, "pdf") => "vpr writes no PDF; write a page, as board-paper.html, and print it to PDF from a browser".to_owned(),
        (_, _, "doc" | "xls") => format!("vpr writes no .{ending}; write .{ending}x, which Word and Excel open as well"),
        (Some(asked), Some(says), _) if asked != says => format!(
            "a name that ends in .{ending} is for {}, and --format says {}; leave out --format, or write to a name that ends in .{}",
            in_words(says),
            in_words(asked),
            usual(asked)
        ),
        (Some(asked @ (Format::Xlsx | Format::Docx)), None, _) => {
            format!("no program would know it as {}; write to a name that ends in .{}", in_words(asked), usual(asked))
        }
        (Some(Format::Csv), None, "") => {
            format!("it may be a file or a folder; write {name}.csv for one table, or {name}/ for all of them")
        }
        (asked, says, _) => return Ok(asked.or(says).unwrap_or(Format::Markdown)),
    };
    Err(Misuse(format!("{name} can't be written: {wrong}")).into())
}

fn in_words(format: Format) -> &'static str {
    match format {
        Format::Markdown => "Markdown",
        Format::Html => "HTML",
        Format::Docx => "a Word document (docx)",
        Format::Xlsx => "a workbook (xlsx)",
        Format::Csv => "CSV",
        Format::Json => "JSON",
    }
}

fn usual(format: Format) -> &'static str {
    ENDINGS.iter().find(|(_, f)| *f == format).map_or("", |(ending, _)| ending)
}

/// What was asked for goes together.
pub fn refuse_what_makes_no_sense(args: &ReportArgs, format: Format, target: &Target<'_>) -> Result<()> {
    let said = |what: &str, why: &str| Err(Misuse(format!("{what} {why}")).into());
    if format != Format::Csv && args.table.is_some() {
        return said("--table", "is for CSV; add --format csv, or leave it out");
    }
    if format != Format::Csv && args.dialect.is_some() {
        return said("--dialect", "is for CSV; add --format csv, or leave it out");
    }
    match target {
        Target::Folder(folder) if format != Format::Csv => {
            let example = folder.join(format!("board-paper.{}", usual(format)));
            let why = format!("is a folder; name a file in it, as {}", store::shown(&example));
            said(&store::shown(folder), &why)
        }
        Target::Folder(folder) if args.table.is_some() => {
            let why = "is a folder, and gets all tables; leave out --table, or name a file in it that ends in .csv";
            said(&store::shown(folder), why)
        }
        Target::Screen if matches!(format, Format::Xlsx | Format::Docx) && io::stdout().is_terminal() => {
            let why = format!("is nothing to read on a terminal; add --output board-paper.{}", usual(format));
            said(in_words(format), &why)
        }
        _ => Ok(()),
    }
}

/// Writes a result to a file, or else to standard output.
pub fn deliver(bytes: &[u8], output: Option<&Path>) -> Result<()> {
    if let Some(path) = output {
        store::write_result(path, bytes)?;
        note(|| format!("written: {}, {} bytes, on disk", store::shown(path), bytes.len()));
        complain(&format!("Written: {}", store::shown(path)));
    } else {
        let mut out = io::stdout().lock();
        out.write_all(bytes)?;
        out.flush()?;
        note(|| format!("written: {} bytes to standard output", bytes.len()));
    }
    Ok(())
}

/// A slip of the hand must not replace an assessment by a paper about it.
pub fn refuse_assessments(output: &Path) -> Result<()> {
    let is_yaml = output.extension().is_some_and(|e| e.eq_ignore_ascii_case("yaml") || e.eq_ignore_ascii_case("yml"));
    if is_yaml {
        let name = store::shown(output);
        let why = "has the name of an assessment, and a report would replace it; write to another file, as board-paper.md";
        return Err(Misuse(format!("{name} {why}")).into());
    }
    Ok(())
}
