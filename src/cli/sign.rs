//! `vpr sign`: shows what is signed, and records who stands by it and where they disagree.

use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use anyhow::{Context as _, Result, anyhow};

use super::args::SignArgs;
use super::prompt::{Came, Questions};
use super::surroundings::Surroundings;
use super::workfile::{self, WorkFile};
use super::{Misuse, Status, complain, interrupt, packs, print, reading, tell};
use crate::assessment::sign_off::{same_name, signed};
use crate::assessment::signature::{self, Key, Unusable};
use crate::assessment::{Assessment, Dissent, Paired, Role, SignOff};
use crate::paper;
use crate::render::{terminal, wrap};
use crate::score::Scorecard;
use crate::standard::{RequirementId, Standard};
use crate::store::{self, Why};
use crate::text::{clean_line, has_word, is_unsafe, list_of, nearest};

pub fn run(args: &SignArgs, around: &Surroundings) -> Result<Status> {
    let catalogue = packs::load(around.standards.as_deref())?;
    workfile::lock(&args.file)?;
    let mut file = WorkFile::open(&args.file, &catalogue, around)?;
    // Whatever is wrong with the flags is said before anything is asked.
    let role = args.role.as_deref().map(role_of).transpose()?;
    let name = args.name.as_deref().map(name_of).transpose().map_err(Misuse)?;
    let by_flags = from_flags(args, file.standard, &file.assessment)?;
    let key = args.key.as_deref().map(read_key).transpose()?;

    let paired = Paired::new(file.standard, &file.assessment).context("this file answers another standard")?;
    let card = Scorecard::new(paired, around.today);
    print(&(terminal::write(&paper::sign_off::signing(&card), around.width, around.look()) + "\n"))?;
    tell("All of the file is signed, and only part of it stands here. The file has every word; most of it as a paper:", around);
    complain(&format!("vpr report {} --for committee", workfile::quoted(file.path())));
    if let (Some(role), Some(name)) = (role, &name) {
        // At the prompts each of these is asked for, and confirmed.
        let own = paper::sign_off::own_part(&card, role, name, &by_flags);
        print(&(terminal::write(&own, around.width, around.look()) + "\n"))?;
    }
    let said = match (role, name) {
        (Some(role), Some(name)) => Some((role, name, by_flags)),
        (role, name) => ask(role, name.as_deref(), &file, around)?,
    };
    let Some((role, name, disagrees)) = said else { return Ok(Status::Fine) };

    let wanted = signed(&file.assessment, role, name, around.today, disagrees);
    let Some(last) = wanted.sign_off.last() else { return Ok(Status::Fine) };
    let before = file.path().to_owned();
    let kept = match file.save_as_shown(&wanted)? {
        Ok(kept) => kept,
        Err(why) => return Ok(not_signed(why, &before, around)),
    };
    if let Some(told) = workfile::tell(&kept, &before) {
        tell(&told, around);
    }
    print(&(wrap(&paper::sign_off::recorded(last), around.width, "", "", true).join("\n") + "\n"))?;
    for (a, b) in same_name(&wanted).into_iter().filter(|(a, b)| *a == role || *b == role) {
        tell(&paper::sign_off::one_name(a, b), around);
    }
    match (key, &args.key) {
        (Some(Ok(key)), _) => write_signature(&key, file.path(), last)?,
        (Some(Err(Locked)), Some(path)) => {
            tell("The key has a passphrase, which vpr does not ask for. OpenSSH does; this command signs:", around);
            let output = signature_path(file.path(), last.role);
            complain(&signature::command(last, &workfile::quoted(path), &workfile::quoted(&output)));
        }
        _ => tell("This is a record, not a signature: anyone can write one. For proof of who, see vpr sign --help.", around),
    }
    complain(&format!("To see later whether it still holds: vpr verify {}", workfile::quoted(file.path())));
    Ok(Status::Fine)
}

