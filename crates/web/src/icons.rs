//! The few drawings the pages share.

/// The mark: a workshop roof, drawn with the colours of the theme.
pub const MARK: &str = r#"<svg viewBox="0 0 24 24" aria-hidden="true"><path d="M2 20h20" stroke="currentColor" stroke-width="2"/><path d="M3 19V9l6 4V9l6 4V4h5v15" fill="none" class="mark-roof" stroke-width="2.4" stroke-linejoin="round"/></svg>"#;

/// Light and dark: a disc, half full.
pub const THEME: &str = r#"<svg viewBox="0 0 24 24" aria-hidden="true"><circle cx="12" cy="12" r="8" fill="none" stroke="currentColor" stroke-width="2"/><path d="M12 4a8 8 0 0 1 0 16z" fill="currentColor"/></svg>"#;
