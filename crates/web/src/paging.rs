//! A list cut in pages by number: where one stands, and the addresses beside. Drawn by `templates/pager.html`.

pub struct Pages {
    /// From 1.
    pub number: usize,
    /// Address of the page before; empty on the first.
    pub previous: String,
    /// Empty on the last.
    pub next: String,
}

impl Pages {
    /// `asked` is as the address says it: none is the first. `more`: something follows.
    pub fn of(asked: usize, more: bool, address: impl Fn(usize) -> String) -> Pages {
        let number = asked.max(1);
        let previous = if number > 1 { address(number - 1) } else { String::new() };
        Pages { number, previous, next: if more { address(number.saturating_add(1)) } else { String::new() } }
    }
    pub fn is_one(&self) -> bool {
        self.previous.is_empty() && self.next.is_empty()
    }
}

/// The rank of the first line of a page.
pub fn first(asked: usize, on_a_page: usize) -> usize {
    (asked.max(1) - 1).saturating_mul(on_a_page)
}

/// One page of a list that is in memory, and whether something follows.
pub fn cut<T>(all: impl IntoIterator<Item = T>, asked: usize, on_a_page: usize) -> (Vec<T>, bool) {
    let mut page: Vec<T> = all.into_iter().skip(first(asked, on_a_page)).take(on_a_page + 1).collect();
    let more = page.len() > on_a_page;
    page.truncate(on_a_page);
    (page, more)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_is_on_one_page_and_the_last_says_that_nothing_follows() {
        assert_eq!(cut(0..5, 0, 2), (vec![0, 1], true));
        assert_eq!(cut(0..5, 2, 2), (vec![2, 3], true));
        assert_eq!(cut(0..5, 3, 2), (vec![4], false));
        assert_eq!(cut(0..4, 2, 2), (vec![2, 3], false));
        assert_eq!(cut(0..4, usize::MAX, 2), (vec![], false));
        let pages = Pages::of(2, true, |number| format!("?page={number}"));
        assert_eq!((pages.previous.as_str(), pages.next.as_str()), ("?page=1", "?page=3"));
        assert!(Pages::of(0, false, |_| String::new()).is_one());
    }
}
