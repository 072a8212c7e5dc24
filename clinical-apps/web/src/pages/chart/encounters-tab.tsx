// A patient's stays and visits with the places of each.

import { Box, Paper, Typography } from '@mui/material';
import { useQuery } from '@tanstack/react-query';
import { t } from '@kit/i18n';
import { Empty, Fact, Pending } from '@kit/parts';
import { queries, type Encounter } from '@/api/queries';
import { doctorOf, placeOf, when } from '@/format';
import { Ltr } from '@/parts/ltr';
import { Permitted } from '@/parts/page';
import { Tag, type Tone } from '@/parts/tag';
import { ENCOUNTER_CLASS, ENCOUNTER_STATUS } from '@/words';
import { usePatient } from './page';

const TONES: Record<Encounter['status'], Tone> = { planned: 'info', 'in-progress': 'success', finished: 'neutral', cancelled: 'neutral' };

export function EncountersTab() {
  return (
    <Permitted permission="encounters:read">
      <Encounters />
    </Permitted>
  );
}

function Encounters() {
  const encounters = useQuery(queries.encounters(usePatient().id));
  if (!encounters.data) return <Paper><Pending query={encounters} /></Paper>;
  if (encounters.data.items.length === 0) return <Paper><Empty title={t('No encounters yet')}>{t('They come with admissions and visits from the registration system.')}</Empty></Paper>;
  return encounters.data.items.map((encounter) => <One key={encounter.id} encounter={encounter} />);
}

function One({ encounter }: { encounter: Encounter }) {
  return (
    <Paper component="article" sx={{ p: 1.5 }}>
      <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 1, alignItems: 'center', mb: 1 }}>
        <Typography variant="h2">{t(ENCOUNTER_CLASS[encounter.class])}</Typography>
        <Tag tone={TONES[encounter.status]}>{t(ENCOUNTER_STATUS[encounter.status])}</Tag>
        {encounter.visit_number && <Ltr sx={{ color: 'text.secondary' }}>{encounter.visit_number.value}</Ltr>}
      </Box>
      <Box component="dl" sx={{ m: 0, display: 'grid', gap: 1, gridTemplateColumns: 'repeat(auto-fill, minmax(150px, 1fr))' }}>
        <Fact name={t('From')}>{when(encounter.admit_time) || '–'}</Fact>
        <Fact name={t('To')}>{when(encounter.discharge_time) || '–'}</Fact>
        <Fact name={t('Place')}><Ltr>{placeOf(encounter.location) || '–'}</Ltr></Fact>
        <Fact name={t('Doctor in charge')}><bdi>{doctorOf(encounter.attending) || '–'}</bdi></Fact>
        {encounter.reason && <Fact name={t('Reason')}><bdi>{encounter.reason}</bdi></Fact>}
      </Box>
      {encounter.locations.length > 1 && (
        <Box component="ol" aria-label={t('Places')} sx={{ mt: 1, mb: 0, paddingInlineStart: 2.5, color: 'text.secondary' }}>
          {encounter.locations.map((stay) => (
            <li key={stay.from}>
              <Ltr>{placeOf(stay.location)}</Ltr>, {when(stay.from)} {stay.until && `– ${when(stay.until)}`}
            </li>
          ))}
        </Box>
      )}
    </Paper>
  );
}
