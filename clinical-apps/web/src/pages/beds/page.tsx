// The bed board: wards with their beds, how each is, who lies where, and what can be done. Filters are in the address.

import { Alert, Box, MenuItem, Paper, Stack, TextField, Typography } from '@mui/material';
import { useQuery } from '@tanstack/react-query';
import { useRef, useState, type ReactNode } from 'react';
import { useSearchParams } from 'react-router';
import { t } from '@kit/i18n';
import { Empty, Pending } from '@kit/parts';
import { places, type Bed, type Facility, type Ward } from '@/api/places';
import { LIST_INTERVAL } from '@/api/queries';
import { OfFacility } from '@/parts/facility';
import { Page, Permitted, Section } from '@/parts/page';
import { BED_STATUS, WARD_GENDER, WARD_KIND } from '@/words';
import { BedCard } from './bed-card';
import { byNumber, countsOf, filterOf, isWanted, percentOf, type Counts } from './board';
import { BedDialog, type Asked } from './dialogs';
import { FEATURE } from './words';

export function BedsPage() {
  return (
    <Page title={t('Beds')}>
      <Permitted permission="beds:read">
        <OfFacility>{(facility, choice) => <Board key={facility.id} facility={facility} choice={choice} />}</OfFacility>
      </Permitted>
    </Page>
  );
}

function Board({ facility, choice }: { facility: Facility; choice: ReactNode }) {
  const wards = useQuery(places.wards(facility.id));
  // For when the live connection is not there.
  const beds = useQuery({ ...places.beds(facility.id), refetchInterval: LIST_INTERVAL });
  const [search, setSearch] = useSearchParams();
  const filter = filterOf(search);
  const [asked, setAsked] = useState<Asked | null>(null);
  const dragged = useRef<Bed | null>(null);
  if (!wards.data || !beds.data) return <Paper><Pending query={wards.data ? beds : wards} /></Paper>;
  const inUse = wards.data.items.filter(({ status, id }) => status === 'active' || beds.data.items.some((bed) => bed.ward_id === id));
  if (inUse.length === 0) return <Paper><Empty title={t('This facility has no wards')}>{t('Whoever manages the hub enters facilities, wards and staff first.')}</Empty></Paper>;
  const shown = beds.data.items.filter((bed) => isWanted(bed, filter));
  const set = (name: string, value: string) =>
    setSearch(
      (was) => {
        const next = new URLSearchParams(was);
        if (value) next.set(name, value);
        else next.delete(name);
        return next;
      },
      { replace: true },
    );
  const select = (name: string, label: string, value: string, options: [string, ReactNode][]) => (
    <TextField select label={label} value={value} onChange={({ target }) => set(name, target.value)} sx={{ inlineSize: 170 }} slotProps={{ inputLabel: { shrink: true }, select: { displayEmpty: true } }}>
      <MenuItem value="">{t('All')}</MenuItem>
      {options.map(([one, word]) => (
        <MenuItem key={one} value={one}>
          {word}
        </MenuItem>
      ))}
    </TextField>
  );
  const inWards = inUse.filter(({ id }) => (filter.ward ? id === filter.ward : true)).map((ward) => ({ ward, beds: shown.filter(({ ward_id }) => ward_id === ward.id).sort(byNumber) }));
  const filled = inWards.filter((one) => one.beds.length > 0 || (!filter.status && !filter.feature));
  return (
    <>
      <Numbers counts={countsOf(beds.data.items)} />
      <Stack direction="row" sx={{ flexWrap: 'wrap', gap: 1 }}>
        {choice}
        {select('ward', t('Ward'), inUse.some(({ id }) => id === filter.ward) ? (filter.ward ?? '') : '', inUse.map(({ id, name }) => [id, <bdi key={id}>{name}</bdi>]))}
        {select('status', t('State'), filter.status ?? '', Object.entries(BED_STATUS).map(([status, word]) => [status, t(word)]))}
        {select('with', t('Equipped with'), filter.feature ?? '', Object.entries(FEATURE).map(([feature, word]) => [feature, t(word)]))}
      </Stack>
      {beds.data.hasMore && <Alert severity="warning">{t('There are more beds than could be asked for; choose a smaller facility.')}</Alert>}
      {filled.length === 0 && <Paper><Empty title={t('No such beds')}>{t('Choose “All” to see the other beds.')}</Empty></Paper>}
      {filled.map(({ ward, beds: own }) => (
        <WardSection key={ward.id} ward={ward} all={beds.data.items.filter(({ ward_id }) => ward_id === ward.id)}>
          {own.length === 0 ? (
            <Typography sx={{ color: 'text.secondary' }}>{t('This ward has no beds.')}</Typography>
          ) : (
            <Box component="ul" aria-label={t('Beds of {ward}', { ward: ward.name })} sx={{ m: 0, p: 0, listStyle: 'none', display: 'grid', gap: 1, gridTemplateColumns: 'repeat(auto-fill, minmax(min(270px, 100%), 1fr))' }}>
              {own.map((bed) => (
                <BedCard key={bed.id} bed={bed} facility={facility} onStep={(step) => setAsked({ step, bed })} onDrag={() => (dragged.current = bed)} onDrop={() => dragged.current && dragged.current.id !== bed.id && setAsked({ step: 'transfer', bed: dragged.current, to: bed.id })} onHistory={() => setAsked({ step: 'history', bed })} />
              ))}
            </Box>
          )}
        </WardSection>
      ))}
      {asked && <BedDialog asked={asked} facility={facility} wards={wards.data.items} beds={beds.data.items} onClose={() => setAsked(null)} />}
    </>
  );
}

function Numbers({ counts }: { counts: Counts }) {
  const percent = percentOf(counts);
  const numbers: [string, ReactNode][] = [
    [t('Occupancy'), percent === null ? '–' : `${percent} %`],
    [t('Occupied|beds'), counts.occupied],
    [t('Free|beds'), counts.available],
    [t('Reserved|beds'), counts.reserved],
    [t('To be cleaned'), counts.cleaning],
    [t('Out of use'), counts.all - counts.usable],
  ];
  return (
    <Box component="dl" aria-label={t('At a glance')} sx={{ m: 0, display: 'grid', gap: 1, gridTemplateColumns: 'repeat(auto-fit, minmax(100px, 1fr))' }}>
      {numbers.map(([name, number]) => (
        <Paper key={name} sx={{ p: 1 }}>
          <Typography component="dt" sx={{ color: 'text.secondary', fontSize: 12.5 }}>
            {name}
          </Typography>
          <Typography component="dd" sx={{ m: 0, fontSize: 22, fontWeight: 650, lineHeight: 1.3 }}>
            <bdi dir="ltr">{number}</bdi>
          </Typography>
        </Paper>
      ))}
    </Box>
  );
}

function WardSection({ ward, all, children }: { ward: Ward; all: Bed[]; children: ReactNode }) {
  const counts = countsOf(all);
  const percent = percentOf(counts);
  return (
    <Section
      title={ward.name}
      actions={
        <Typography sx={{ color: 'text.secondary' }}>
          {[t(WARD_KIND[ward.kind]), t(WARD_GENDER[ward.gender ?? 'mixed'])].join(' · ')} · {t('{n} of {all} occupied', { n: counts.occupied, all: counts.usable })}
          {percent !== null && <> · <bdi dir="ltr">{percent} %</bdi></>}
        </Typography>
      }
    >
      {children}
    </Section>
  );
}