/// Someone else had their hands on the file: what was shown is not what would be signed.
fn not_signed(why: Why, file: &Path, around: &Surroundings) -> Status {
    let shown = store::shown(file);
    let (what, next) = match why {
        Why::Gone => ("is not there any more: it was moved, renamed or deleted after it was shown", "Find it, and sign again"),
        _ => ("was changed by someone else after it was shown", "Read it again, and sign what it says now"),
    };
    tell(&format!("Nothing was recorded: {shown} {what}. {next}: vpr sign {}", workfile::quoted(file)), around);
    if let Some(typed) = typed() {
        complain(&typed);
    }
    Status::Findings
}

fn role_of(text: &str) -> Result<Role> {
    let ids = || Role::ALL.iter().map(|(_, _, id, _)| *id);
    Role::ALL.iter().find(|(_, field, id, _)| *id == text || *field == text).map(|(role, ..)| *role).ok_or_else(|| {
        let near = nearest(text, ids()).map(|n| format!(" Did you mean {n}?")).unwrap_or_default();
        let all = list_of(&ids().collect::<Vec<_>>());
        Misuse(format!("\"{}\" is no role that signs.{near} The roles are {all}.", clean_line(text))).into()
    })
}

/// A name of one line with something in it.
fn name_of(text: &str) -> Result<String, String> {
    let text = text.trim();
    if !has_word(text) {
        return Err("a sign-off needs the name of who gives it".to_owned());
    }
    if text.contains(|c| is_unsafe(c) || c == '\n') {
        return Err("the name holds a control character or a line break".to_owned());
    }
    Ok(text.to_owned())
}

/// The disagreements that flags describe, every problem with them at once.
fn from_flags(args: &SignArgs, standard: &Standard, assessment: &Assessment) -> Result<Vec<Dissent>> {
    let count = args.disagree.len();
    if args.rating.len() != count || args.reason.len() != count {
        let why = "each --disagree needs a --rating and a --reason of its own, in the same order";
        return Err(Misuse(why.to_owned()).into());
    }
    let mut problems = Vec::new();
    let mut dissents: Vec<Dissent> = Vec::new();
    for ((id, rating), reason) in args.disagree.iter().zip(&args.rating).zip(&args.reason) {
        let dissent = row_of(id, standard, &dissents).and_then(|requirement| {
            let rating = rating_of(rating, &requirement, standard, assessment)?;
            Ok(Dissent { requirement, rating, reason: reason_of(reason)?, publish: false })
        });
        match dissent {
            Ok(dissent) => dissents.push(dissent),
            Err(why) => problems.push(why),
        }
    }
    if let Some(named) = &args.publish {
        let is_bare = named.iter().all(String::is_empty);
        if is_bare && count > 1 {
            problems.push("of several disagreements say which may be published, as --publish=L6,W3".to_owned());
        }
        for id in named.iter().filter(|id| !id.is_empty()) {
            let row = standard.requirement_typed(id).map(|r| &r.id);
            if problems.is_empty() && !dissents.iter().any(|d| Some(&d.requirement) == row) {
                problems.push(format!("--publish names {}, of which there is no disagreement", clean_line(id)));
            }
        }
        for dissent in &mut dissents {
            let is_named = |id: &String| standard.requirement_typed(id).is_some_and(|r| r.id == dissent.requirement);
            dissent.publish = is_bare || named.iter().any(is_named);
        }
    }
    if problems.is_empty() { Ok(dissents) } else { Err(Misuse(problems.join("; ")).into()) }
}

fn row_of(id: &str, standard: &Standard, before: &[Dissent]) -> Result<RequirementId, String> {
    let row = standard.rated_typed(id)?;
    if before.iter().any(|d| d.requirement == row.id) {
        return Err(format!("{} is there twice; one disagreement a requirement", row.id));
    }
    Ok(row.id.clone())
}

