//! `vpr schema`: what editors have to know of the files people write.

use anyhow::Result;

use super::args::{SchemaArgs, SchemaOf};
use super::surroundings::Surroundings;
use super::{Status, packs, print};
use crate::schema;

pub fn run(args: &SchemaArgs, around: &Surroundings) -> Result<Status> {
    let catalogue = packs::load(around.standards.as_deref())?;
    let schema = match args.of {
        SchemaOf::Assessment => schema::assessment(&catalogue),
        SchemaOf::Pack => schema::pack(),
        SchemaOf::Crosswalk => schema::crosswalk(&catalogue),
        SchemaOf::Expectations => schema::expectations(&catalogue),
        SchemaOf::Lens => schema::lens(&catalogue),
    };
    print(&format!("{schema:#}\n"))?;
    Ok(Status::Fine)
}
