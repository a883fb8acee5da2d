//! Nobody named for a part that someone has to have.

use crate::check::{Behind, Find, Found, Rule, Subject};
use crate::diagnostic::{Code, Severity};
use crate::assessment::Role;
use crate::text::{list_of, names_nobody};

pub const RULE: Rule = Rule {
    code: Code::new("roles-missing"),
    severity: Severity::Warning,
    summary: "The file does not name all three of executive lead, VPR lead and staff side.",
    why: "A named director and a named lead are rows L1 and L4 of the 2024 working list; lack of a named strategic lead was criticised in the Social Partnership Forum's report, which also wants the standard implemented, monitored and reviewed with trade unions.",
    behind: Behind::Sources(&["S10", "S1"]),
    bad: "roles:\n  executive_lead: Chief People Officer\n",
    good: "roles:\n  executive_lead: Chief People Officer\n  vpr_lead: Head of Violence Prevention\n  staff_side: Staff Side Chair\n",
    fix: "add the job titles under `roles`; names belong in the sign-off only",
    find: Find::Fields(&["roles"], look),
};

/// Who has to be there in any organisation.
const NEEDED: [Role; 3] = [Role::ExecutiveLead, Role::VprLead, Role::StaffSide];

fn look(subject: &Subject<'_>, found: &mut Found<'_>) {
    let roles = &subject.assessment().roles;
    let is_missing = |role: &Role| roles.get(role).is_none_or(|title| names_nobody(title));
    let missing: Vec<Role> = NEEDED.into_iter().filter(is_missing).collect();
    let at = subject.top().field("roles");
    let place = match missing.as_slice() {
        [] => return,
        // It may be there and say that nobody holds it.
        [only] => at.field(only.field()),
        _ => at,
    };
    let names: Vec<String> = missing.iter().map(|role| format!("`{}`", role.field())).collect();
    found.at(place.span(), format!("`roles` does not name {}", list_of(&names)));
}