fn rating_of(text: &str, row: &RequirementId, standard: &Standard, assessment: &Assessment) -> Result<String, String> {
    let scale = &standard.scale;
    let Some(rating) = scale.rating_typed(text) else {
        let ids: Vec<&str> = scale.ratings.iter().map(|r| r.id.as_str()).collect();
        if text.trim().is_empty() {
            return Err(format!("a disagreement needs the rating you hold to be right; the ratings are {}", list_of(&ids)));
        }
        return Err(format!("`{}` is not a rating; the ratings are {}", clean_line(text), list_of(&ids)));
    };
    let stands = assessment.answers.get(row).and_then(|a| a.rating());
    if stands == Some(rating.id.as_str()) {
        return Err(format!("{row} is rated {} already; with that rating there is nothing to disagree about", rating.id));
    }
    Ok(rating.id.clone())
}

fn reason_of(text: &str) -> Result<String, String> {
    let text = text.trim();
    if text.is_empty() {
        return Err("a disagreement needs its reason".to_owned());
    }
    if text.contains(is_unsafe) {
        return Err("the reason holds a control character; retype it".to_owned());
    }
    Ok(text.to_owned())
}

/// A question of a sign-off.
#[derive(Clone, Copy)]
enum Step {
    Role,
    Name,
    How,
    Row,
    Rating,
    Reason,
    Publish,
    Another,
    Record,
}

/// A disagreement that is still being given.
#[derive(Default)]
struct Draft {
    requirement: Option<RequirementId>,
    rating: Option<String>,
    reason: Option<String>,
}

impl Draft {
    fn of(dissent: Dissent) -> Self {
        Self { requirement: Some(dissent.requirement), rating: Some(dissent.rating), reason: Some(dissent.reason) }
    }
}

/// What was typed of disagreements, in words to copy: they are long, and nothing is recorded before the last question.
static TYPED: Mutex<String> = Mutex::new(String::new());

fn keep_to_copy(dissents: &[Dissent], draft: &Draft) {
    let given = dissents.iter().map(|d| format!("{}, {}: {}\n", d.requirement, d.rating, clean_line(&d.reason)));
    let draft = draft.requirement.iter().zip(&draft.reason).map(|(requirement, reason)| {
        format!("{requirement}, {}: {}\n", draft.rating.as_deref().unwrap_or_default(), clean_line(reason))
    });
    *TYPED.lock().unwrap_or_else(PoisonError::into_inner) = given.chain(draft).collect();
}

/// What was typed of disagreements, if anything.
fn typed() -> Option<String> {
    let typed = TYPED.lock().unwrap_or_else(PoisonError::into_inner);
    (!typed.is_empty()).then(|| format!("What was typed, to copy:\n{}", typed.trim_end()))
}

/// What to say where nothing was recorded.
fn nothing() -> String {
    format!("Nothing was recorded. {}", typed().unwrap_or_default()).trim_end().to_owned()
}

