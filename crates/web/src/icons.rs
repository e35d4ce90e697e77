//! The few drawings the pages share.

/// The mark: a workshop roof, drawn with the colours of the theme.
pub const MARK: &str = r#"<svg viewBox="0 0 24 24" aria-hidden="true"><path d="M2 20h20" stroke="currentColor" stroke-width="2"/><path d="M3 19V9l6 4V9l6 4V4h5v15" fill="none" class="mark-roof" stroke-width="2.4" stroke-linejoin="round"/></svg>"#;
