//! Lenses over the answers, with no more said through each than it allows.

use jiff::civil::Date;
use serde::Serialize;

use super::super::lens::behind;
use super::figures::View;
use crate::score::{LensCard, Scorecard};
use crate::standard::Show;

/// A lens over the answers.
#[derive(Debug, Serialize)]
pub struct Lens<'a> {
    id: &'a str,
    title: &'a str,
    about: &'a str,
    as_of: Date,
    /// Which requirements stand behind which item is this project's mapping.
    mapping: &'static str,
    through_crosswalk: bool,
    /// Empty where figures would read as a result of another kind.
    themes: Vec<Theme<'a>>,
    items: Vec<Item<'a>>,
}

#[derive(Debug, Serialize)]
struct Theme<'a> {
    title: &'a str,
    #[serde(flatten)]
    view: View<'a>,
}

#[derive(Debug, Serialize)]
struct Item<'a> {
    id: &'a str,
    theme: Option<&'a str>,
    text: &'a str,
    requirements: Vec<&'a str>,
    /// How they stand, as far as the lens may say it; or why there are none.
    in_words: String,
}

impl<'a> Lens<'a> {
    pub fn of(card: &Scorecard<'a>, over: &'a LensCard<'a>) -> Self {
        let lens = over.lens;
        let scale = &card.paired.standard.scale;
        let scored = card.is_scored() && matches!(lens.show, Show::Score | Show::OwnPart);
        let themes = over.themes.iter().filter(|(_, view)| lens.show != Show::Rows && view.rows > 0);
        Self {
            id: &lens.id,
            title: &lens.title,
            about: &lens.about,
            as_of: lens.as_of,
            mapping: "this project's, not the source's",
            through_crosswalk: over.through_crosswalk,
            themes: themes
                .map(|(title, view)| {
                    let view = View::of(view, scale);
                    Theme { title, view: if scored { view } else { view.counts_only() } }
                })
                .collect(),
            items: over
                .items
                .iter()
                .map(|(item, rows)| Item {
                    id: &item.id,
                    theme: lens.themes.get(item.theme).map(|t| t.title.as_str()),
                    text: &item.text,
                    requirements: rows.iter().map(|row| row.requirement.id.as_str()).collect(),
                    in_words: behind(card, over, item, rows),
                })
                .collect(),
        }
    }
}
