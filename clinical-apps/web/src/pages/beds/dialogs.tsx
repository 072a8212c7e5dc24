// The questions before a bed is changed: who comes in, where somebody goes to, why it is taken out of use; and what became of it.

import { Alert, Box, Button, Dialog, DialogActions, DialogContent, DialogTitle, FormControlLabel, MenuItem, Radio, RadioGroup, TextField, Typography } from '@mui/material';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { t } from '@kit/i18n';
import { Pending } from '@kit/parts';
import { api, take } from '@/api/client';
import { places, type Bed, type Facility, type Ward } from '@/api/places';
import { queries, useChange, type Encounter, type Patient } from '@/api/queries';
import { placeOf } from '@/format';
import { FormDialog } from '@/parts/form-dialog';
import { Ltr } from '@/parts/ltr';
import { PatientName } from '@/parts/patient-name';
import { PatientPicker } from '@/parts/patient-picker';
import { momentOf, today, whenIn } from '@/zone';
import { BED_STATUS, ENCOUNTER_CLASS, ENCOUNTER_STATUS } from '@/words';
import { byNumber, isOtherGender, type BedStep } from './board';
import { BED_STEP } from './words';

export interface Asked {
  step: BedStep | 'history';
  bed: Bed;
  /** Where somebody was dragged to. */
  to?: string;
}

interface Props {
  asked: Asked;
  facility: Facility;
  wards: Ward[];
  beds: Bed[];
  onClose: () => void;
}

export function BedDialog(props: Props) {
  const { step } = props.asked;
  if (step === 'history') return <HistoryDialog {...props} />;
  if (step === 'transfer') return <TransferDialog {...props} />;
  if (step === 'release') return <ReleaseDialog {...props} />;
  if (step === 'close') return <CloseDialog {...props} />;
  return <AdmitDialog {...props} />;
}

const RENEWS = [['beds']];
/** Noon: whoever is expected to leave on a day is so until then. */
const NOON = 12 * 60;

function ofVersion({ id, version }: Bed) {
  return { params: { path: { id }, header: { 'If-Match': `"${version}"` } } };
}

/** Puts a patient in, or keeps the bed for one: the patient, then which of their stays. */
function AdmitDialog({ asked: { step, bed }, facility, wards, onClose }: Props) {
  const zone = facility.time_zone;
  const isReserving = step === 'reserve';
  const reserved = useQuery({ ...queries.patient(bed.reservation?.patient_id ?? ''), enabled: Boolean(bed.reservation) && !isReserving });
  const [chosen, setChosen] = useState<Patient | null>(null);
  const patient = bed.reservation ? (reserved.data ?? null) : chosen;
  const [encounterId, setEncounterId] = useState('');
  const [leaves, setLeaves] = useState('');
  const encounters = useQuery({ ...queries.encounters(patient?.id ?? ''), enabled: patient !== null });
  const fitting = (encounters.data?.items ?? []).filter(({ status, id }) => (bed.reservation ? id === bed.reservation.encounter_id : status === 'in-progress' || (isReserving && status === 'planned')));
  const encounter = fitting.find(({ id }) => id === encounterId) ?? (fitting.length === 1 ? fitting[0] : undefined);
  const ward = wards.find(({ id }) => id === bed.ward_id);
  const admit = useChange(
    (id: string) =>
      isReserving
        ? take(api.POST('/api/v1/beds/{id}/status', { ...ofVersion(bed), body: { status: 'reserved', encounter_id: id } }))
        : take(api.POST('/api/v1/beds/{id}/assign', { ...ofVersion(bed), body: { encounter_id: id, expected_discharge_at: leaves ? momentOf({ day: leaves, minute: NOON }, zone) : undefined } })),
    { quiet: true, renews: RENEWS, done: isReserving ? t('The bed is reserved.') : t('The patient is in the bed.') },
  );
  return (
    <FormDialog title={`${t(BED_STEP[step as BedStep])}: ${t('Bed {number}', { number: bed.number })}`} verb={t(BED_STEP[step as BedStep])} isReady={encounter !== undefined} isBusy={admit.isPending} error={admit.error} onSubmit={() => encounter && admit.mutate(encounter.id, { onSuccess: onClose })} onClose={onClose}>
      {bed.reservation ? <Typography>{t('Kept for')} <strong><PatientName id={bed.reservation.patient_id} /></strong></Typography> : <PatientPicker value={chosen} onChange={setChosen} autoFocus />}
      {patient && ward && isOtherGender(ward, patient.gender) && <Alert severity="warning">{t('This ward is for patients of the other sex. Put the patient here only if that is meant.')}</Alert>}
      {patient && (encounters.data ? <Stays fitting={fitting} value={encounter?.id ?? ''} onChange={setEncounterId} zone={zone} isReserving={isReserving} /> : <Pending query={encounters} rows={2} />)}
      {encounter?.location?.bed && encounter.location.bed !== bed.number && (
        <Alert severity="info">
          {t('The record of the stay names another place:')} <Ltr>{placeOf(encounter.location)}</Ltr>
        </Alert>
      )}
      {!isReserving && <TextField label={t('Expected to leave on')} type="date" value={leaves} onChange={({ target }) => setLeaves(target.value)} slotProps={{ inputLabel: { shrink: true }, htmlInput: { min: today(zone), dir: 'ltr' } }} sx={{ maxInlineSize: 220 }} />}
    </FormDialog>
  );
}

