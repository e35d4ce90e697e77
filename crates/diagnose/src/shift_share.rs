//! What changed, and whose doing it is: the national tide, the mix of activities, or the place itself.

/// What one place had and has in one activity, beside the whole; the unit is the caller's (jobs).
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Cell {
    /// `x_cp` before and after.
    pub place: [f64; 2],
    /// `x_p` before and after.
    pub activity: [f64; 2],
    /// `x` before and after.
    pub whole: [f64; 2],
    /// `x_c` before.
    pub all_of_place: f64,
}

/// Classical decomposition (Dunn 1960); `national + mix + own` is the change.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct ShiftShare {
    pub change: f64,
    /// `x_cp g`.
    pub national: f64,
    /// `x_cp (g_p − g)`.
    pub mix: f64,
    /// `x_cp (g_cp − g_p)`: what the place did better, or worse, than the activity everywhere.
    pub own: f64,
}

/// Esteban-Marquillas (1972) splits the own effect: `competitive + allocation = own`.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct OwnEffect {
    /// `x'_cp (g_cp − g_p)` with `x'_cp = x_c x_p / x`: "we are good at it", whatever our weight in it.
    pub competitive: f64,
    /// `(x_cp − x'_cp)(g_cp − g_p)`: "we are in what we are good at".
    pub allocation: f64,
}

/// `None` when the whole had nothing before. An activity new everywhere is all the place's own.
pub fn shift_share(cell: &Cell) -> Option<ShiftShare> {
    let [before, after] = cell.place;
    if cell.whole[0] <= 0.0 {
        return None;
    }
    let growth = cell.whole[1] / cell.whole[0] - 1.0;
    let of_activity = if cell.activity[0] > 0.0 { cell.activity[1] / cell.activity[0] - 1.0 } else { growth };
    let (national, mix) = (before * growth, before * (of_activity - growth));
    Some(ShiftShare { change: after - before, national, mix, own: after - before * (1.0 + of_activity) })
}

/// `None` also when the place had none of the activity before: its growth is then not a number.
pub fn esteban_marquillas(cell: &Cell) -> Option<OwnEffect> {
    let [before, after] = cell.place;
    if cell.whole[0] <= 0.0 || cell.activity[0] <= 0.0 || before <= 0.0 {
        return None;
    }
    let faster = after / before - cell.activity[1] / cell.activity[0];
    let homothetic = cell.all_of_place * cell.activity[0] / cell.whole[0];
    Some(OwnEffect { competitive: homothetic * faster, allocation: (before - homothetic) * faster })
}
