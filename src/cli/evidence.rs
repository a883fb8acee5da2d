//! `vpr evidence`: what has to be ready on the day of the meeting, and whether the files behind it changed.

use std::path::Path;

use anyhow::{Context as _, Result};

use super::args::{EvidenceArgs, EvidenceFormat};
use super::report::{deliver, refuse_assessments};
use super::surroundings::Surroundings;
use super::workfile::{self, WorkFile};
use super::{Misuse, Status, complain, packs, tell};
use crate::assessment::{Assessment, Evidence, Paired};
use crate::paper::{Files, Found, evidence, evidence_table};
use crate::render::{csv, markdown, terminal};
use crate::score::Scorecard;
use crate::standard::{Digest, Digester};
use crate::store::{self, Below};
use crate::text::count_of;

pub fn run(args: &EvidenceArgs, around: &Surroundings) -> Result<Status> {
    if let Some(output) = &args.output {
        refuse_assessments(output)?;
    }
    if let Some(root) = args.root.as_deref().filter(|root| !root.is_dir()) {
        return Err(Misuse(format!("{} is not a folder", store::shown(root))).into());
    }
    let catalogue = packs::load(around.standards.as_deref())?;
    if args.digest {
        workfile::lock(&args.file)?;
    }
    let mut file = WorkFile::open(&args.file, &catalogue, around)?;
    let looked = args.root.as_deref().map(|root| look(root, &file.assessment));
    let files = looked.as_ref().map(|(files, _)| files);
    let paired = Paired::new(file.standard, &file.assessment).context("this file answers another standard")?;
    let card = Scorecard::new(paired, around.today);
    let bytes = match args.format {
        None if args.output.is_none() => terminal::write(&evidence(&card, files), around.width, around.look()).into_bytes(),
        None | Some(EvidenceFormat::Markdown) => markdown::write(&evidence(&card, files)).into_bytes(),
        Some(EvidenceFormat::Csv) => csv::write(&evidence_table(&card, files).in_data(), csv::Dialect::Excel),
    };
    deliver(&bytes, args.output.as_deref())?;
    let Some((files, with_digests)) = looked else { return Ok(Status::Fine) };
    if args.digest {
        let is_found = |found: &Found| matches!(found, Found::Same | Found::Changed | Found::Unrecorded);
        let any = files.values().any(is_found);
        return record(&mut file, &with_digests, any, around);
    }
    // What was never recorded may be a room or a cupboard; what was has been there.
    let recorded = |(id, at): &(_, usize)| {
        file.assessment.answers.get(id).and_then(|a| a.evidence.get(*at)).is_some_and(|e| e.digest.is_some())
    };
    let bad = files.iter().any(|(place, found)| match found {
        Found::Changed => true,
        Found::Missing | Found::Unreadable => recorded(place),
        _ => false,
    });
    Ok(if bad { Status::Findings } else { Status::Fine })
}

/// Looks for the file of every piece of evidence: how each was found, and the assessment with the digests of what is there.
fn look(root: &Path, assessment: &Assessment) -> (Files, Assessment) {
    let mut files = Files::new();
    let mut with_digests = assessment.clone();
    for (id, answer) in &mut with_digests.answers {
        for (at, piece) in answer.evidence.iter_mut().enumerate() {
            let (found, digest) = found(root, piece);
            files.insert((id.clone(), at), found);
            piece.digest = digest.or_else(|| piece.digest.take());
        }
    }
    (files, with_digests)
}

fn found(root: &Path, piece: &Evidence) -> (Found, Option<Digest>) {
    let mut digester = Digester::default();
    let place = piece.location.as_deref().unwrap_or_default();
    match store::read_below(root, place, &mut |bytes| digester.take(bytes)) {
        Below::Missing => (Found::Missing, None),
        Below::Unreadable => (Found::Unreadable, None),
        Below::Elsewhere => (Found::NoFile, None),
        Below::Read => {
            let digest = digester.finish();
            let found = match &piece.digest {
                None => Found::Unrecorded,
                Some(before) if *before == digest => Found::Same,
                Some(_) => Found::Changed,
            };
            (found, Some(digest))
        }
    }
}

/// Writes the digests of what was found into the file, where `any` was.
fn record(file: &mut WorkFile<'_>, wanted: &Assessment, any: bool, around: &Surroundings) -> Result<Status> {
    let digests = |a: &Assessment| -> Vec<Option<Digest>> {
        a.answers.values().flat_map(|a| &a.evidence).map(|e| e.digest.clone()).collect()
    };
    let new = digests(&file.assessment).iter().zip(digests(wanted)).filter(|(before, after)| **before != *after).count();
    if new == 0 {
        let why = if any { "every file found has its own already" } else { "none of the files was found in the folder" };
        tell(&format!("No digest to record: {why}."), around);
        return Ok(Status::Fine);
    }
    if !file.assessment.sign_off.is_empty() {
        // A digest is part of what was signed, and recording one is no act of those who signed.
        complain(&format!(
            "error: {} is signed, and {} would change what was signed: every sign-off would be void, and nobody who gave one has \
             seen the change. Nothing was written. Record digests before a file is signed; in this one, --root without --digest \
             compares those that are there",
            store::shown(file.path()),
            count_of(new, "digest recorded now", "digests recorded now")
        ));
        return Ok(Status::Findings);
    }
    let before = file.path().to_owned();
    let kept = file.save(wanted)?;
    complain(
        &workfile::tell(&kept, &before)
            .unwrap_or_else(|| format!("{} recorded in {}.", count_of(new, "digest", "digests"), store::shown(file.path()))),
    );
    Ok(Status::Fine)
}
