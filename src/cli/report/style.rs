//! A house style, read from its folder.

use std::path::Path;

use anyhow::Result;

use crate::cli::surroundings::Surroundings;
use crate::cli::{self, Misuse, Refused, complain, reading};
use crate::paper::style::{FrontSheet, Style};
use crate::paper::{self, Reader};
use crate::store;

/// Reads a house style, all of its mistakes at once.
pub fn house_style(folder: &Path, reader: Reader, around: &Surroundings) -> Result<Style> {
    let settings = folder.join("template.toml");
    let (style, mut told) = reading::parsed(&settings, Style::parse)?;
    if let Some(style) = &style
        && style.reader() != reader
    {
        let (own, asked) = (style.reader().title(), reader.title());
        let why = format!("{} is for the {own}, and this is the {asked}; give another folder", store::shown(&settings));
        return Err(Misuse(why).into());
    }
    let sheet = folder.join("front-sheet.md");
    let names = paper::placeholders(style.as_ref().map_or(reader, Style::reader));
    let mut front = None;
    if sheet.exists() {
        let (read, also) = reading::parsed(&sheet, |source, sink| FrontSheet::parse(source, &names, sink))?;
        if also.has_errors() && told.has_errors() {
            complain(cli::told(&told, around).trim_end());
        }
        if also.has_errors() {
            told = also;
        }
        front = read;
    }
    let Some(style) = style.filter(|_| !told.has_errors()) else { return Err(Refused(Box::new(told)).into()) };
    Ok(match front {
        Some(front) => style.with_front_sheet(front),
        None => style,
    })
}
