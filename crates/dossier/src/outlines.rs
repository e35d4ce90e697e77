//! The outlines of the reference data, told as what the dossier draws with.

use crate::{Extras, MapPath};
use factory::Dossier;
use reference::{Outlines, Shape};

impl Extras {
    /// Outlines, and where the sites of this dossier's ranking fall on them.
    pub fn of(outlines: &Outlines, dossier: &Dossier) -> Extras {
        let path = |shape: &Shape, neighbour| MapPath { d: shape.path.clone(), neighbour };
        let neighbours = outlines.neighbours.iter().map(|s| path(s, true));
        let departments = outlines.departments.iter().chain(outlines.insets.iter().map(|i| &i.shape)).map(|s| path(s, false));
        let place = |id: &str, position: Option<domain::Position>| Some((id.to_owned(), outlines.point(position?)?));
        let ranked = dossier.ranking.iter().flat_map(|r| &r.ranked).filter_map(|r| place(&r.site, r.position));
        let chosen = dossier.site.iter().filter_map(|s| place(&s.id, s.position));
        Extras {
            outlines: neighbours.chain(departments).collect(),
            view_box: [0.0, 0.0, outlines.width, outlines.height],
            frames: outlines.insets.iter().map(|i| [i.x, i.y, i.width, i.height]).collect(),
            points: ranked.chain(chosen).collect(),
        }
    }
}
