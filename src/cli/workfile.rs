//! An assessment file at work: read, checked, changed, saved, its comments kept.

use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};

use anyhow::{Result, anyhow};

use super::surroundings::{self, Surroundings};
use super::{Misuse, Refused, complain, note, told};
use crate::assessment::{Assessment, canonical, parse, to_yaml};
use crate::diagnostic::Diagnostics;
use crate::measures::{across, printable};
use crate::standard::{Catalogue, Digest, Standard};
use crate::store::{self, Kept, Loaded, Lock, Unread, Why};
use crate::text::{Source, clean_line, count_of};
use crate::yaml;

/// Held while a save is under way, so that Ctrl-C waits for it.
static SAVING: Mutex<()> = Mutex::new(());

/// The file that replies go to: another one once a save had to go beside it.
static AT_WORK: Mutex<Option<PathBuf>> = Mutex::new(None);
/// The lock on the file at work, here so that Ctrl-C can give it back.
static LOCK: Mutex<Option<Lock>> = Mutex::new(None);

/// Waits for a save under way and keeps another from starting.
pub fn hold_saves() -> MutexGuard<'static, ()> {
    SAVING.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Keeps every other `vpr` from changing a file until [`unlock`], and clears away what a killed one left.
pub fn lock(path: &Path) -> Result<()> {
    let lock = Lock::take(path, &surroundings::holder())?;
    note(|| format!("locked: {}", store::shown(path)));
    *LOCK.lock().unwrap_or_else(PoisonError::into_inner) = Some(lock);
    Ok(())
}

/// The file that replies go to, to name in a command.
pub fn at_work() -> String {
    AT_WORK.lock().unwrap_or_else(PoisonError::into_inner).as_deref().map(quoted).unwrap_or_default()
}

/// Gives the lock back.
pub fn unlock() {
    LOCK.lock().unwrap_or_else(PoisonError::into_inner).take();
}

/// An assessment file that was read and is sound.
pub struct WorkFile<'a> {
    loaded: Loaded,
    /// The packs it was checked against.
    catalogue: &'a Catalogue,
    /// The standard it answers.
    pub standard: &'a Standard,
    /// What it says.
    pub assessment: Assessment,
}

impl<'a> WorkFile<'a> {
    /// Reads a file; one with problems is refused with all of them, warnings are said and no more.
    pub fn open(path: &Path, catalogue: &'a Catalogue, around: &Surroundings) -> Result<Self> {
        let loaded = match store::read(path) {
            Ok(loaded) => loaded,
            Err(Unread::Problem(sink)) => return Err(Refused(sink).into()),
            Err(Unread::Failure(failure)) => return Err(failure.into()),
        };
        let mut sink = Diagnostics::new(loaded.source.clone());
        let assessment = parse(&loaded.source, catalogue, &mut sink);
        let standard = assessment.as_ref().and_then(|a| catalogue.find(&a.standard));
        let (Some(assessment), Some(standard)) = (assessment, standard) else { return Err(Refused(Box::new(sink)).into()) };
        if !sink.is_empty() {
            complain(told(&sink, around).trim_end());
        }
        note(|| {
            let answers = count_of(assessment.answers.len(), "answer", "answers");
            format!("file read: {}, {answers} to {}", store::shown(path), standard.reference)
        });
        let file = Self { loaded, catalogue, standard, assessment };
        file.name_at_work();
        Ok(file)
    }

    /// The path that is written to; it changes when a save had to go beside the file.
    pub fn path(&self) -> &Path {
        &self.loaded.path
    }

    /// Its text.
    pub const fn source(&self) -> &Source {
        &self.loaded.source
    }

    /// What a paper rests on: with names, SHA-256 of the file's bytes, as `sha256sum` gives it; without, that of what the
    /// file says but for the names.
    pub fn digest(&self, with_names: bool) -> Digest {
        if with_names {
            return Digest::of_bytes(self.loaded.bytes());
        }
        // As of a name, a guess at a small number could be tried on a digest over it.
        let measures = printable(&self.assessment.measures);
        canonical::digest_without_names(&Assessment { measures, ..self.assessment.clone() })
    }

    /// Saves an assessment: the file is changed where it differs and read back, or else the whole goes beside it.
    pub fn save(&mut self, wanted: &Assessment) -> Result<Kept> {
        let _guard = hold_saves();
        let kept = match self.put(wanted)? {
            Ok(kept) => kept,
            Err((why, text)) => self.loaded.save_beside(&text, why)?,
        };
        self.saved(wanted);
        Ok(kept)
    }

    /// As [`Self::save`], but where the file is no longer what was read nothing is written at all, and this says why.
    pub fn save_as_shown(&mut self, wanted: &Assessment) -> Result<Result<Kept, Why>> {
        let _guard = hold_saves();
        let kept = self.put(wanted)?.map_err(|(why, _)| why);
        if kept.is_ok() {
            self.saved(wanted);
        }
        Ok(kept)
    }

