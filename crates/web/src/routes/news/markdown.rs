//! The text of an article, from Markdown to what a page may hold: no raw HTML, no second first heading, no picture of another
//! server, which the content security policy would leave blank.

use comrak::nodes::NodeValue;
use comrak::{Arena, Options, format_html, parse_document};

/// HTML that is safe to show as it is.
pub fn html(text: &str) -> String {
    let options = Options::default();
    let arena = Arena::new();
    let root = parse_document(&arena, text, &options);
    for node in root.descendants() {
        // Asked of pictures alone: of every node, a text of nested quotes would be long to show.
        let linked = || node.ancestors().skip(1).any(|above| matches!(above.data.borrow().value, NodeValue::Link(_)));
        let mut data = node.data.borrow_mut();
        let shown = match &data.value {
            // The title of the page is its first heading.
            NodeValue::Heading(heading) => {
                let mut heading = *heading;
                heading.level = (heading.level + 1).min(6);
                NodeValue::Heading(heading)
            }
            NodeValue::Image(_) if linked() => NodeValue::Emph,
            NodeValue::Image(picture) => NodeValue::Link(picture.clone()),
            _ => continue,
        };
        data.value = shown;
    }
    let mut html = String::new();
    // Writing in memory does not fail; were it to, nothing is shown rather than half a text.
    match format_html(root, &options, &mut html) {
        Ok(()) => html,
        Err(_) => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn neither_raw_html_nor_an_address_that_acts_is_let_through() {
        for text in
            ["<script>alert(1)</script>", "a <img src=x onerror=alert(1)> b", "[x](javascript:alert(1))", "<a href='javascript:1'>x</a>"]
        {
            let shown = html(text);
            assert!(!shown.contains("<script") && !shown.contains("onerror") && !shown.contains("javascript:"), "{text}: {shown}");
        }
    }

    #[test]
    fn headings_go_under_the_title_and_a_picture_is_a_link_to_it() {
        assert_eq!(html("# Un\n\n###### Six\n"), "<h2>Un</h2>\n<h6>Six</h6>\n");
        let shown = html("![plan](https://a.example/p.png) [![b](https://a.example/q.png)](https://b.example)");
        assert!(!shown.contains("<img") && shown.contains("<a href=\"https://a.example/p.png\">plan</a>"), "{shown}");
        assert!(shown.contains("<a href=\"https://b.example\"><em>b</em></a>"), "{shown}");
    }
}
