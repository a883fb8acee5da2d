//! `vpr verify`: whether sign-offs still cover what is there, what changed since, and whether cycles follow on each other.

use std::path::Path;

use anyhow::Result;

use super::args::VerifyArgs;
use super::sign::signature_path;
use super::surroundings::Surroundings;
use super::workfile::WorkFile;
use super::{Misuse, Refused, Status, complain, packs, print, reading, told};
use crate::assessment::canonical::differences;
use crate::assessment::chain::{in_order, links};
use crate::assessment::sign_off::{is_of_copy, standing};
use crate::assessment::signature::{AllowedSigners, Proof};
use crate::assessment::{Assessment, SignOff};
use crate::check::is_assessment;
use crate::measures::across;
use crate::paper::sign_off::{InChain, against, chains, overlapping, verified};
use crate::render::{Document, terminal};
use crate::standard::Catalogue;
use crate::store::{self, Name};
use crate::text::count_of;

pub fn run(args: &VerifyArgs, around: &Surroundings) -> Result<Status> {
    let catalogue = packs::load(around.standards.as_deref())?;
    let allowed = args.allowed_signers.as_deref().map(read_allowed).transpose()?;
    if args.path.is_dir() {
        if args.against.is_some() {
            let why = "--against compares one file with a copy; name the file instead of the folder";
            return Err(Misuse(why.to_owned()).into());
        }
        return folder(&args.path, &catalogue, allowed.as_ref(), around);
    }
    let file = WorkFile::open(&args.path, &catalogue, around)?;
    let proofs = proofs(file.path(), &file.assessment, allowed.as_ref())?;
    show(&verified(&file.assessment, &proofs), around)?;
    if let Some(copy) = &args.against {
        let copy = WorkFile::open(copy, &catalogue, around)?;
        let found = differences(&copy.assessment, &file.assessment);
        let of_copy = |index: &usize| is_of_copy(&file.assessment, *index, &copy.assessment);
        let all: Vec<&SignOff> = file.assessment.sign_off.iter().collect();
        let signed: Vec<&SignOff> = (0..all.len()).filter(of_copy).map(|index| all[index]).collect();
        print("\n")?;
        show(&against(&store::shown(copy.path()), &found, &signed), around)?;
    }
    Ok(if holds(&file.assessment, &proofs) { Status::Fine } else { Status::Findings })
}

/// Every assessment of a folder, then how they follow on each other.
fn folder(path: &Path, catalogue: &Catalogue, allowed: Option<&AllowedSigners>, around: &Surroundings) -> Result<Status> {
    let mut worst = Status::Fine;
    let mut files = Vec::new();
    let mut skipped = Vec::new();
    for found in store::find(&[Name::Typed(path.to_owned())], false).found {
        if found.passed_over.is_some() {
            skipped.push(store::shown(&found.path));
            continue;
        }
        match found.trouble.map_or_else(|| WorkFile::open(&found.path, catalogue, around), |trouble| Err((*trouble).into())) {
            Ok(file) => files.push(file),
            Err(error) => match error.downcast::<Refused>() {
                // What is no assessment can't break a chain; what is one and can't be read may.
                Ok(Refused(problems)) if !is_assessment(problems.source()) => skipped.push(store::shown(&found.path)),
                Ok(Refused(problems)) => {
                    complain(told(&problems, around).trim_end());
                    worst = worst.or(Status::Findings);
                }
                Err(unread) => {
                    complain(&format!("error: {unread:#}"));
                    worst = Status::Unreadable;
                }
            },
        }
    }
    if files.is_empty() {
        anyhow::bail!("there is no assessment in {} that can be read", store::shown(path));
    }
    let assessments: Vec<&Assessment> = files.iter().map(|f| &f.assessment).collect();
    let links = links(&assessments);
    let names: Vec<String> =
        files.iter().map(|f| store::shown(f.path().strip_prefix(path).unwrap_or_else(|_| f.path()))).collect();
    let order = in_order(&assessments, &links);
    for at in &order {
        let proofs = proofs(files[*at].path(), assessments[*at], allowed)?;
        if !holds(assessments[*at], &proofs) {
            worst = worst.or(Status::Findings);
        }
        show(&verified(assessments[*at], &proofs), around)?;
        print("\n")?;
    }
    if !links.iter().all(|link| link.holds()) {
        worst = worst.or(Status::Findings);
    }
    let all: Vec<InChain<'_>> =
        (0..files.len()).map(|at| InChain { name: &names[at], assessment: assessments[at], link: links[at] }).collect();
    show(&chains(&all, &order), around)?;
    let clashes = clashes(&assessments, &names, &order);
    if !clashes.is_empty() {
        worst = worst.or(Status::Findings);
        print("\n")?;
        show(&overlapping(clashes), around)?;
    }
    if !skipped.is_empty() {
        let count = count_of(skipped.len(), "file is no assessment and was", "files are no assessments and were");
        complain(&format!("{count} skipped: {}", skipped.join(", ")));
    }
    Ok(worst)
}

/// Numbers of one organisation for periods that share days, in whichever two of its files they stand.
fn clashes(all: &[&Assessment], names: &[String], order: &[usize]) -> Vec<String> {
    let mut found = Vec::new();
    for (index, later) in order.iter().enumerate() {
        for earlier in order[..index].iter().filter(|e| all[**e].organisation.is_same(&all[*later].organisation)) {
            let between = across(&all[*later].measures, &all[*earlier].measures);
            found.extend(between.iter().map(|f| format!("{} and {}: {}.", names[*later], names[*earlier], f.message)));
        }
    }
    found
}

/// Whether the last sign-off of every role covers what is there, and is signed where it has to be.
fn holds(assessment: &Assessment, proofs: &[Proof]) -> bool {
    let proved = |index: usize| !matches!(proofs.get(index), Some(Proof::Failed(_)));
    standing(assessment).iter().enumerate().all(|(index, s)| !s.is_current || (s.covers() && proved(index)))
}

/// What is known of who gave each sign-off; nothing when nobody asked.
fn proofs(file: &Path, assessment: &Assessment, allowed: Option<&AllowedSigners>) -> Result<Vec<Proof>> {
    let Some(allowed) = allowed else { return Ok(Vec::new()) };
    let judge = |sign_off: &SignOff| {
        let path = signature_path(file, sign_off.role);
        let text = if path.exists() { Some(reading::text(&path)?) } else { None };
        Ok(allowed.judge(sign_off, text.as_deref()))
    };
    assessment.sign_off.iter().map(judge).collect()
}

fn read_allowed(path: &Path) -> Result<AllowedSigners> {
    AllowedSigners::parse(&reading::text(path)?).map_err(|problems| {
        let lines: Vec<String> = problems.iter().map(|p| format!("\n  {p}")).collect();
        Misuse(format!("{} is no list of allowed signers:{}", store::shown(path), lines.concat())).into()
    })
}

fn show(document: &Document, around: &Surroundings) -> Result<()> {
    print(&terminal::write(document, around.width, around.look()))
}
