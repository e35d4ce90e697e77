//! Diversity inside filières, where know-how spills over, against diversity across them, which cushions shocks.

/// In bits. `total = unrelated + related`, always.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Variety {
    /// Entropy across groups: `Σ_g P_g log2(1/P_g)`.
    pub unrelated: f64,
    /// Entropy inside groups, weighted: `Σ_g P_g Σ_{i in g} (p_i/P_g) log2(P_g/p_i)`.
    pub related: f64,
    /// `Σ_i p_i log2(1/p_i)`.
    pub total: f64,
}

/// Related and unrelated variety (Frenken, Van Oort & Verburg 2007). `values`: jobs of each activity, ≥ 0; `group`: the
/// division of each, same order. All zero without jobs.
pub fn variety(values: &[f64], group: &[u32]) -> Variety {
    let sum: f64 = values.iter().sum();
    if sum <= 0.0 {
        return Variety::default();
    }
    let groups = group.iter().max().map_or(0, |most| *most as usize + 1);
    let mut share = vec![0.0; groups];
    values.iter().zip(group).for_each(|(v, g)| share[*g as usize] += v / sum);
    let bits = |p: f64| if p > 0.0 { -p * p.log2() } else { 0.0 };
    let inside = |(v, g): (&f64, &u32)| {
        let p = v / sum;
        if p > 0.0 { p * (share[*g as usize] / p).log2() } else { 0.0 }
    };
    Variety {
        unrelated: share.iter().map(|p| bits(*p)).sum(),
        related: values.iter().zip(group).map(inside).sum(),
        total: values.iter().map(|v| bits(v / sum)).sum(),
    }
}
