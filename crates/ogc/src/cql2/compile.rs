//! The JSON form of CQL2, checked against the properties of a collection: every name exists, every comparison compares
//! like with like, every geometry is sound.

use super::{Compare, Expr, MAX_DEPTH, MAX_NODES, Place, Scalar, Spatial, refuse, too_deep};
use crate::collection::{About, Kind, Value};
use crate::crs::Crs;
use crate::fold::{Fold, pieces};
use crate::geometry;
use crate::query::{day, rects};
use domain::{Problem, Text};
use geo::{Geometry, MultiPolygon};
use serde_json::Value as Json;

pub fn compile(json: &Json, about: &About, crs: Crs) -> Result<Expr, Problem> {
    Compiler { about, crs, nodes: 0 }.expr(json, 0)
}

struct Compiler<'a> {
    about: &'a About,
    crs: Crs,
    nodes: usize,
}

const KNOWN: &str = "and, or, not, =, <>, <, >, <=, >=, isNull, like, between, in, casei, accenti, s_intersects, s_disjoint, s_equals, \
    s_touches, s_crosses, s_within, s_contains, s_overlaps";

impl Compiler<'_> {
    fn count(&mut self) -> Result<(), Problem> {
        self.nodes += 1;
        if self.nodes > MAX_NODES {
            return Err(refuse(
                Text::new(
                    format!("plus de {MAX_NODES} conditions et valeurs dans un filtre"),
                    format!("more than {MAX_NODES} conditions and values in one filter"),
                ),
                Text::new("couper la question en plusieurs", "cut the question in several"),
            ));
        }
        Ok(())
    }

    fn expr(&mut self, json: &Json, depth: usize) -> Result<Expr, Problem> {
        self.count()?;
        if depth > MAX_DEPTH {
            return Err(too_deep());
        }
        if let Json::Bool(known) = json {
            return Ok(Expr::Known(*known));
        }
        if let Some(name) = json["property"].as_str() {
            let column = self.column(name)?;
            if self.about.properties[column].kind == Kind::Bool {
                return Ok(Expr::Truth(column));
            }
            return Err(refuse(
                Text::new(format!("« {name} » seul n’est pas une condition"), format!("“{name}” alone is not a condition")),
                Text::new(format!("le comparer : {name} = …"), format!("compare it: {name} = …")),
            ));
        }
        let (op, args) = operation(json)?;
        let number = |wanted: usize| if args.len() == wanted { Ok(()) } else { Err(arity(op, wanted, args.len())) };
        match op {
            "and" | "or" => {
                let all: Vec<Expr> = args.iter().map(|a| self.expr(a, depth + 1)).collect::<Result<_, _>>()?;
                if all.is_empty() {
                    return Err(arity(op, 2, 0));
                }
                Ok(if op == "and" { Expr::And(all) } else { Expr::Or(all) })
            }
            "not" => {
                number(1)?;
                Ok(Expr::Not(Box::new(self.expr(&args[0], depth + 1)?)))
            }
            "=" | "<>" | "<" | ">" | "<=" | ">=" => {
                number(2)?;
                let (a, b) = self.alike(&args[0], &args[1])?;
                let compare = match op {
                    "=" => Compare::Equal,
                    "<>" => Compare::Differ,
                    "<" => Compare::Less,
                    ">" => Compare::More,
                    "<=" => Compare::AtMost,
                    _ => Compare::AtLeast,
                };
                Ok(Expr::Compare(compare, a, b))
            }
            "isNull" => {
                number(1)?;
                if args[0]["property"] == "geometry" { Ok(Expr::NoPlace) } else { Ok(Expr::IsNull(self.scalar(&args[0], 0)?)) }
            }
            "like" => {
                number(2)?;
                let (value, pattern) = self.alike(&args[0], &args[1])?;
                match (self.kind(&value), pattern) {
                    (Kind::Text, Scalar::Constant(Value::Text(pattern))) => Ok(Expr::Like(value, pieces(&pattern))),
                    _ => Err(refuse(
                        Text::new("LIKE compare un texte à un modèle écrit", "LIKE compares a text with a written pattern"),
                        Text::new("par exemple name LIKE 'Saint-%'", "for instance name LIKE 'Saint-%'"),
                    )),
                }
            }
            "between" => {
                number(3)?;
                let (value, low) = self.alike(&args[0], &args[1])?;
                let (_, high) = self.alike(&args[0], &args[2])?;
                Ok(Expr::Between(value, low, high))
            }
            "in" => {
                number(2)?;
                self.list(&args[0], &args[1])
            }
            _ => match spatial(op) {
                Some(spatial) => {
                    number(2)?;
                    self.place(spatial, &args[0], &args[1])
                }
                None => Err(unknown_op(op)),
            },
        }
    }

    fn list(&mut self, value: &Json, list: &Json) -> Result<Expr, Problem> {
        let Some(items) = list.as_array() else {
            return Err(refuse(Text::new("IN attend une liste", "IN takes a list"), Text::new("name IN ('a', 'b')", "name IN ('a', 'b')")));
        };
        let subject = self.scalar(value, 0)?;
        let all: Vec<Scalar> = items
            .iter()
            .map(|item| {
                self.count()?;
                self.alike(value, item).map(|(_, item)| item)
            })
            .collect::<Result<_, _>>()?;
        let texts = all.iter().map(|item| match item {
            Scalar::Constant(Value::Text(text)) => Some(text.clone()),
            _ => None,
        });
        Ok(match texts.collect::<Option<_>>() {
            Some(texts) => Expr::InTexts(subject, texts),
            None => Expr::In(subject, all),
        })
    }

    fn column(&self, name: &str) -> Result<usize, Problem> {
        self.about.column(name).ok_or_else(|| {
            let names: Vec<&str> = self.about.properties.iter().map(|p| p.name).chain(["geometry"]).collect();
            let shown: String = name.chars().take(60).collect();
            refuse(
                Text::new(format!("propriété inconnue « {shown} »"), format!("unknown property “{shown}”")),
                Text::new(format!("choisir parmi {}", names.join(", ")), format!("choose among {}", names.join(", "))),
            )
        })
    }

    fn scalar(&mut self, json: &Json, depth: usize) -> Result<Scalar, Problem> {
        self.count()?;
        if depth > MAX_DEPTH {
            return Err(too_deep());
        }
        match json {
            Json::String(text) => return Ok(Scalar::Constant(Value::Text(text.as_str().into()))),
            Json::Bool(b) => return Ok(Scalar::Constant(Value::Bool(*b))),
            Json::Number(n) => return Ok(Scalar::Constant(Value::Number(n.as_f64().unwrap_or(f64::NAN)))),
            Json::Object(_) => {}
            _ => return Err(not_a_value()),
        }
        if let Some(name) = json["property"].as_str() {
            return Ok(Scalar::Property(self.column(name)?, Fold::NONE));
        }
        if let Some(date) = json["date"].as_str() {
            return match date.parse() {
                Ok(date) if json["date"].as_str().is_some_and(|d| d.len() == 10) => Ok(Scalar::Constant(Value::Date(date))),
                _ => Err(not_a_date(date)),
            };
        }
        if let Some(instant) = json["timestamp"].as_str() {
            return match day(instant) {
                Some(date) if instant.len() > 10 => Ok(Scalar::Constant(Value::Date(date))),
                _ => Err(not_a_date(instant)),
            };
        }
        let (op, args) = operation(json)?;
        let fold = match op {
            "casei" => Fold { case: true, accents: false },
            "accenti" => Fold { case: false, accents: true },
            _ => return Err(not_a_value()),
        };
        let [inside] = args else { return Err(arity(op, 1, args.len())) };
        match self.scalar(inside, depth + 1)? {
            Scalar::Constant(Value::Text(text)) => Ok(Scalar::Constant(Value::Text(fold.apply(&text).into()))),
            Scalar::Property(column, inner) if self.about.properties[column].kind == Kind::Text => {
                Ok(Scalar::Property(column, Fold { case: fold.case || inner.case, accents: fold.accents || inner.accents }))
            }
            _ => Err(refuse(
                Text::new(format!("{} ne s’applique qu’à un texte", op.to_uppercase()), format!("{} only takes a text", op.to_uppercase())),
                Text::new("par exemple CASEI(name) = CASEI('…')", "for instance CASEI(name) = CASEI('…')"),
            )),
        }
    }

    fn kind(&self, scalar: &Scalar) -> Kind {
        match scalar {
            Scalar::Property(column, _) => match self.about.properties[*column].kind {
                Kind::Integer => Kind::Number,
                kind => kind,
            },
            Scalar::Constant(Value::Text(_)) => Kind::Text,
            Scalar::Constant(Value::Number(_)) => Kind::Number,
            Scalar::Constant(Value::Bool(_)) => Kind::Bool,
            Scalar::Constant(Value::Date(_)) => Kind::Date,
        }
    }

    /// Two values of one kind.
    fn alike(&mut self, a: &Json, b: &Json) -> Result<(Scalar, Scalar), Problem> {
        let (a, b) = (self.scalar(a, 0)?, self.scalar(b, 0)?);
        let (one, other) = (self.kind(&a), self.kind(&b));
        if one == other {
            return Ok((a, b));
        }
        let (one, other) = (named(one), named(other));
        Err(refuse(
            Text::each(|l| match l {
                domain::Lang::Fr => format!("{} n’est pas comparable à {}", one.get(l), other.get(l)),
                domain::Lang::En => format!("{} cannot be compared with {}", one.get(l), other.get(l)),
            }),
            Text::new(
                "un texte s’écrit '…', un nombre 12.5, une date DATE('2020-07-01')",
                "a text is written '…', a number 12.5, a date DATE('2020-07-01')",
            ),
        ))
    }

    /// One side is the place of the feature, the other a geometry of the question.
    fn place(&mut self, spatial: Spatial, a: &Json, b: &Json) -> Result<Expr, Problem> {
        let feature = |j: &Json| j["property"] == "geometry";
        let (question, spatial) = match (feature(a), feature(b)) {
            (true, false) => (b, spatial),
            (false, true) => (a, turned(spatial)),
            _ => {
                return Err(refuse(
                    Text::new(
                        "une condition de lieu compare geometry à une géométrie écrite",
                        "a condition on places compares geometry with a written geometry",
                    ),
                    Text::new(
                        "par exemple S_INTERSECTS(geometry, BBOX(4, 46, 5, 47))",
                        "for instance S_INTERSECTS(geometry, BBOX(4, 46, 5, 47))",
                    ),
                ));
            }
        };
        let shape = if let Some(numbers) = question["bbox"].as_array() {
            let numbers: Option<Vec<f64>> = numbers.iter().map(Json::as_f64).collect();
            let rects = rects(numbers.as_deref().unwrap_or_default(), self.crs, "filter")?;
            match rects.as_slice() {
                [one] => Geometry::Rect(*one),
                several => Geometry::MultiPolygon(MultiPolygon::new(several.iter().map(|rect| rect.to_polygon()).collect())),
            }
        } else {
            let read = serde_json::from_value::<geojson::Geometry>(question.clone()).ok().and_then(|g| Geometry::try_from(g).ok());
            let Some(shape) = read else {
                return Err(refuse(
                    Text::new("géométrie illisible", "unreadable geometry"),
                    Text::new(
                        "donner POINT, LINESTRING, POLYGON, leurs MULTI, ou BBOX",
                        "give POINT, LINESTRING, POLYGON, their MULTI, or BBOX",
                    ),
                ));
            };
            geometry::checked(shape, self.crs, "filter")?
        };
        let Some(rect) = geometry::envelope(&shape) else { return Err(not_a_value()) };
        let degrees = geometry::degrees(rect, self.crs);
        Ok(Expr::Spatial(spatial, Place { crs: self.crs, shape, rect, degrees }))
    }
}

