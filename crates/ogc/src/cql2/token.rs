//! The words of a CQL2 text, each with its column.

use domain::{Problem, Text};

#[derive(Clone, Debug, PartialEq)]
pub enum Token {
    /// A name or a keyword, as written.
    Word(String),
    /// "quoted": surely a name.
    Name(String),
    Text(String),
    Number(f64),
    /// ( ) , = <> < > <= >=
    Sign(&'static str),
}

/// Tokens with their columns, from 1.
pub fn tokens(text: &str) -> Result<Vec<(Token, usize)>, Problem> {
    let chars: Vec<char> = text.chars().collect();
    let (mut out, mut i) = (vec![], 0);
    while i < chars.len() {
        let (c, column) = (chars[i], i + 1);
        let token = match c {
            c if c.is_whitespace() => {
                i += 1;
                continue;
            }
            '\'' => Token::Text(quoted(&chars, &mut i, '\'')?),
            '"' => Token::Name(quoted(&chars, &mut i, '"')?),
            c if c.is_ascii_digit() || ((c == '-' || c == '+' || c == '.') && number_follows(&chars, i)) => number(&chars, &mut i)?,
            c if c.is_alphabetic() || c == '_' => {
                let start = i;
                while i < chars.len() && (chars[i].is_alphanumeric() || matches!(chars[i], '_' | '.' | ':')) {
                    i += 1;
                }
                Token::Word(chars[start..i].iter().collect())
            }
            _ => {
                let two: String = chars[i..(i + 2).min(chars.len())].iter().collect();
                let signs = ["<>", "<=", ">=", "(", ")", ",", "=", "<", ">"];
                let Some(sign) = signs.into_iter().find(|s| two.starts_with(s)) else {
                    return Err(at(
                        column,
                        Text::new(format!("signe inattendu « {c} »"), format!("unexpected sign “{c}”")),
                        Text::new(
                            "un texte s’écrit entre apostrophes droites : 'Bretagne'",
                            "a text is written between straight quotes: 'Bretagne'",
                        ),
                    ));
                };
                i += sign.len();
                Token::Sign(sign)
            }
        };
        out.push((token, column));
    }
    Ok(out)
}

pub fn at(column: usize, what: Text, mend: Text) -> Problem {
    Problem::at("", 1, column, "filter", what, mend)
}

fn number_follows(chars: &[char], i: usize) -> bool {
    let rest = &chars[i + 1..];
    match rest.first() {
        Some(c) if c.is_ascii_digit() => true,
        Some('.') if chars[i] != '.' => rest.get(1).is_some_and(char::is_ascii_digit),
        _ => false,
    }
}

fn number(chars: &[char], i: &mut usize) -> Result<Token, Problem> {
    let start = *i;
    *i += 1;
    while let Some(c) = chars.get(*i) {
        let exponent = matches!(c, '+' | '-') && matches!(chars[*i - 1], 'e' | 'E');
        if !(c.is_ascii_digit() || matches!(c, '.' | 'e' | 'E') || exponent) {
            break;
        }
        *i += 1;
    }
    let written: String = chars[start..*i].iter().collect();
    written.parse().ok().filter(|n: &f64| n.is_finite()).map(Token::Number).ok_or_else(|| {
        at(
            start + 1,
            Text::new(format!("« {written} » n’est pas un nombre"), format!("“{written}” is not a number")),
            Text::new("écrire 12.5 ou 1e3", "write 12.5 or 1e3"),
        )
    })
}

/// A doubled quote, or one after a backslash, is the quote itself.
fn quoted(chars: &[char], i: &mut usize, quote: char) -> Result<String, Problem> {
    let (start, mut out) = (*i, String::new());
    *i += 1;
    while let Some(&c) = chars.get(*i) {
        let next = chars.get(*i + 1).copied();
        *i += 1;
        match c {
            c if c == quote && next == Some(quote) => {
                out.push(quote);
                *i += 1;
            }
            '\\' if quote == '\'' && next == Some(quote) => {
                out.push(quote);
                *i += 1;
            }
            c if c == quote => return Ok(out),
            c => out.push(c),
        }
    }
    Err(at(
        start + 1,
        Text::new(format!("guillemet {quote} jamais refermé"), format!("quote {quote} never closed")),
        Text::new(
            "refermer le texte ; une apostrophe s’écrit deux fois : 'L''Aigle'",
            "close the text; a quote is written twice: 'L''Aigle'",
        ),
    ))
}
