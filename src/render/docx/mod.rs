//! A Word document with the styles that every template has, so that it can be pasted into a board's own.
//!
//! Written by hand: headings, tables whose header row repeats, lists, a table of contents, the language. The archive
//! carries no time, so that the same document gives the same bytes.

mod body;
mod xml;

use std::io::{self, Cursor, Write as _};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, System, ZipWriter};

use super::Document;
use body::Body;
use xml::escaped;

const CONTENT_TYPES: &str = include_str!("content-types.xml");
const PACKAGE: &str = include_str!("package.rels");
const RELATIONS: &str = include_str!("document.rels");
const STYLES: &str = include_str!("styles.xml");
const SETTINGS: &str = include_str!("settings.xml");
const FOOTER: &str = include_str!("footer.xml");

/// The document as a file.
///
/// # Errors
/// When the archive can't be written, which in memory does not happen.
pub fn write(document: &Document) -> io::Result<Vec<u8>> {
    let body = Body::of(document);
    let language = document.language;
    let parts = [
        ("[Content_Types].xml", CONTENT_TYPES.to_owned()),
        ("_rels/.rels", PACKAGE.to_owned()),
        ("docProps/core.xml", properties(document)),
        ("word/document.xml", body.document()),
        ("word/_rels/document.xml.rels", RELATIONS.to_owned()),
        ("word/styles.xml", STYLES.replace("{language}", language)),
        ("word/settings.xml", SETTINGS.replace("{language}", language)),
        ("word/numbering.xml", body.numbering()),
        ("word/footer1.xml", FOOTER.to_owned()),
    ];
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    // The same bytes on every system.
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .last_modified_time(DateTime::default())
        .system(System::Unix);
    for (name, part) in parts {
        archive.start_file(name, options)?;
        archive.write_all(part.as_bytes())?;
    }
    Ok(archive.finish()?.into_inner())
}

fn properties(document: &Document) -> String {
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<cp:coreProperties \
         xmlns:cp=\"http://schemas.openxmlformats.org/package/2006/metadata/core-properties\" \
         xmlns:dc=\"http://purl.org/dc/elements/1.1/\"><dc:title>{}</dc:title><dc:language>{}</dc:language></cp:coreProperties>",
        escaped(&document.title),
        document.language
    )
}