fn operation(json: &Json) -> Result<(&str, &[Json]), Problem> {
    match (json["op"].as_str(), json["args"].as_array()) {
        (Some(op), Some(args)) => Ok((op, args)),
        _ => Err(refuse(
            Text::new("une condition est attendue", "a condition is expected"),
            Text::new(
                "par exemple name = 'Lyon', ou {\"op\":\"=\",\"args\":[…]} en cql2-json",
                "for instance name = 'Lyon', or {\"op\":\"=\",\"args\":[…]} in cql2-json",
            ),
        )),
    }
}

fn spatial(op: &str) -> Option<Spatial> {
    Some(match op {
        "s_intersects" => Spatial::Intersects,
        "s_disjoint" => Spatial::Disjoint,
        "s_equals" => Spatial::Equals,
        "s_touches" => Spatial::Touches,
        "s_crosses" => Spatial::Crosses,
        "s_within" => Spatial::Within,
        "s_contains" => Spatial::Contains,
        "s_overlaps" => Spatial::Overlaps,
        _ => return None,
    })
}

/// The same question with its sides exchanged.
fn turned(spatial: Spatial) -> Spatial {
    match spatial {
        Spatial::Within => Spatial::Contains,
        Spatial::Contains => Spatial::Within,
        same => same,
    }
}

