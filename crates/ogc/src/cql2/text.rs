//! CQL2 text, read into the JSON form. A descent by hand: each level of the grammar is a function, and each error says
//! its column.

use super::token::{Token, at, tokens};
use super::{MAX_DEPTH, too_deep, wkt};
use domain::{Problem, Text};
use serde_json::{Value, json};

pub fn to_json(text: &str) -> Result<Value, Problem> {
    let tokens = tokens(text)?;
    let mut reader = Reader { end: text.chars().count() + 1, tokens, next: 0, depth: 0 };
    let expr = reader.either()?;
    match reader.peek() {
        None => Ok(expr),
        Some(_) => Err(reader.unexpected(Text::new("la fin, AND ou OR", "the end, AND or OR"))),
    }
}

pub(super) struct Reader {
    tokens: Vec<(Token, usize)>,
    next: usize,
    depth: usize,
    /// Column after the last character.
    end: usize,
}

impl Reader {
    pub fn peek(&self) -> Option<&Token> {
        self.tokens.get(self.next).map(|(token, _)| token)
    }

    fn column(&self) -> usize {
        self.tokens.get(self.next).map_or(self.end, |(_, column)| *column)
    }

    pub fn take(&mut self) -> Option<Token> {
        let token = self.peek().cloned();
        self.next += 1;
        token
    }

    /// The keyword that stands here, in capitals; names between quotes are never keywords.
    fn keyword(&self) -> Option<String> {
        match self.peek() {
            Some(Token::Word(word)) => Some(word.to_ascii_uppercase()),
            _ => None,
        }
    }

    pub fn eat_word(&mut self, word: &str) -> bool {
        let found = self.keyword().is_some_and(|k| k == word);
        self.next += usize::from(found);
        found
    }

    pub fn eat(&mut self, sign: &'static str) -> bool {
        let found = self.peek() == Some(&Token::Sign(sign));
        self.next += usize::from(found);
        found
    }

    pub fn want(&mut self, sign: &'static str) -> Result<(), Problem> {
        if self.eat(sign) { Ok(()) } else { Err(self.unexpected(Text::same(format!("« {sign} »")))) }
    }

    pub fn unexpected(&self, wanted: Text) -> Problem {
        let mend = Text::each(|lang| match lang {
            domain::Lang::Fr => format!("il faudrait ici {}", wanted.get(lang)),
            domain::Lang::En => format!("expected here: {}", wanted.get(lang)),
        });
        let what = match self.peek() {
            None => Text::new("le filtre s’arrête trop tôt", "the filter ends too early"),
            Some(token) => {
                let shown = match token {
                    Token::Word(w) | Token::Name(w) | Token::Text(w) => w.chars().take(40).collect(),
                    Token::Number(n) => n.to_string(),
                    Token::Sign(s) => (*s).to_owned(),
                };
                Text::new(format!("« {shown} » inattendu"), format!("unexpected “{shown}”"))
            }
        };
        at(self.column(), what, mend)
    }

    fn deeper<T>(&mut self, read: impl FnOnce(&mut Reader) -> Result<T, Problem>) -> Result<T, Problem> {
        self.depth += 1;
        if self.depth > MAX_DEPTH {
            return Err(too_deep());
        }
        let found = read(self);
        self.depth -= 1;
        found
    }

    fn either(&mut self) -> Result<Value, Problem> {
        self.chain("OR", "or", Reader::both)
    }

    fn both(&mut self) -> Result<Value, Problem> {
        self.chain("AND", "and", Reader::not)
    }

    fn chain(&mut self, word: &str, op: &str, read: fn(&mut Reader) -> Result<Value, Problem>) -> Result<Value, Problem> {
        let mut all = vec![read(self)?];
        while self.eat_word(word) {
            all.push(read(self)?);
        }
        Ok(if all.len() == 1 { all.remove(0) } else { json!({ "op": op, "args": all }) })
    }

    fn not(&mut self) -> Result<Value, Problem> {
        if self.eat_word("NOT") {
            return self.deeper(|r| Ok(negated(r.not()?)));
        }
        self.predicate()
    }

