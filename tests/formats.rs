//! The formats of a report, each read back by a reader that knows nothing of what wrote it.

mod command;
mod hostile;
pub mod read;
mod same;
mod snapshots;
mod word;

use jiff::civil::{Date, date};
use vpr::assessment::{Assessment, Paired, parse};
use vpr::diagnostic::Diagnostics;
use vpr::paper::plan::Plan;
use vpr::paper::tables::{Kind, table};
use vpr::paper::{self, Frame, Grouping, Reader};
use vpr::render::Document;
use vpr::score::{LensCard, Scorecard};
use vpr::standard::{Catalogue, Digest, Lens, Standard};
use vpr::text::Source;

/// The day on which every test takes place.
pub const TODAY: Date = date(2026, 11, 22);

/// An assessment from its text.
pub fn assessment(text: &str) -> Assessment {
    let source = Source::new("example.yaml", text);
    let mut sink = Diagnostics::new(source.clone());
    parse(&source, &Catalogue::embedded(), &mut sink).expect("a sound assessment")
}

/// Every example with its name.
pub fn examples() -> Vec<(String, Assessment)> {
    let text = |name: &str| std::fs::read_to_string(crate::cli::example(name)).expect("an example");
    crate::cli::examples().into_iter().map(|name| (name.clone(), assessment(&text(&name)))).collect()
}

/// What the formats are made from.
pub struct Made {
    pub paper: Document,
    pub html: String,
    pub markdown: String,
    pub docx: Vec<u8>,
    pub xlsx: Vec<u8>,
    pub json: String,
    /// The plan as a workbook.
    pub plan: Vec<u8>,
    /// Every table with its name, the headings first.
    pub tables: Vec<(&'static str, Vec<Vec<String>>)>,
}

/// An assessment in every format, as the board reads it.
pub fn make(assessment: &Assessment) -> Made {
    make_for(Reader::Board, assessment)
}

/// An assessment in every format for a reader.
pub fn make_for(reader: Reader, assessment: &Assessment) -> Made {
    let catalogue = Catalogue::embedded();
    let standard: &Standard = catalogue.find(&assessment.standard).expect("a pack");
    let card = Scorecard::new(Paired::new(standard, assessment).expect("answers that fit"), TODAY);
    let lenses: Vec<Lens> = catalogue.lenses();
    let over: Vec<LensCard<'_>> = lenses
        .iter()
        .filter_map(|lens| LensCard::new(&card, lens, catalogue.crosswalk(&standard.reference, &lens.standard).as_ref()))
        .collect();
    let digest = Digest::of("");
    let with_names = reader != Reader::Public;
    let frame = Frame { lenses: &over, with_names, ..Frame::new("0.0.0") };
    let whole = Frame { file: Some(&digest), ..frame };
    let paper = match reader {
        Reader::Board => paper::board(&card, &frame),
        Reader::Committee => paper::committee(&card, &frame, Grouping::Stage),
        Reader::Commissioner => paper::commissioner(&card, &frame),
        Reader::Inspection => paper::inspection(&card, &frame),
        Reader::Public => paper::public(&card, &frame),
    };
    Made {
        html: vpr::render::html::write(&paper),
        markdown: vpr::render::markdown::write(&paper),
        docx: vpr::render::docx::write(&paper).expect("a document"),
        xlsx: vpr::render::xlsx::write(&paper::workbook(&card, &whole)).expect("a workbook"),
        plan: vpr::render::xlsx::write(&Plan::new(&card, None, None).workbook()).expect("a workbook"),
        tables: Kind::ALL.iter().map(|(kind, name)| (*name, table(*kind, &card, &frame).in_data())).collect(),
        json: vpr::render::json::write(&paper::record(&card, &whole)).expect("JSON"),
        paper,
    }
}