function Stays({ fitting, value, onChange, zone, isReserving }: { fitting: Encounter[]; value: string; onChange: (id: string) => void; zone: string; isReserving: boolean }) {
  if (fitting.length === 0) return <Alert severity="warning">{isReserving ? t('This patient has no stay that is planned or in progress.') : t('This patient has no stay in progress: admit them first.')}</Alert>;
  return (
    <RadioGroup aria-label={t('During which stay')} value={value} onChange={(_, id) => onChange(id)}>
      {fitting.map((one) => (
        <FormControlLabel
          key={one.id}
          value={one.id}
          control={<Radio size="small" />}
          label={
            <>
              {t(ENCOUNTER_CLASS[one.class])}, {t(ENCOUNTER_STATUS[one.status])}
              {one.admit_time && `, ${whenIn(one.admit_time, zone)}`} <Ltr>{one.visit_number?.value ?? ''}</Ltr>
            </>
          }
        />
      ))}
    </RadioGroup>
  );
}

function TransferDialog({ asked: { bed, to }, wards, beds, onClose }: Props) {
  const [target, setTarget] = useState(to ?? '');
  const [reason, setReason] = useState('');
  const encounter = bed.assignment?.encounter_id;
  const open = beds.filter(({ id, status, reservation }) => id !== bed.id && (status === 'available' || reservation?.encounter_id === encounter)).sort(byNumber);
  const isFree = open.some(({ id }) => id === target);
  // Somebody took it while the dialog was open, and the hub told of it.
  const isTaken = target !== '' && !isFree;
  const patient = useQuery({ ...queries.patient(bed.assignment?.patient_id ?? ''), enabled: Boolean(bed.assignment) });
  const ward = wards.find(({ id }) => id === beds.find((one) => one.id === target)?.ward_id);
  const transfer = useChange(() => take(api.POST('/api/v1/beds/{id}/transfer', { ...ofVersion(bed), body: { to_bed_id: target, reason: reason.trim() || undefined } })), { quiet: true, renews: RENEWS, done: t('The patient is in the other bed; this one is to be cleaned.') });
  return (
    <FormDialog title={t('Transfer from bed {number}', { number: bed.number })} verb={t('Transfer')} isReady={isFree} isBusy={transfer.isPending} error={transfer.error} onSubmit={() => transfer.mutate(undefined, { onSuccess: onClose })} onClose={onClose}>
      <Typography><strong><PatientName id={bed.assignment?.patient_id ?? ''} /></strong></Typography>
      {open.length === 0 ? (
        <Alert severity="warning">{t('No bed of this facility is free.')}</Alert>
      ) : (
        <TextField select label={t('To bed')} required value={isFree ? target : ''} onChange={(event) => setTarget(event.target.value)} error={isTaken} helperText={isTaken && t('That bed is not free any more: choose another one.')}>
          {open.map((one) => (
            <MenuItem key={one.id} value={one.id}>
              <span>
                <bdi>{wards.find(({ id }) => id === one.ward_id)?.name}</bdi>, {t('Bed {number}', { number: one.number })}
                {one.room && ` (${t('room {room}', { room: one.room })})`}
              </span>
            </MenuItem>
          ))}
        </TextField>
      )}
      {patient.data && ward && isOtherGender(ward, patient.data.gender) && <Alert severity="warning">{t('This ward is for patients of the other sex. Put the patient here only if that is meant.')}</Alert>}
      <TextField label={t('Reason')} value={reason} onChange={(event) => setReason(event.target.value)} multiline slotProps={{ htmlInput: { maxLength: 500 } }} />
    </FormDialog>
  );
}