    /// An operand, and what is said of it.
    fn predicate(&mut self) -> Result<Value, Problem> {
        let left = self.operand()?;
        for sign in ["=", "<>", "<=", ">=", "<", ">"] {
            if self.eat(sign) {
                return Ok(json!({ "op": sign, "args": [left, self.operand()?] }));
            }
        }
        if self.eat_word("IS") {
            let not = self.eat_word("NOT");
            if !self.eat_word("NULL") {
                return Err(self.unexpected(Text::same("NULL")));
            }
            return Ok(maybe(not, json!({ "op": "isNull", "args": [left] })));
        }
        let not = self.eat_word("NOT");
        if self.eat_word("LIKE") {
            return Ok(maybe(not, json!({ "op": "like", "args": [left, self.operand()?] })));
        }
        if self.eat_word("BETWEEN") {
            let low = self.operand()?;
            if !self.eat_word("AND") {
                return Err(self.unexpected(Text::same("AND")));
            }
            return Ok(maybe(not, json!({ "op": "between", "args": [left, low, self.operand()?] })));
        }
        if self.eat_word("IN") {
            self.want("(")?;
            let list = self.list(Reader::operand)?;
            return Ok(maybe(not, json!({ "op": "in", "args": [left, list] })));
        }
        if not { Err(self.unexpected(Text::same("LIKE, BETWEEN, IN"))) } else { Ok(left) }
    }

    /// Items up to the closing bracket, the opening one being read.
    pub fn list<T>(&mut self, mut read: impl FnMut(&mut Reader) -> Result<T, Problem>) -> Result<Vec<T>, Problem> {
        let mut all = vec![read(self)?];
        while self.eat(",") {
            all.push(read(self)?);
        }
        self.want(")")?;
        Ok(all)
    }

    fn operand(&mut self) -> Result<Value, Problem> {
        if self.eat("(") {
            return self.deeper(|r| {
                let inside = r.either()?;
                r.want(")").map(|()| inside)
            });
        }
        let wanted = || Text::new("une propriété, un texte entre apostrophes, un nombre", "a property, a text between quotes, a number");
        let calls = self.tokens.get(self.next + 1).is_some_and(|(t, _)| *t == Token::Sign("("));
        match self.peek() {
            Some(Token::Text(_) | Token::Number(_) | Token::Name(_)) => {}
            Some(Token::Word(_)) => {
                let word = self.keyword().unwrap_or_default();
                if let Some(shape) = wkt::read(self, &word)? {
                    return Ok(shape);
                }
                if calls {
                    self.next += 2;
                    return self.deeper(|r| r.call(&word));
                }
                if ["AND", "OR", "NOT", "LIKE", "IN", "IS", "NULL", "BETWEEN"].contains(&word.as_str()) {
                    return Err(self.unexpected(wanted()));
                }
                if word == "TRUE" || word == "FALSE" {
                    self.next += 1;
                    return Ok(json!(word == "TRUE"));
                }
            }
            _ => return Err(self.unexpected(wanted())),
        }
        Ok(match self.take() {
            Some(Token::Text(text)) => json!(text),
            Some(Token::Number(n)) => json!(n),
            Some(Token::Name(name) | Token::Word(name)) => json!({ "property": name }),
            _ => Value::Null,
        })
    }

    /// A function, its name and opening bracket being read.
    fn call(&mut self, name: &str) -> Result<Value, Problem> {
        let args = self.list(Reader::operand)?;
        Ok(match (name, args.as_slice()) {
            ("DATE", [Value::String(date)]) => json!({ "date": date }),
            ("TIMESTAMP", [Value::String(instant)]) => json!({ "timestamp": instant }),
            // An unknown function is refused where the JSON form is compiled, with the list of those that are known.
            _ => json!({ "op": name.to_ascii_lowercase(), "args": args }),
        })
    }
}

fn negated(expr: Value) -> Value {
    json!({ "op": "not", "args": [expr] })
}

fn maybe(not: bool, expr: Value) -> Value {
    if not { negated(expr) } else { expr }
}
