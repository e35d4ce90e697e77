//! Which crossings can be reached from one another and back (Tarjan, without recursion): a dead end that only goes out, or
//! the drive of a private ground, must not be where a village joins the network.

const UNSEEN: u32 = u32::MAX;

/// The component of each node, and how many nodes each has.
pub fn strong(first_out: &[u32], head: &[u32]) -> (Vec<u32>, Vec<u32>) {
    let n = first_out.len().saturating_sub(1);
    let (mut of, mut sizes) = (vec![UNSEEN; n], Vec::new());
    let (mut seen, mut low) = (vec![UNSEEN; n], vec![0_u32; n]);
    let (mut stack, mut path): (Vec<u32>, Vec<(u32, u32)>) = (Vec::new(), Vec::new());
    let mut clock = 0_u32;
    for root in 0..n {
        if seen[root] != UNSEEN {
            continue;
        }
        path.push((root as u32, first_out[root]));
        while let Some((node, arc)) = path.last_mut() {
            let v = *node as usize;
            if seen[v] == UNSEEN {
                (seen[v], low[v]) = (clock, clock);
                clock += 1;
                stack.push(v as u32);
            }
            if *arc < first_out[v + 1] {
                let w = head[*arc as usize] as usize;
                *arc += 1;
                if seen[w] == UNSEEN {
                    path.push((w as u32, first_out[w]));
                } else if of[w] == UNSEEN {
                    low[v] = low[v].min(seen[w]);
                }
                continue;
            }
            path.pop();
            if let Some((parent, _)) = path.last() {
                let p = *parent as usize;
                low[p] = low[p].min(low[v]);
            }
            if low[v] == seen[v] {
                let component = sizes.len() as u32;
                let mut size = 0;
                while let Some(w) = stack.pop() {
                    of[w as usize] = component;
                    size += 1;
                    if w as usize == v {
                        break;
                    }
                }
                sizes.push(size);
            }
        }
    }
    (of, sizes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_one_way_dead_end_is_a_network_of_its_own() {
        // 0 ⇄ 1 ⇄ 2, 2 → 3 (no way back), 4 → 5 → 4 apart.
        let arcs = [(0, 1), (1, 0), (1, 2), (2, 1), (2, 3), (4, 5), (5, 4)];
        let mut first_out = vec![0_u32; 7];
        arcs.iter().for_each(|(from, _)| first_out[from + 1] += 1);
        for at in 1..7 {
            first_out[at] += first_out[at - 1];
        }
        let head: Vec<u32> = arcs.iter().map(|(_, to)| *to as u32).collect();
        let (of, sizes) = strong(&first_out, &head);
        let size = |node: usize| sizes[of[node] as usize];
        assert_eq!([0, 1, 2, 3, 4, 5].map(size), [3, 3, 3, 1, 2, 2]);
        assert!(of[0] == of[2] && of[0] != of[3] && of[4] == of[5] && of[0] != of[4]);
    }
}