function ReleaseDialog({ asked: { bed }, onClose }: Props) {
  const [reason, setReason] = useState('');
  const release = useChange(() => take(api.POST('/api/v1/beds/{id}/release', { ...ofVersion(bed), body: { reason: reason.trim() || undefined } })), { quiet: true, renews: RENEWS, done: t('The bed is released and is to be cleaned.') });
  return (
    <FormDialog title={t('Release bed {number}?', { number: bed.number })} verb={t('Release')} isReady isBusy={release.isPending} error={release.error} onSubmit={() => release.mutate(undefined, { onSuccess: onClose })} onClose={onClose}>
      <Typography>
        <strong><PatientName id={bed.assignment?.patient_id ?? ''} /></strong>
      </Typography>
      <Typography>{t('The patient leaves the bed, which is to be cleaned then. The stay goes on until it is ended.')}</Typography>
      <TextField label={t('Reason')} value={reason} onChange={(event) => setReason(event.target.value)} multiline slotProps={{ htmlInput: { maxLength: 500 } }} />
    </FormDialog>
  );
}

const CLOSINGS = ['maintenance', 'blocked', 'out-of-service'] as const;

function CloseDialog({ asked: { bed }, onClose }: Props) {
  const [status, setStatus] = useState<(typeof CLOSINGS)[number]>('maintenance');
  const [reason, setReason] = useState('');
  const close = useChange(() => take(api.POST('/api/v1/beds/{id}/status', { ...ofVersion(bed), body: { status, reason: reason.trim() } })), { quiet: true, renews: RENEWS, done: t('It is done.') });
  return (
    <FormDialog title={`${t('Take out of use')}: ${t('Bed {number}', { number: bed.number })}`} verb={t('Take out of use')} isDangerous isReady={reason.trim() !== ''} isBusy={close.isPending} error={close.error} onSubmit={() => close.mutate(undefined, { onSuccess: onClose })} onClose={onClose}>
      <RadioGroup row aria-label={t('State')} value={status} onChange={(_, value) => setStatus(value as typeof status)}>
        {CLOSINGS.map((one) => (
          <FormControlLabel key={one} value={one} control={<Radio size="small" />} label={t(BED_STATUS[one])} />
        ))}
      </RadioGroup>
      <TextField label={t('Reason')} required autoFocus value={reason} onChange={(event) => setReason(event.target.value)} multiline slotProps={{ htmlInput: { maxLength: 500 } }} />
    </FormDialog>
  );
}

function HistoryDialog({ asked: { bed }, facility, onClose }: Props) {
  const history = useQuery(places.bedHistory(bed.id));
  return (
    <Dialog open onClose={onClose} fullWidth maxWidth="sm" aria-labelledby="bed-history">
      <DialogTitle id="bed-history">{t('History of bed {number}', { number: bed.number })}</DialogTitle>
      <DialogContent>
        {history.data ? (
          <Box component="ol" reversed sx={{ m: 0, paddingInlineStart: 2.5 }}>
            {[...history.data.items].reverse().map((change) => (
              <li key={change.id}>
                {t(BED_STATUS[change.to])} · {whenIn(change.at, facility.time_zone)} · <bdi>{change.by}</bdi>
                {change.reason && <>: <bdi>{change.reason}</bdi></>}
              </li>
            ))}
          </Box>
        ) : (
          <Pending query={history} />
        )}
      </DialogContent>
      <DialogActions>
        <Button onClick={onClose}>{t('Close')}</Button>
      </DialogActions>
    </Dialog>
  );
}