/// Asks for what the flags left open; `None` when the person did not confirm.
fn ask(
    given_role: Option<Role>,
    given_name: Option<&str>,
    file: &WorkFile<'_>,
    around: &Surroundings,
) -> Result<Option<(Role, String, Vec<Dissent>)>> {
    interrupt::prepare(nothing)?;
    let mut questions = Questions::new(
        around,
        "Nothing is recorded before the last question. :back goes to the question before.",
        "the replies ended before anything was recorded; use flags, --role and --name, or a terminal",
    )?;
    let first = match (given_role, given_name) {
        (None, _) => Step::Role,
        (Some(_), None) => Step::Name,
        (Some(_), Some(_)) => Step::How,
    };
    let (mut role, mut name) = (given_role, given_name.map(str::to_owned));
    let (mut agrees, mut dissents, mut draft) = (None, Vec::<Dissent>::new(), Draft::default());
    let mut step = first;
    loop {
        step = match step {
            Step::Role if ask_role(&mut questions, &file.assessment, role)?.put_in(&mut role) => {
                if given_name.is_none() {
                    Step::Name
                } else {
                    Step::How
                }
            }
            Step::Name
                if questions.accepted("Who signs?", name.as_deref(), |text| name_of(text).map(Some))?.put_in(&mut name) =>
            {
                Step::How
            }
            Step::How if ask_how(&mut questions, agrees)?.put_in(&mut agrees) => match agrees {
                Some(How::Agrees) => {
                    dissents.clear();
                    Step::Record
                }
                Some(How::Disagrees) if dissents.is_empty() => Step::Row,
                Some(How::Disagrees) => Step::Another,
                Some(How::Reads) => {
                    agrees = None;
                    print(&format!("\n{}\n", file.source().text()))?;
                    Step::How
                }
                Some(How::Stops) | None => break,
            },
            Step::Row => {
                let now = draft.requirement.as_ref().map(ToString::to_string);
                let row = |text: &str| row_of(text, file.standard, &dissents).map(Some);
                match questions.accepted("On which requirement, by its id?", now.as_deref(), row)? {
                    Came::Said(requirement) => {
                        if requirement != draft.requirement {
                            draft = Draft { requirement, ..Draft::default() };
                        }
                        Step::Rating
                    }
                    Came::Back if dissents.is_empty() => Step::How,
                    Came::Back => Step::Another,
                }
            }
            Step::Rating if ask_rating(&mut questions, file, &mut draft)? => Step::Reason,
            Step::Reason => {
                let why = format!("{}Why?", draft.requirement.as_ref().map(|id| format!("{id}. ")).unwrap_or_default());
                let said = questions.accepted(&why, draft.reason.as_deref(), |text| reason_of(text).map(Some))?;
                if said.put_in(&mut draft.reason) { Step::Publish } else { Step::Rating }
            }
            Step::Publish => match (questions.confirm("May these words be published?")?, std::mem::take(&mut draft)) {
                (Came::Said(publish), Draft { requirement: Some(requirement), rating: Some(rating), reason: Some(reason) }) => {
                    dissents.push(Dissent { requirement, rating, reason, publish });
                    Step::Another
                }
                (_, back) => {
                    draft = back;
                    Step::Reason
                }
            },
            Step::Another => match questions.confirm("Disagree on another one?")? {
                Came::Said(true) => Step::Row,
                Came::Said(false) => Step::Record,
                Came::Back => {
                    draft = dissents.pop().map(Draft::of).unwrap_or_default();
                    Step::Publish
                }
            },
            Step::Record => {
                let Some(role) = role else { break };
                match questions.confirm(&format!("Record this as {}, {}?", role.title().to_lowercase(), with(&dissents)))? {
                    Came::Said(true) => return Ok(name.map(|name| (role, name, dissents))),
                    Came::Said(false) => break,
                    Came::Back if dissents.is_empty() => Step::How,
                    Came::Back => Step::Another,
                }
            }
            // From here on: the question before.
            Step::Rating => Step::Row,
            Step::Name if given_role.is_none() => Step::Role,
            Step::How if given_name.is_none() => Step::Name,
            Step::How if given_role.is_none() => Step::Role,
            Step::Role | Step::Name | Step::How => {
                questions.is_first();
                first
            }
        };
        keep_to_copy(&dissents, &draft);
    }
    complain(&nothing());
    Ok(None)
}

fn with(dissents: &[Dissent]) -> String {
    match dissents.len() {
        0 => "in agreement".to_owned(),
        _ => format!("disagreeing on {}", list_of(&dissents.iter().map(|d| d.requirement.as_str()).collect::<Vec<_>>())),
    }
}

/// Whether it is signed, and how.
#[derive(Clone, Copy, PartialEq, Eq)]
enum How {
    Agrees,
    Disagrees,
    Stops,
    Reads,
}

