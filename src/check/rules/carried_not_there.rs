//! Something carried from where it is not.

use crate::check::{Behind, Find, Found, Rule, Subject};
use crate::diagnostic::{Code, Severity};
use crate::assessment::CarriedVerdict;
use crate::score::Row;
use crate::text::{did_you_mean, list_of, shown};

pub const RULE: Rule = Rule {
    code: Code::new("carried-not-there"),
    severity: Severity::Warning,
    summary: "An answer is carried from a requirement or with a rating that its edition does not have.",
    why: "Whoever confirms what was carried takes it for what was once assessed. What no edition holds was never assessed.",
    behind: Behind::Own("It follows from the packs that are at hand: an edition that is not can't be looked at."),
    bad: "answers:\n  I7:\n    carried:\n      - { from: nhs-england-vpr@2020, requirement: ACT-99, relation: overlaps, rating: met }\n",
    good: "answers:\n  I7:\n    carried:\n      - { from: nhs-england-vpr@2020, requirement: ACT-4, relation: overlaps, rating: met }\n",
    fix: "look it up in the earlier assessment; `vpr standard show` lists what an edition has",
    find: Find::Row(look),
};

fn look(subject: &Subject<'_>, row: &Row<'_>, found: &mut Found<'_>) {
    for (i, carried) in row.answer.carried.iter().enumerate() {
        let Some(edition) = subject.catalogue.find(&carried.from) else { continue };
        let item = subject.part(row, "carried").item(i);
        if edition.requirement(&carried.requirement).is_none() {
            let message = format!("{} has no requirement {}, from which {} is carried", carried.from, carried.requirement, row.requirement.id);
            let help = edition.like(carried.requirement.as_str());
            found.problem(item.field("requirement").span(), message, |d| if let Some(help) = help { d.help(help) } else { d });
        }
        if let CarriedVerdict::Rating(rating) = &carried.verdict
            && edition.scale.rating(rating).is_none()
        {
            let message = format!("`{}` is not a rating of {}, from which {} is carried", shown(rating), carried.from, row.requirement.id);
            let ids: Vec<&str> = edition.scale.ratings.iter().map(|r| r.id.as_str()).collect();
            let help = edition.scale.rating_meant(rating).map_or_else(
                || format!("the ratings there are {}: look it up in the earlier assessment", list_of(&ids)),
                |near| did_you_mean(rating, near),
            );
            found.problem(item.field("rating").span(), message, |d| d.help(help));
        }
    }
}