    /// Puts an assessment into the file; where someone else changed that meanwhile, gives the text that could not go there.
    fn put(&mut self, wanted: &Assessment) -> Result<Result<Kept, (Why, String)>> {
        let canonical = to_yaml(wanted, self.standard);
        let edited = yaml::rewrite(self.loaded.source.text(), &canonical).ok().filter(|text| self.says(text, wanted));
        match edited {
            Some(text) => Ok(match self.loaded.save_in_place(&text)? {
                None => Ok(Kept::InPlace),
                Some(why) => Err((why, text)),
            }),
            None if self.says(&canonical, wanted) => Ok(Ok(self.loaded.save_beside(&canonical, Why::Comments)?)),
            None => Err(anyhow!("this answer could not be written so that it reads back the same; nothing was changed")),
        }
    }

    fn saved(&mut self, wanted: &Assessment) {
        note(|| format!("saved: {}, {} bytes, on disk", store::shown(self.path()), self.loaded.source.text().len()));
        self.assessment = wanted.clone();
        self.name_at_work();
    }

    fn name_at_work(&self) {
        *AT_WORK.lock().unwrap_or_else(PoisonError::into_inner) = Some(self.loaded.path.clone());
    }

    /// Whether a text reads back as exactly this assessment.
    fn says(&self, text: &str, wanted: &Assessment) -> bool {
        let source = Source::new(self.loaded.source.name(), text);
        let mut sink = Diagnostics::new(source.clone());
        parse(&source, self.catalogue, &mut sink).as_ref() == Some(wanted)
    }
}

/// What `--last` names has to be of the same organisation: a movement between two would be no movement.
pub fn same_organisation(now: &Assessment, last: &Assessment) -> Result<()> {
    let (now, last) = (&now.organisation, &last.organisation);
    if now.is_same(last) {
        return Ok(());
    }
    let (now, last) = (clean_line(&now.name), clean_line(&last.name));
    Err(Misuse(format!("--last is an assessment of {last}, and this one is of {now}; give the same organisation's last cycle"))
        .into())
}

/// Warns of numbers that share days with those of an earlier cycle. Papers print this one's alone, but both are known.
pub fn say_overlaps(now: &Assessment, earlier: &WorkFile<'_>) {
    for clash in across(&now.measures, &earlier.assessment.measures) {
        complain(&format!("warning: {}, in {}; {}", clash.message, store::shown(earlier.path()), clash.help));
    }
}

/// Says where a save went when it did not go into the file.
pub fn tell(kept: &Kept, file: &Path) -> Option<String> {
    let Kept::Beside(path, why) = kept else { return None };
    let (file, path, command) = (store::shown(file), store::shown(path), quoted(path));
    Some(match why {
        Why::Changed => format!(
            "{file} was changed by someone else meanwhile. It is as they left it, and everything you gave is in {path}. To bring \
             the two together, compare them, copy into {path} what only {file} has, go on with that one, and check it with: vpr \
             status {command}"
        ),
        Why::Gone => format!(
            "{file} is not there any more: it was moved, renamed or deleted meanwhile. Everything so far is in {path}. Go on with \
             that one; or, when you are done, give it the name it is to have. Check it with: vpr status {command}"
        ),
        Why::Comments => format!(
            "{file} is as it was: this can't be put into it without losing a comment. Everything so far is in {path}, without the \
             comments. Copy into it by hand those you want to keep, go on with that one, and check it with: vpr status {command}"
        ),
    })
}

/// The path to print in a command a person may copy.
pub fn quoted(path: &Path) -> String {
    let shown = store::shown(path);
    if shown.contains(' ') { format!("\"{shown}\"") } else { shown }
}

/// A file name from words: "Northfield NHS Foundation Trust" and "2026-H2" give `northfield-nhs-foundation-trust-2026-h2.yaml`.
pub fn file_name(words: &[&str]) -> PathBuf {
    let joined = words.join("-").to_lowercase();
    let joined = if joined.contains(|c: char| c.is_ascii_alphanumeric()) { joined } else { "assessment".to_owned() };
    let parts: Vec<&str> = joined.split(|c: char| !c.is_ascii_alphanumeric()).filter(|p| !p.is_empty()).collect();
    PathBuf::from(format!("{}.yaml", parts.join("-").chars().take(80).collect::<String>()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_cause_of_a_save_beside_is_told_as_it_is_with_what_to_do() {
        let told = |why| tell(&Kept::Beside(PathBuf::from("a.vpr-1.yaml"), why), Path::new("a.yaml")).unwrap_or_default();
        let (changed, gone, comments) = (told(Why::Changed), told(Why::Gone), told(Why::Comments));
        assert!(changed.contains("changed by someone else") && changed.contains("as they left it"), "{changed}");
        assert!(gone.contains("moved, renamed or deleted") && !gone.contains("as it was"), "{gone}");
        assert!(comments.contains("losing a comment") && comments.contains("as it was"), "{comments}");
        for text in [&changed, &gone, &comments] {
            assert!(text.contains("is in a.vpr-1.yaml") && text.ends_with("vpr status a.vpr-1.yaml"), "{text}");
        }
        assert!(!changed.contains("comment") && !gone.contains("comment"), "{changed}\n{gone}");
        assert_eq!(tell(&Kept::InPlace, Path::new("a.yaml")), None);
    }
}
