// The medication administration record of a day: one row for each drug, its doses in the order of time.

import BeforeIcon from '@mui/icons-material/ChevronLeft';
import AfterIcon from '@mui/icons-material/ChevronRight';
import { Box, Button, IconButton, Paper, Stack, Typography } from '@mui/material';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { t } from '@kit/i18n';
import { Empty, Pending } from '@kit/parts';
import { queries, usePermission, type Slot } from '@/api/queries';
import { clock, dayOf } from '@/format';
import { Ltr } from '@/parts/ltr';
import { Permitted } from '@/parts/page';
import { SlotTag } from '../doses/due-tag';
import { NoteDose } from '../doses/note-dose';
import { usePatient } from './page';

const DAY = 86_400_000;
const MIRRORED = { '[dir=rtl] &': { transform: 'scaleX(-1)' } };

export function DosesTab() {
  return (
    <Permitted permission="prescriptions:read">
      <Doses />
    </Permitted>
  );
}

function Doses() {
  const patient = usePatient();
  const may = usePermission();
  const [day, setDay] = useState(() => new Date().setHours(0, 0, 0, 0));
  const [noted, setNoted] = useState<Slot | null>(null);
  const [from, to] = [new Date(day).toISOString(), new Date(new Date(day + 1.5 * DAY).setHours(0, 0, 0, 0)).toISOString()];
  const doses = useQuery(queries.doses(patient.id, from, to));
  const move = (by: number) => setDay((was) => new Date(was + (by + 0.5) * DAY).setHours(0, 0, 0, 0));
  return (
    <>
      <Stack direction="row" spacing={1} sx={{ alignItems: 'center' }}>
        <IconButton aria-label={t('The day before')} onClick={() => move(-1)}>
          <BeforeIcon sx={MIRRORED} />
        </IconButton>
        <Typography variant="h2" aria-live="polite">{dayOf(from)}</Typography>
        <IconButton aria-label={t('The day after')} onClick={() => move(1)}>
          <AfterIcon sx={MIRRORED} />
        </IconButton>
        <Button onClick={() => setDay(new Date().setHours(0, 0, 0, 0))}>{t('Today')}</Button>
      </Stack>
      {!doses.data ? (
        <Paper><Pending query={doses} /></Paper>
      ) : doses.data.length === 0 ? (
        <Paper><Empty title={t('No doses on this day')}>{t('Doses appear once a pharmacist has verified a prescription.')}</Empty></Paper>
      ) : (
        [...byPrescription(doses.data)].map(([id, slots]) => (
          <Paper key={id} component="section" aria-label={slots[0]?.drug} sx={{ p: 1.5 }}>
            <Ltr sx={{ fontWeight: 650, display: 'block', mb: 0.5 }}>{slots[0]?.drug}</Ltr>
            <Box component="ul" sx={{ m: 0, p: 0, listStyle: 'none', display: 'grid', gap: 1, gridTemplateColumns: 'repeat(auto-fill, minmax(220px, 1fr))' }}>
              {slots.map((slot) => (
                <Stack key={slot.due_at} component="li" direction="row" sx={{ flexWrap: 'wrap', gap: 1, alignItems: 'center', border: 1, borderColor: 'divider', borderRadius: 1, p: 0.75 }}>
                  <Typography sx={{ fontWeight: 550 }}>{clock(slot.due_at)}</Typography>
                  <SlotTag slot={slot} />
                  {slot.administration ? <Noted of={slot.administration} /> : may('administrations:write') && <Button onClick={() => setNoted(slot)} aria-label={t('Note {drug}, {time}', { drug: slot.drug, time: clock(slot.due_at) })}>{t('Note')}</Button>}
                </Stack>
              ))}
            </Box>
          </Paper>
        ))
      )}
      {noted && <NoteDose slot={noted} patientId={patient.id} onClose={() => setNoted(null)} />}
    </>
  );
}

function Noted({ of }: { of: NonNullable<Slot['administration']> }) {
  return (
    <Typography sx={{ color: 'text.secondary', fontSize: 12, inlineSize: '100%' }}>
      {clock(of.noted_at)} {t('by {name}', { name: of.by })}
      {of.witness && `, ${t('checked by {name}', { name: of.witness })}`}
      {of.reason && <>: <bdi>{of.reason}</bdi></>}
    </Typography>
  );
}

function byPrescription(slots: Slot[]): Map<string, Slot[]> {
  const groups = new Map<string, Slot[]>();
  for (const slot of slots) groups.set(slot.prescription_id, [...(groups.get(slot.prescription_id) ?? []), slot]);
  return groups;
}