fn ask_how(questions: &mut Questions, now: Option<How>) -> Result<Came<Option<How>>> {
    const HOWS: &[(&str, &str, How)] = &[
        ("agree", "stands by all of it", How::Agrees),
        ("disagree", "stands by it, but for ratings named next", How::Disagrees),
        ("stop", "records nothing", How::Stops),
        ("read", "shows the file, which is what is signed, to the last word", How::Reads),
    ];
    let items: Vec<(&str, String)> = HOWS.iter().map(|(label, detail, _)| (*label, (*detail).to_owned())).collect();
    let now = HOWS.iter().position(|(.., how)| Some(*how) == now);
    loop {
        match questions.choice("Agree, or disagree on some ratings?", &items, now)? {
            Came::Said(Some(index)) => return Ok(Came::Said(HOWS.get(index).map(|(.., how)| *how))),
            Came::Said(None) => questions.refuse("A sign-off says one or the other; stop records nothing."),
            Came::Back => return Ok(Came::Back),
        }
    }
}

fn ask_role(questions: &mut Questions, assessment: &Assessment, now: Option<Role>) -> Result<Came<Option<Role>>> {
    let detail = |role: Role, title: &str| assessment.roles.get(&role).map_or_else(|| title.to_owned(), Clone::clone);
    let items: Vec<(&str, String)> = Role::ALL.iter().map(|(role, _, id, title)| (*id, detail(*role, title))).collect();
    let now = Role::ALL.iter().position(|(role, ..)| Some(*role) == now);
    loop {
        match questions.choice("In what role?", &items, now)? {
            Came::Said(Some(index)) => return Ok(Came::Said(Role::ALL.get(index).map(|(role, ..)| *role))),
            Came::Said(None) => questions.refuse("A sign-off needs a role. Ctrl-C stops, and nothing is recorded."),
            Came::Back => return Ok(Came::Back),
        }
    }
}

/// The rating somebody holds to be right. False when the question before is wanted.
fn ask_rating(questions: &mut Questions, file: &WorkFile<'_>, draft: &mut Draft) -> Result<bool> {
    let Some(requirement) = draft.requirement.clone() else { return Ok(false) };
    let rating = file.assessment.answers.get(&requirement).and_then(|a| a.rating());
    let stands = rating
        .and_then(|r| file.standard.scale.rating(r))
        .map_or_else(|| "has no rating".to_owned(), |r| format!("is rated {}", r.label.to_lowercase()));
    let prompt = format!("{requirement} {stands}. What should it be?");
    let accept = |text: &str| rating_of(text, &requirement, file.standard, &file.assessment).map(Some);
    Ok(questions.accepted(&prompt, draft.rating.as_deref(), accept)?.put_in(&mut draft.rating))
}

/// A key that only its owner's passphrase opens.
struct Locked;

fn read_key(path: &Path) -> Result<Result<Key, Locked>> {
    match Key::read(&reading::text(path)?) {
        Ok(key) => Ok(Ok(key)),
        Err(Unusable::Passphrase) => Ok(Err(Locked)),
        Err(Unusable::Other(why)) => Err(Misuse(format!("{} can't be used to sign: {why}", store::shown(path))).into()),
    }
}

/// Where the signature for a role stands: `northfield.yaml.staff-side.sig`.
pub fn signature_path(file: &Path, role: Role) -> PathBuf {
    let mut name = file.file_name().unwrap_or_default().to_owned();
    name.push(format!(".{}.sig", role.id()));
    file.with_file_name(name)
}

fn write_signature(key: &Key, file: &Path, sign_off: &SignOff) -> Result<()> {
    let path = signature_path(file, sign_off.role);
    let text = key.sign(sign_off).map_err(|why| anyhow!("the sign-off is recorded, but not signed: {why}"))?;
    store::write_result(&path, text.as_bytes()).context("the sign-off is recorded, but not signed")?;
    complain(&format!("Signed with the key {}: {}", key.fingerprint(), store::shown(&path)));
    Ok(())
}
