//! Sentences in both languages from one template each, their figures written as the language wants.

use domain::{Cents, Date, Lang, Rate, Text, format};

pub(crate) trait Say {
    fn say(&self, lang: Lang) -> String;
}

impl Say for Cents {
    fn say(&self, lang: Lang) -> String {
        format::money(*self, lang)
    }
}
impl Say for Rate {
    fn say(&self, lang: Lang) -> String {
        format::percent(*self, lang)
    }
}
impl Say for Date {
    fn say(&self, lang: Lang) -> String {
        format::date(*self, lang)
    }
}
impl Say for Text {
    fn say(&self, lang: Lang) -> String {
        self.get(lang).to_owned()
    }
}
impl Say for f64 {
    fn say(&self, lang: Lang) -> String {
        format::number(*self, 2, lang)
    }
}
impl<T: Say + ?Sized> Say for &T {
    fn say(&self, lang: Lang) -> String {
        (**self).say(lang)
    }
}

/// `say!("au plus {x}", "at most {x}", x = amount)`.
macro_rules! say {
    ($fr:literal, $en:literal $(, $name:ident = $value:expr)* $(,)?) => {{
        #[allow(unused_imports)]
        use $crate::say::Say as _;
        #[allow(unused_variables)]
        let text = domain::Text::new(
            { $(let $name = $value.say(domain::Lang::Fr);)* format!($fr) },
            { $(let $name = $value.say(domain::Lang::En);)* format!($en) },
        );
        text
    }};
}
pub(crate) use say;

/// Sentences one after the other.
pub(crate) fn join(parts: impl IntoIterator<Item = Text>) -> Text {
    let parts: Vec<Text> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    Text::each(|lang| parts.iter().map(|part| part.get(lang)).collect::<Vec<_>>().join(" "))
}
