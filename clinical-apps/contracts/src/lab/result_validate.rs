//! What must hold of a result report before the service looks at it.

use super::{Observation, ReportOrder, ResultReport, ResultStatus};
use crate::Check;

impl ResultReport {
    /// Lists everything that is wrong, as `/path: reason` without values.
    pub fn validate(&self) -> Vec<String> {
        let mut check = Check::default();
        self.patient.check(&mut check, "/patient");
        self.order.check(&mut check);
        check.that(
            self.observations.len() <= 2000,
            "/observations",
            "has more than 2000 entries",
        );
        for (at, observation) in self.observations.iter().enumerate() {
            observation.check(&mut check, &format!("/observations/{at}"));
        }
        if let Some(source) = &self.source {
            source.check(&mut check, "/source");
        }
        check.finish()
    }
}

impl ReportOrder {
    fn check(&self, check: &mut Check) {
        let has_number = self.placer_number.is_some() || self.filler_number.is_some();
        check.that(has_number, "/order", "needs a placer_number or a filler_number");
        for (name, number) in [
            ("placer_number", &self.placer_number),
            ("filler_number", &self.filler_number),
        ] {
            if let Some(number) = number {
                number.check(check, &format!("/order/{name}"));
            }
        }
        self.service.check(check, "/order/service");
        if let Some(requested_by) = &self.requested_by {
            requested_by.check(check, "/order/requested_by");
        }
    }
}

impl Observation {
    fn check(&self, check: &mut Check, path: &str) {
        self.code.check(check, &format!("{path}/code"));
        if let Some(value) = &self.value {
            value.check(check, &format!("{path}/value"));
        }
        let has_or_needs_none = self.value.is_some() || self.status != ResultStatus::Corrected;
        check.that(
            has_or_needs_none,
            format_args!("{path}/value"),
            "is needed for a corrected result",
        );
        let texts = [
            ("sub_id", &self.sub_id, 100),
            ("unit", &self.unit, 200),
            ("reference_range", &self.reference_range, 500),
            ("performing_lab", &self.performing_lab, 500),
        ];
        for (name, text, max) in texts {
            check.optional(text.as_deref(), max, format_args!("{path}/{name}"));
        }
        check.that(
            self.flags.len() <= 20,
            format_args!("{path}/flags"),
            "has more than 20 entries",
        );
        for (at, flag) in self.flags.iter().enumerate() {
            check.text(flag, 20, format_args!("{path}/flags/{at}"));
        }
        for (at, note) in self.notes.iter().enumerate() {
            check.at_most(note, 100_000, format_args!("{path}/notes/{at}"));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lab::{OrderControl, OrderRequest, ResultValue};

    #[test]
    fn samples_are_valid_and_round_trip() {
        for sample in ResultReport::samples() {
            assert_eq!(sample.validate(), Vec::<String>::new());
            let text = serde_json::to_string(&sample).expect("it writes");
            assert_eq!(serde_json::from_str::<ResultReport>(&text).expect("it reads"), sample);
        }
        for sample in OrderRequest::samples() {
            assert_eq!(sample.validate(), Vec::<String>::new());
        }
    }

    #[test]
    fn a_number_is_digits_and_a_corrected_result_has_a_value() {
        for (text, is_valid) in [
            ("5.40", true),
            ("-1", true),
            (".5", true),
            ("5,4", false),
            ("1e3", false),
            (".", false),
        ] {
            let mut report = ResultReport::samples().remove(0);
            report.observations[0].value = Some(ResultValue::Numeric { value: text.to_owned() });
            assert_eq!(report.validate().is_empty(), is_valid, "{text}");
        }
        let mut report = ResultReport::samples().remove(0);
        report.observations[1].status = ResultStatus::Corrected;
        report.observations[1].value = None;
        report.order.filler_number = None;
        report.order.placer_number = None;
        let places = [
            "/order: needs a placer_number or a filler_number",
            "/observations/1/value: is needed for a corrected result",
        ];
        assert_eq!(report.validate(), places);
        let mut request = OrderRequest::sample(OrderControl::New);
        request.tests.clear();
        assert_eq!(request.validate(), ["/tests: needs at least one test"]);
    }
}
