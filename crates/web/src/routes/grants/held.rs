//! The published lines as grants, with the names the rules and the reference give them. Read once, and again when the money
//! changes; a sheet renamed without any money changing is seen ten minutes later at most.

use crate::app::{App, Shared};
use crate::error::{OrFail, Result};
use crate::page::Here;
use crate::routes::applications::waves::added;
use crate::routes::funding::Names;
use domain::{AidRegime, Instrument, Lang, Rate, Siret};
use grants::{Beneficiary, Grant, Named, Nature, Party, Period, Place, Step, Terms};
use jiff::Timestamp;
use std::sync::{Arc, RwLock};
use store::StoreError;
use store::funding::{self, Published};

const PAGE: u32 = 1_000;
const SECONDS: i64 = 600;

#[derive(Default)]
pub struct Held(RwLock<Option<(i64, Timestamp, Arc<Vec<Grant>>)>>);

impl Held {
    /// Every published grant, latest first.
    pub async fn all(&self, app: &App, here: &Here) -> Result<Arc<Vec<Grant>>> {
        self.read(app).await.or_ours(here)
    }

    pub async fn read(&self, app: &App) -> Result<Arc<Vec<Grant>>, StoreError> {
        let (changes, now) = (funding::changes(&app.store).await?, app.now());
        if let Some((at, read, grants)) = &*self.0.read().unwrap_or_else(std::sync::PoisonError::into_inner)
            && *at == changes
            && now.as_second() - read.as_second() < SECONDS
        {
            return Ok(grants.clone());
        }
        let (mut all, mut after) = (vec![], None);
        loop {
            let page = funding::published(&app.store, after.as_ref(), PAGE).await?;
            after = page.last().map(|last| last.id.clone());
            let whole = page.len() < PAGE as usize;
            all.extend(page.iter().filter(|one| !one.sheet.synthetic).filter_map(|one| grant(app, one)));
            if whole {
                break;
            }
        }
        all.sort_by(|a: &Grant, b: &Grant| b.granted_on.cmp(&a.granted_on).then_with(|| a.id.cmp(&b.id)));
        let all = Arc::new(all);
        *self.0.write().unwrap_or_else(std::sync::PoisonError::into_inner) = Some((changes, now, all.clone()));
        Ok(all)
    }
}

/// What a line and its sheet tell of a grant; what they do not is absent.
fn grant(app: &Shared, one: &Published) -> Option<Grant> {
    let (line, sheet, names) = (&one.line, &one.sheet, Names(&app.rulebook));
    let granted = line.stage(Step::Granted)?;
    let named = |id: &Option<String>, name: &dyn Fn(&str) -> String| id.as_ref().map(|id| Named { id: id.clone(), name: name(id) });
    let fund =
        |measure: &str| line.programme.as_ref().map_or_else(|| measure.into(), |p| names.say_fund(&format!("{p}/{measure}"), Lang::Fr));
    let wave = |wave: &str| {
        let call = line.call.as_deref().and_then(|id| names.call(id));
        let name = call.and_then(|call| call.waves.iter().find(|w| w.id == wave)).map(|w| w.name.clone()).or_else(|| added(wave));
        name.map_or_else(|| wave.to_owned(), |name| name.fr.to_string())
    };
    // What is contracted is what the agreement says; before it, what was granted.
    let amount = line.stage(Step::Contracted).unwrap_or(granted).amount;
    let paid_at_once = || Some(line.stage(Step::Paid)?.on).filter(|_| line.terms == Some(Terms::Once));
    let territory = app.reference.territory(one.phase, &one.code);
    let (to, number) = match &one.applicant {
        Some(applicant) => (&applicant.name, applicant.number.as_deref()),
        None => (&sheet.holder, sheet.holder_number.as_deref()),
    };
    Some(Grant {
        id: one.id.to_string(),
        funder: Party { name: line.funder_name.clone(), siret: line.funder_siret.clone(), company: false },
        beneficiaries: vec![Beneficiary {
            party: Party { name: to.clone(), siret: number.and_then(|number| Siret::parse(number).ok()), company: false },
            rna: None,
            share: Rate::percent(100),
        }],
        object: line.object.clone().unwrap_or_else(|| sheet.title.clone()),
        amount,
        asked: line.stage(Step::Asked).map(|stage| stage.amount),
        paid: line.stage(Step::Paid).map(|stage| stage.amount),
        granted_on: granted.on,
        signed_on: line.stage(Step::Contracted).map(|stage| stage.on),
        decision: Some(granted.proof.clone()),
        nature: if line.instrument == Instrument::InKind { Nature::Kind } else { Nature::Money },
        terms: line.terms.clone(),
        payment: line.payment.or_else(|| paid_at_once().map(|day| Period { first: day, last: day })),
        rae: line.rae.clone(),
        de_minimis: Some(line.regime == AidRegime::DeMinimis),
        programme: named(&line.programme, &|id| names.say_programme(id, Lang::Fr)),
        measure: named(&line.measure, &fund),
        call: named(&line.call, &|id| names.say_call(id, Lang::Fr)),
        wave: named(&line.wave, &wave),
        place: Some(Place {
            name: territory.map_or_else(|| one.code.clone(), |t| t.name.clone()),
            code: format!("{}:{}", one.phase, one.code),
            kind: "Territoire d’industrie (phase:code)".into(),
        }),
        applied_for: one.applicant.is_some(),
        modified_on: Some(domain::calendar::paris_time(one.changed_at).date()),
    })
}
