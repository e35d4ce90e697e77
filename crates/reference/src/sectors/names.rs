//! Names of products, and English names of activities, from the same package as the bridges. An activity of the NAF has the
//! English title of ISIC where one class of ISIC is one class of the NAF, or at the level of divisions; else it has none here.

use super::bridges::{Nomenclature, alone, holder};
use std::collections::HashMap;
use std::sync::OnceLock;

pub(crate) const PRODUCTS: &str = include_str!("../../../../reference/bridges/hs_names.csv");
pub(crate) const ISIC: &str = include_str!("../../../../reference/bridges/isic4_names.csv");

type Names = HashMap<String, String>;

fn read(text: &'static str) -> Names {
    let rows = csv::Reader::from_reader(text.as_bytes()).into_records().filter_map(Result::ok);
    rows.filter_map(|row| Some((row.get(0)?.to_owned(), row.get(1)?.to_owned()))).collect()
}

fn products() -> &'static Names {
    static NAMES: OnceLock<Names> = OnceLock::new();
    NAMES.get_or_init(|| read(PRODUCTS))
}

fn isic() -> &'static Names {
    static NAMES: OnceLock<Names> = OnceLock::new();
    NAMES.get_or_init(|| read(ISIC))
}

/// English name of a product of the Harmonised System (edition 2022): its own, else that of its heading, on four digits, as other
/// editions cut headings otherwise. None for another nomenclature.
pub fn product(nomenclature: &str, code: &str) -> Option<&'static str> {
    (Nomenclature::of(nomenclature)? == Nomenclature::Hs).then_some(())?;
    products().get(code).or_else(|| products().get(code.get(..4)?)).map(String::as_str)
}

/// English title of an activity of the NAF: "29.20Z", "25". None where the NAF cuts what ISIC holds together.
pub fn english(activity: &str) -> Option<&'static str> {
    if activity.len() == 2 {
        return isic().get(activity).map(String::as_str);
    }
    // A sub-class that is not the whole of its class does not end in Z.
    let class = activity.strip_suffix('Z')?.replace('.', "");
    isic().get(alone(&class)?).map(String::as_str)
}

/// English title of what holds an activity in ISIC: its class, its division or its section. Wider than the activity where
/// [`english`] has none, so it finds an activity and does not name it.
pub fn holding(activity: &str) -> Option<&'static str> {
    let digits: String = activity.chars().filter(char::is_ascii_digit).collect();
    let code = match digits.len() {
        0 | 2 => activity,
        4 => holder(&digits)?,
        _ => return None,
    };
    isic().get(code).map(String::as_str)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn products_have_names_whatever_the_edition_and_activities_an_english_one_where_it_is_the_same_class() {
        assert!(product("HS 2017", "731815").is_some_and(|name| name.contains("screws and bolts")));
        assert_eq!(product("HS 2017", "731899"), product("HS 2017", "7318"), "the heading stands for a code of another edition");
        assert_eq!((product("SITC rev. 2", "7318"), product("HS 2017", "zz")), (None, None));
        assert!(english("29.20Z").is_some_and(|name| name.contains("trailers")));
        assert!(english("25").is_some_and(|name| name.contains("fabricated metal")));
        assert_eq!((english("25.94Z"), english("25.99A"), english("C")), (None, None, None), "ISIC holds these together");
    }

    #[test]
    fn what_holds_an_activity_finds_it_where_it_has_no_title_of_its_own() {
        assert!(holding("25.50B").is_some_and(|title| title.contains("stamping")));
        assert_eq!((holding("31.01Z"), holding("31"), holding("C")), (holding("31.09B"), holding("31.01Z"), Some("Manufacturing")));
        assert_eq!((holding("25.5"), holding("62.01Z"), holding("?")), (None, None, None), "a group, a class above 33, no code");
    }
}