fn named(kind: Kind) -> Text {
    match kind {
        Kind::Text => Text::new("un texte", "a text"),
        Kind::Number | Kind::Integer => Text::new("un nombre", "a number"),
        Kind::Bool => Text::new("un oui-non (true, false)", "a yes-no (true, false)"),
        Kind::Date => Text::new("une date", "a date"),
    }
}

fn unknown_op(op: &str) -> Problem {
    let shown: String = op.chars().take(40).collect();
    refuse(
        Text::new(format!("opération inconnue « {shown} »"), format!("unknown operation “{shown}”")),
        Text::new(format!("choisir parmi {KNOWN}"), format!("choose among {KNOWN}")),
    )
}

fn arity(op: &str, wanted: usize, found: usize) -> Problem {
    refuse(
        Text::new(format!("{op} a {found} arguments"), format!("{op} has {found} arguments")),
        Text::new(format!("lui en donner {wanted}"), format!("give it {wanted}")),
    )
}

fn not_a_value() -> Problem {
    refuse(
        Text::new("une valeur est attendue", "a value is expected"),
        Text::new(
            "une propriété, un texte, un nombre, DATE('…'), CASEI(…) ou ACCENTI(…)",
            "a property, a text, a number, DATE('…'), CASEI(…) or ACCENTI(…)",
        ),
    )
}

fn not_a_date(text: &str) -> Problem {
    let shown: String = text.chars().take(40).collect();
    refuse(
        Text::new(format!("« {shown} » n’est pas une date"), format!("“{shown}” is not a date")),
        Text::new(
            "écrire DATE('2020-07-01') ou TIMESTAMP('2020-07-01T00:00:00Z')",
            "write DATE('2020-07-01') or TIMESTAMP('2020-07-01T00:00:00Z')",
        ),
    )
}
