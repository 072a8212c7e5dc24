// One bed: how it is by word, icon and colour, who lies in it, and what can be done.

import CleanIcon from '@mui/icons-material/CleaningServicesOutlined';
import ClosedIcon from '@mui/icons-material/BuildOutlined';
import FreeIcon from '@mui/icons-material/CheckCircleOutlined';
import HistoryIcon from '@mui/icons-material/HistoryOutlined';
import OccupiedIcon from '@mui/icons-material/HotelOutlined';
import ReservedIcon from '@mui/icons-material/BookmarkBorderOutlined';
import type { SvgIconComponent } from '@mui/icons-material';
import { Box, Button, IconButton, Paper, Stack, Typography } from '@mui/material';
import { useState, type DragEvent } from 'react';
import { t } from '@kit/i18n';
import { api, take } from '@/api/client';
import type { Bed, BedStatus, Facility } from '@/api/places';
import { useChange, usePermission } from '@/api/queries';
import { Refusal } from '@/parts/conflict';
import { PatientLink } from '@/parts/patient-name';
import { edge, Tag, type Tone } from '@/parts/tag';
import { useNow } from '@/parts/use-now';
import { dayName, wallTimeOf, whenIn } from '@/zone';
import { BED_KIND, BED_STATUS } from '@/words';
import { bedSteps, FEATURES, type BedStep, type Feature } from './board';
import { BED_STEP, FEATURE } from './words';

const LOOKS: Record<BedStatus, [Tone, SvgIconComponent]> = {
  available: ['success', FreeIcon],
  reserved: ['info', ReservedIcon],
  occupied: ['neutral', OccupiedIcon],
  cleaning: ['warning', CleanIcon],
  maintenance: ['error', ClosedIcon],
  blocked: ['error', ClosedIcon],
  'out-of-service': ['error', ClosedIcon],
};

/** What is done at once, without a question. */
const PLAIN: Partial<Record<BedStep, 'available' | 'cleaning'>> = { lift: 'available', cleaned: 'available', reopen: 'available', 'to-clean': 'cleaning' };

interface Props {
  bed: Bed;
  facility: Facility;
  onStep: (step: BedStep) => void;
  onHistory: () => void;
  onDrag: () => void;
  onDrop: () => void;
}

export function BedCard({ bed, facility, onStep, onHistory, onDrag, onDrop }: Props) {
  const may = usePermission();
  const [isOver, setOver] = useState(false);
  const [tone, Icon] = LOOKS[bed.status];
  const steps = bedSteps(bed, may);
  const set = useChange((status: 'available' | 'cleaning') => take(api.POST('/api/v1/beds/{id}/status', { params: { path: { id: bed.id }, header: { 'If-Match': `"${bed.version}"` } }, body: { status } })), { quiet: true, renews: [['beds']], done: t('It is done.') });
  const features = (Object.keys(FEATURES) as Feature[]).filter((feature) => bed[FEATURES[feature]]);
  const canTake = bed.status === 'available' && may('beds:write');
  const over = (is: boolean) => (event: DragEvent) => {
    if (!canTake) return;
    event.preventDefault();
    setOver(is);
  };
  const run = (step: BedStep) => {
    const status = PLAIN[step];
    if (status) set.mutate(status);
    else onStep(step);
  };
  return (
    <Paper
      component="li"
      aria-label={t('Bed {number}', { number: bed.number })}
      draggable={steps.includes('transfer')}
      onDragStart={(event: DragEvent) => {
        event.dataTransfer.setData('text/plain', bed.number);
        onDrag();
      }}
      onDragOver={over(true)}
      onDragLeave={over(false)}
      onDrop={(event: DragEvent) => {
        over(false)(event);
        if (canTake) onDrop();
      }}
      sx={{ p: 1, ...edge(tone), ...(isOver ? { outline: '2px solid', outlineColor: 'primary.main' } : {}) }}
    >
      <Stack direction="row" sx={{ alignItems: 'center', gap: 0.75, flexWrap: 'wrap' }}>
        <Typography sx={{ fontWeight: 650 }}>
          <bdi>{bed.number}</bdi>
        </Typography>
        {bed.room && <Typography sx={{ color: 'text.secondary' }}>{t('room {room}', { room: bed.room })}</Typography>}
        <Box sx={{ display: 'flex', alignItems: 'center', marginInlineStart: 'auto' }}>
          <Tag tone={tone} Icon={Icon}>
            {t(BED_STATUS[bed.status])}
          </Tag>
          <IconButton aria-label={t('History of bed {number}', { number: bed.number })} onClick={onHistory}>
            <HistoryIcon sx={{ fontSize: 18 }} />
          </IconButton>
        </Box>
      </Stack>
      <Typography sx={{ color: 'text.secondary', fontSize: 12.5 }}>{[t(BED_KIND[bed.kind]), ...features.map((feature) => t(FEATURE[feature]))].join(' · ')}</Typography>
      <Who bed={bed} zone={facility.time_zone} />
      {steps.length > 0 && (
        <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 0.5, mt: 0.75 }}>
          {steps.map((step, at) => (
            <Button key={step} variant={at === 0 ? 'outlined' : 'text'} onClick={() => run(step)} loading={set.isPending && set.variables === PLAIN[step]} aria-label={t('{step}: bed {number}', { step: t(BED_STEP[step]), number: bed.number })}>
              {t(BED_STEP[step])}
            </Button>
          ))}
        </Box>
      )}
      <Refusal error={set.error} />
    </Paper>
  );
}

function Who({ bed: { assignment, reservation }, zone }: { bed: Bed; zone: string }) {
  const now = useNow();
  const of = assignment ?? reservation;
  if (!of) return null;
  const leaves = assignment?.expected_discharge_at;
  return (
    <Box sx={{ mt: 0.5 }}>
      {!assignment && <>{t('For')} </>}
      <PatientLink id={of.patient_id} />
      {assignment && (
        <Typography sx={{ color: 'text.secondary', fontSize: 12.5 }}>
          {t('since {when}', { when: whenIn(assignment.from, zone) })}
          {leaves && <> · {t('leaves {day}', { day: dayName(wallTimeOf(leaves, zone).day) })}</>}
        </Typography>
      )}
      {leaves && Date.parse(leaves) < now && <Tag tone="warning">{t('Should have left')}</Tag>}
    </Box>
  );
}
