//! Who a comment calls by name: "@Camille Martin", with or without case and accents, among those who may read it.

use domain::name;

/// A comment, cut where it calls somebody.
#[derive(Clone, Debug, PartialEq)]
pub enum Piece<'a> {
    Text(&'a str),
    /// The person's identifier, and the call as it was typed, "@" included.
    Call(&'a str, &'a str),
}

/// `people` are (identifier, name). Of two names that both fit, the longest is meant; of two people of the same name,
/// neither is guessed.
pub fn pieces<'a>(text: &'a str, people: &'a [(String, String)]) -> Vec<Piece<'a>> {
    let mut pieces = vec![];
    let (mut from, mut search) = (0, 0);
    while let Some(at) = text[search..].find('@').map(|i| i + search) {
        search = at + 1;
        if let Some((id, end)) = called(&text[at + 1..], people) {
            if at > from {
                pieces.push(Piece::Text(&text[from..at]));
            }
            pieces.push(Piece::Call(id, &text[at..at + 1 + end]));
            from = at + 1 + end;
            search = from;
        }
    }
    if from < text.len() {
        pieces.push(Piece::Text(&text[from..]));
    }
    pieces
}

/// Identifiers of those called, each once, in order.
pub fn called_in<'a>(text: &'a str, people: &'a [(String, String)]) -> Vec<&'a str> {
    let mut ids: Vec<&str> = vec![];
    for piece in pieces(text, people) {
        if let Piece::Call(id, _) = piece
            && !ids.contains(&id)
        {
            ids.push(id);
        }
    }
    ids
}

/// The one whose name begins `text`, and where the name ends.
fn called<'a>(text: &str, people: &'a [(String, String)]) -> Option<(&'a str, usize)> {
    let fits = |who: &str| {
        let length = who.chars().count();
        let end = text.char_indices().nth(length).map_or(text.len(), |(i, _)| i);
        let (typed, rest) = text.split_at(end);
        let whole = typed.chars().count() == length && !rest.chars().next().is_some_and(char::is_alphanumeric);
        (whole && !who.trim().is_empty() && name::fold(typed) == name::fold(who)).then_some(end)
    };
    let mut found: Vec<(&str, usize)> = people.iter().filter_map(|(id, who)| fits(who).map(|end| (id.as_str(), end))).collect();
    found.sort_by_key(|(_, end)| std::cmp::Reverse(*end));
    match found.as_slice() {
        [(_, first), (_, second), ..] if first == second => None,
        [(id, end), ..] => Some((id, *end)),
        [] => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn people(names: &[&str]) -> Vec<(String, String)> {
        names.iter().enumerate().map(|(i, name)| (i.to_string(), (*name).to_owned())).collect()
    }

    #[test]
    fn somebody_is_called_with_or_without_accents_and_the_rest_is_text() {
        let all = people(&["Jean", "Jean Roux", "Zoé Lefèvre"]);
        let text = "Voir @jean roux, puis @ZOE LEFEVRE ; écrire à x@jeans.fr et @Paul.";
        let calls: Vec<_> = pieces(text, &all).into_iter().filter(|p| matches!(p, Piece::Call(..))).collect();
        assert_eq!(calls, [Piece::Call("1", "@jean roux"), Piece::Call("2", "@ZOE LEFEVRE")]);
        let whole: String = pieces(text, &all)
            .iter()
            .map(|p| match p {
                Piece::Text(t) | Piece::Call(_, t) => *t,
            })
            .collect();
        assert_eq!(whole, text, "nothing of the comment is lost");
        assert_eq!(called_in("@Jean @Jean @Jean Roux", &all), ["0", "1"]);
    }

    #[test]
    fn two_people_of_one_name_are_not_guessed() {
        assert_eq!(called_in("@Jean Roux", &people(&["Jean Roux", "Jean Roux"])), Vec::<&str>::new());
        assert_eq!(pieces("", &people(&[""])), vec![]);
    }
}
