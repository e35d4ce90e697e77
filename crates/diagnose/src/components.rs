//! Groups of places that share no activity with one another: complexity cannot compare across them.

use crate::Presence;

/// One connected group: places and activities tied by specialisations.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Component {
    pub places: Vec<String>,
    pub activities: Vec<String>,
}

/// Whether everything is tied to everything, told as soon as it is: most tables are, and their groups need not be named.
pub fn connected(presence: &Presence) -> bool {
    let (places, activities) = (presence.places.len(), presence.activities.len());
    let (mut place_met, mut activity_met) = (vec![false; places], vec![false; activities]);
    let (mut ahead, mut left) = (Vec::new(), places + activities);
    if let Some(first) = place_met.first_mut() {
        (*first, left) = (true, left - 1);
        ahead.push(0);
    }
    while left > 0 {
        let Some(place) = ahead.pop() else { return false };
        for activity in presence.activities_of(place) {
            if std::mem::replace(&mut activity_met[*activity as usize], true) {
                continue;
            }
            left -= 1;
            for other in presence.places_of(*activity as usize) {
                if !std::mem::replace(&mut place_met[*other as usize], true) {
                    left -= 1;
                    ahead.push(*other as usize);
                }
            }
        }
    }
    true
}

/// Largest first (places, then names). A place or activity without any specialisation is a group of its own.
pub fn components(presence: &Presence) -> Vec<Component> {
    const NONE: usize = usize::MAX;
    let (places, activities) = (presence.places.len(), presence.activities.len());
    let mut group = vec![NONE; places + activities];
    let mut groups = 0;
    let mut ahead = Vec::new();
    for first in 0..group.len() {
        if group[first] != NONE {
            continue;
        }
        group[first] = groups;
        ahead.push(first);
        while let Some(at) = ahead.pop() {
            let (next, shift) = match at < places {
                true => (presence.activities_of(at), places),
                false => (presence.places_of(at - places), 0),
            };
            for other in next {
                let other = *other as usize + shift;
                if group[other] == NONE {
                    group[other] = groups;
                    ahead.push(other);
                }
            }
        }
        groups += 1;
    }
    let mut found = vec![Component::default(); groups];
    for (i, place) in presence.places.iter().enumerate() {
        found[group[i]].places.push(place.clone());
    }
    for (j, activity) in presence.activities.iter().enumerate() {
        found[group[places + j]].activities.push(activity.clone());
    }
    found.sort_by(|a, b| b.places.len().cmp(&a.places.len()).then_with(|| (&a.places, &a.activities).cmp(&(&b.places, &b.activities))));
    found
}
