//! The life of a claim, and what an insurer decides of its lines.

use nilecare_contracts::Money;
use nilecare_contracts::billing::{
    Claim, ClaimHistory, ClaimLine, ClaimPayment, ClaimReason, ClaimRequest, ClaimStatus, Invoice, Policy,
};
use nilecare_types::{ClaimId, Timestamp};

use crate::BillingError;
use nilecare_contracts::life::step;

/// Makes a draft: of each line of the invoice, the share that the policy covers.
pub(crate) fn draft(
    request: &ClaimRequest,
    invoice: &Invoice,
    policy: &Policy,
    by: &str,
    now: Timestamp,
) -> Result<Claim, BillingError> {
    let zero = Money::zero(invoice.currency);
    let mut lines = Vec::with_capacity(invoice.lines.len());
    for line in &invoice.lines {
        lines.push(ClaimLine {
            line_number: line.line_number,
            code: line.code.clone(),
            procedure_code: line.procedure_code.clone(),
            quantity: line.quantity,
            service_at: line.service_at,
            charged: line.total,
            claimed: line.total.share(policy.coverage)?,
            allowed: None,
            paid: zero,
            denial_code: None,
        });
    }
    let id = ClaimId::generate();
    let text = id.to_string();
    Ok(Claim {
        id,
        claim_number: format!("CLM-{}", &text[text.len() - 10..]),
        version: 1,
        invoice_id: invoice.id,
        policy_id: policy.id,
        account_id: invoice.account_id,
        patient_id: invoice.patient_id,
        facility_id: invoice.facility_id,
        insurer: policy.insurer.clone(),
        policy_number: policy.policy_number.clone(),
        diagnosis_codes: request.diagnosis_codes.clone(),
        status: ClaimStatus::Draft,
        claimed: Money::sum(invoice.currency, lines.iter().map(|line| line.claimed))?,
        lines,
        paid: zero,
        payer_claim_number: None,
        n_resubmissions: 0,
        n_appeals: 0,
        history: vec![ClaimHistory {
            status: ClaimStatus::Draft,
            by: by.to_owned(),
            at: now,
            code: None,
            reason: None,
        }],
        created_at: now,
        updated_at: now,
    })
}

/// Brings it to another state and counts what is counted.
pub(crate) fn bring(
    claim: &mut Claim,
    to: ClaimStatus,
    reason: Option<&ClaimReason>,
    by: &str,
    now: Timestamp,
) -> Result<(), BillingError> {
    let before = claim.status;
    step(&mut claim.status, to)?;
    match to {
        ClaimStatus::Submitted if before == ClaimStatus::Rejected => claim.n_resubmissions += 1,
        ClaimStatus::Appealed => claim.n_appeals += 1,
        _ => {}
    }
    claim.history.push(ClaimHistory {
        status: to,
        by: by.to_owned(),
        at: now,
        code: reason.and_then(|reason| reason.code.clone()),
        reason: reason.map(|reason| reason.reason.clone()),
    });
    claim.version += 1;
    claim.updated_at = now;
    Ok(())
}

/// Takes an insurer's remittance: what it allows and pays for each line. Returns what it pays now.
pub(crate) fn pay(claim: &mut Claim, payment: &ClaimPayment, by: &str, now: Timestamp) -> Result<Money, BillingError> {
    let mut paid_now = Money::zero(claim.paid.currency);
    for (at, told) in payment.lines.iter().enumerate() {
        let line = claim.lines.iter_mut().find(|line| line.line_number == told.line_number);
        let line = line.ok_or_else(|| {
            BillingError::Invalid(vec![format!("/lines/{at}/line_number: the claim has no such line")])
        })?;
        line.paid = line.paid.plus(told.paid)?;
        if line.paid.minus(told.allowed)?.is_positive() || told.allowed.minus(line.charged)?.is_positive() {
            return Err(BillingError::Exceeds {
                what: "what is allowed or was charged for a line",
                available: told.allowed,
            });
        }
        line.allowed = Some(told.allowed);
        line.denial_code.clone_from(&told.denial_code);
        paid_now = paid_now.plus(told.paid)?;
    }
    claim.paid = claim.paid.plus(paid_now)?;
    let is_done = |line: &ClaimLine| line.allowed == Some(line.paid);
    let to = match (claim.paid.is_positive(), claim.lines.iter().all(is_done)) {
        (true, true) => ClaimStatus::Paid,
        (true, false) => ClaimStatus::PartlyPaid,
        (false, _) => ClaimStatus::Denied,
    };
    let reason = ClaimReason {
        code: payment.lines.iter().find_map(|line| line.denial_code.clone()),
        reason: format!("remittance {}", payment.remittance_number),
    };
    bring(claim, to, Some(&reason), by, now)?;
    Ok(paid_now)
}
