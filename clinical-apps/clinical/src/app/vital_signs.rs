//! Vital signs: each gets its early warning score, and a risk that has risen is told.

use jiff::SignedDuration;
use jiff::tz::TimeZone;
use nilecare_bus::{Event, outbox};
use nilecare_contracts::clinical::{NEWS2_RAISED, News2Band, News2RaisedEvent, SERVICE, VitalSigns, VitalSignsTrend};
use nilecare_sql::WriteTx;
use nilecare_types::{PatientId, Timestamp};

use super::chart::{Settles, of_today, valid};
use super::events::Cause;
use crate::model::news2;
use crate::store::{chart, patient, vital_signs};
use crate::{ClinicalError, ClinicalService};

/// How much the clock of a device beside the bed may be ahead of ours.
const AHEAD: SignedDuration = SignedDuration::from_mins(5);
/// Most entries of a trend.
const MOST: usize = 1000;
/// The longest time of a trend.
const LONGEST: SignedDuration = SignedDuration::from_hours(366 * 24);

impl ClinicalService {
    /// Gives a person's vital signs from `from` to before `to` by the time that they were taken.
    pub(crate) async fn vital_signs_trend(
        &self,
        id: PatientId,
        from: Timestamp,
        to: Timestamp,
    ) -> Result<VitalSignsTrend, ClinicalError> {
        let length = to.duration_since(from);
        if length <= SignedDuration::ZERO || length > LONGEST {
            return Err(ClinicalError::Invalid(vec![
                "/to: must be after from, at most 366 days".to_owned(),
            ]));
        }
        let ids = self.patient_ids(id).await?;
        let mut entries = vital_signs::between(self.db.readers(), &ids.all(), from, to, MOST as i64 + 1).await?;
        let has_more = entries.len() > MOST;
        entries.truncate(MOST);
        entries.retain(|entry| entry.entered_in_error.is_none());
        let totals: Vec<i16> = entries
            .iter()
            .filter_map(|entry| entry.news2.score.as_ref())
            .map(|score| i16::from(score.total))
            .collect();
        Ok(VitalSignsTrend {
            patient_id: ids.patient_id,
            from,
            to,
            entries: entries
                .into_iter()
                .map(|entry| of_today(entry, ids.patient_id))
                .collect(),
            has_more,
            news2_change: match totals.as_slice() {
                [.., before, last] => Some(last - before),
                _ => None,
            },
        })
    }
}

impl Settles for VitalSigns {
    /// Works the score out, and tells when the risk has risen to medium or high.
    async fn settle(&mut self, tx: &mut WriteTx, all: &[PatientId], cause: &Cause<'_>) -> Result<(), ClinicalError> {
        let is_ahead = self.taken_at > cause.now + AHEAD;
        valid(if is_ahead {
            vec!["/taken_at: must not be in the future".to_owned()]
        } else {
            Vec::new()
        })?;
        let person = patient::find(&mut **tx, all[0]).await?;
        let birth_date = person.and_then(|person| person.birth_date);
        let day = self.taken_at.to_zoned(TimeZone::UTC).date();
        self.news2 = news2::assess(self, birth_date.as_deref(), day);
        self.bmi = bmi(self);
        let Some(band) = self.news2.band().filter(|band| *band >= News2Band::Medium) else {
            return Ok(());
        };
        // What this entry said before it was corrected was told already.
        let own: Option<Self> = chart::find(&mut **tx, self.id).await?;
        let told = own.and_then(|own| own.news2.band());
        let neighbours = vital_signs::scored_around(tx, all, self.id, self.taken_at).await?;
        let has_risen = neighbours.before.is_none_or(|before| before < band) && told.is_none_or(|told| told < band);
        // Something newer is known: an alarm about how it was would mislead.
        if has_risen && !neighbours.has_later {
            tell_raised(tx, self, all[0], neighbours.before, cause).await?;
        }
        Ok(())
    }
}

/// Told with the vital signs; `clinical.vital-signs.recorded` tells of them too.
async fn tell_raised(
    tx: &mut WriteTx,
    signs: &VitalSigns,
    patient: PatientId,
    previous_band: Option<News2Band>,
    cause: &Cause<'_>,
) -> Result<(), ClinicalError> {
    let data = News2RaisedEvent {
        vital_signs: of_today(signs.clone(), patient),
        previous_band,
    };
    let data = serde_json::to_value(data).expect("contract types have text keys, so they always serialise");
    let mut event = Event::new(SERVICE, NEWS2_RAISED, &patient.to_string(), cause.now, data);
    event.correlation_id = cause.key.map(str::to_owned);
    Ok(outbox::put(tx, &event).await?)
}

/// Kilograms by metres squared, to one decimal place.
fn bmi(signs: &VitalSigns) -> Option<f64> {
    let metres = signs.height_cm? / 100.0;
    let value = signs.weight_kg? / (metres * metres);
    Some((value * 10.0).round() / 10.0)
}
