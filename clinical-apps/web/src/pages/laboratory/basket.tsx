// The basket: tests and panels of the catalogue that are ordered together.

import DeleteIcon from '@mui/icons-material/DeleteOutlined';
import { Alert, Autocomplete, Box, Button, IconButton, MenuItem, Stack, TextField, Typography } from '@mui/material';
import { useQuery } from '@tanstack/react-query';
import { useRef, useState, type FormEvent } from 'react';
import { t } from '@kit/i18n';
import { explain } from '@kit/api/problem';
import { api, newKey, take, type Schemas } from '@/api/client';
import { laboratory, renewsOf, type Code, type LabOrder, type LabTest } from '@/api/laboratory';
import { places } from '@/api/places';
import { queries, useChange, usePermission, type Patient } from '@/api/queries';
import { Refusal } from '@/parts/conflict';
import { Ltr } from '@/parts/ltr';
import { Section } from '@/parts/page';
import { PRIORITY } from '@/words';
import { isSame, nameOfCode } from './rules';
import { Tests } from './tags';

export interface Choice {
  code: Code;
  tests: LabTest[];
  isPanel: boolean;
}

/** What may be ordered: tests, and panels all of whose tests may be. */
export function choicesOf(tests: LabTest[], panels: Schemas['LabPanel'][]): Choice[] {
  const active = tests.filter(({ test }) => test.active ?? true);
  const ofPanel = panels
    .filter(({ panel }) => panel.active ?? true)
    .map(({ panel }) => ({ code: panel.code, isPanel: true, tests: panel.test_ids.flatMap((id) => active.find((test) => test.id === id) ?? []), n: panel.test_ids.length }))
    .filter(({ tests: own, n }) => own.length === n)
    .map(({ code, isPanel, tests: own }) => ({ code, isPanel, tests: own }));
  return [...ofPanel, ...active.map((test) => ({ code: test.test.code, isPanel: false, tests: [test] }))];
}

export function Basket({ patient, orders }: { patient: Patient; orders: LabOrder[] }) {
  const may = usePermission();
  const tests = useQuery(laboratory.tests());
  const panels = useQuery(laboratory.panels());
  const facilities = useQuery({ ...places.facilities(), enabled: may('facilities:read') });
  const encounters = useQuery({ ...queries.encounters(patient.id), enabled: may('encounters:read') });
  const [chosen, setChosen] = useState<Choice[]>([]);
  const [typed, setTyped] = useState('');
  const [priority, setPriority] = useState<Schemas['Priority']>('routine');
  const [reason, setReason] = useState('');
  const [facilityId, setFacilityId] = useState('');
  const sent = useRef({ content: '', key: '' });
  const order = useChange(
    (body: Schemas['LabOrderEntry']) => {
      // The same attempt again has the same key, so that nothing is ordered twice.
      const content = JSON.stringify(body);
      if (sent.current.content !== content) sent.current = { content, key: newKey() };
      return take(api.POST('/api/v1/lab/orders', { params: { header: { 'Idempotency-Key': sent.current.key } }, body }));
    },
    { quiet: true, renews: renewsOf(patient.id), done: ({ order_number }) => t('Ordered: {number}', { number: order_number }) },
  );
  const inUse = (facilities.data?.items ?? []).filter(({ status }) => status === 'active');
  const facility = inUse.find(({ id }) => id === facilityId) ?? inUse[0];
  const current = (encounters.data?.items ?? []).filter(({ status }) => status === 'in-progress');
  const all = tests.data && panels.data ? choicesOf(tests.data.items, panels.data.items) : [];
  const options = all.filter((one) => !chosen.some((other) => isSame(one.code, other.code)));
  const wanted = chosen.flatMap((choice) => choice.tests);
  const open = orders.filter(({ status }) => status === 'active' || status === 'in-progress').flatMap(({ tests: own }) => own);
  const twice = wanted.filter(({ test }) => open.some((code) => isSame(code, test.code)));
  const notAtOnce = priority === 'stat' ? wanted.filter(({ test }) => !(test.stat_available ?? false)) : [];
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!facility || chosen.length === 0) return;
    const body = { patient_id: patient.id, facility_id: facility.id, encounter_id: current.length === 1 ? current[0]?.id : undefined, codes: chosen.map(({ code }) => code.code), priority, reason: reason.trim() || undefined };
    order.mutate(body, {
      onSuccess: () => {
        sent.current = { content: '', key: '' };
        setChosen([]);
        setReason('');
        setPriority('routine');
      },
    });
  };
  const failed = tests.error ?? panels.error ?? facilities.error;
  return (
    <Section title={t('Order tests')}>
      <Stack component="form" aria-label={t('Order tests')} spacing={1.5} onSubmit={submit}>
        {failed && <Alert severity="error">{explain(failed)}</Alert>}
        {tests.data && panels.data && all.length === 0 && <Alert severity="info">{t('The catalogue has nothing that may be ordered yet. The laboratory keeps it.')}</Alert>}
        {facilities.data && !facility && <Alert severity="warning">{t('There is no facility yet, so nothing can be ordered.')}</Alert>}
        <Box sx={{ display: 'grid', gap: 1.5, gridTemplateColumns: { xs: 'minmax(0, 1fr)', sm: 'repeat(2, minmax(0, 1fr))' } }}>
          <Autocomplete
            options={options}
            value={null}
            inputValue={typed}
            onInputChange={(_, text, why) => why !== 'reset' && setTyped(text)}
            onChange={(_, choice) => {
              if (choice) setChosen([...chosen, choice]);
              setTyped('');
            }}
            autoHighlight
            blurOnSelect={false}
            loading={!tests.data || !panels.data}
            loadingText={t('Searching')}
            noOptionsText={t('No such test')}
            filterOptions={(list, { inputValue }) => list.filter(({ code }) => `${nameOfCode(code)} ${code.code}`.toLowerCase().includes(inputValue.trim().toLowerCase())).slice(0, 50)}
            getOptionLabel={({ code }) => nameOfCode(code)}
            getOptionKey={({ code, isPanel }) => `${isPanel} ${code.system ?? ''}|${code.code}`}
            isOptionEqualToValue={(one, other) => isSame(one.code, other.code)}
            renderOption={({ key, ...props }, choice) => (
              <Box component="li" key={key} {...props} sx={{ display: 'block !important' }}>
                <Ltr sx={{ fontWeight: 600 }}>{nameOfCode(choice.code)}</Ltr> {choice.isPanel && `(${t('Panel')})`} <Ltr sx={{ color: 'text.secondary' }}>{choice.code.code}</Ltr>
              </Box>
            )}
            renderInput={(params) => <TextField {...params} label={t('Test or panel')} helperText={t('Type a name or a code; Enter puts it into the basket')} />}
          />
          <TextField select label={t('Priority')} value={priority} onChange={({ target }) => setPriority(target.value as Schemas['Priority'])}>
            {Object.entries(PRIORITY).map(([one, word]) => (
              <MenuItem key={one} value={one}>
                {t(word)}
              </MenuItem>
            ))}
          </TextField>
          <TextField label={t('Why it is ordered')} value={reason} onChange={({ target }) => setReason(target.value)} slotProps={{ htmlInput: { maxLength: 1000 } }} />
          {inUse.length > 1 && (
            <TextField select label={t('Facility')} value={facility?.id ?? ''} onChange={({ target }) => setFacilityId(target.value)}>
              {inUse.map(({ id, name }) => (
                <MenuItem key={id} value={id}>
                  <bdi>{name}</bdi>
                </MenuItem>
              ))}
            </TextField>
          )}
        </Box>
        {chosen.length > 0 && (
          <Box component="ul" aria-label={t('Basket')} sx={{ m: 0, p: 0, listStyle: 'none' }}>
            {chosen.map((choice) => (
              <Box component="li" key={choice.code.code} sx={{ display: 'flex', alignItems: 'center', gap: 1, borderBlockEnd: '1px solid', borderColor: 'divider' }}>
                <Box sx={{ flex: 1, minInlineSize: 0 }}>
                  <Ltr sx={{ fontWeight: 600 }}>{nameOfCode(choice.code)}</Ltr>
                  {choice.isPanel && (
                    <Typography component="span" sx={{ color: 'text.secondary' }}>
                      {' '}
                      <Tests of={choice.tests.map(({ test }) => test.code)} />
                    </Typography>
                  )}
                  {choice.tests.some(({ test }) => test.fasting) && <Typography sx={{ color: 'warning.main', fontSize: 12.5 }}>{t('The patient has to fast')}</Typography>}
                </Box>
                <IconButton aria-label={t('Remove {name}', { name: nameOfCode(choice.code) })} onClick={() => setChosen(chosen.filter((other) => other !== choice))}>
                  <DeleteIcon fontSize="small" />
                </IconButton>
              </Box>
            ))}
          </Box>
        )}
        {twice.length > 0 && (
          <Alert severity="warning">
            {t('Ordered already, without a result yet:')} <Tests of={twice.map(({ test }) => test.code)} />
          </Alert>
        )}
        {notAtOnce.length > 0 && (
          <Alert severity="warning">
            {t('The laboratory does not do these at once:')} <Tests of={notAtOnce.map(({ test }) => test.code)} />
          </Alert>
        )}
        <Refusal error={order.error} />
        <div>
          <Button type="submit" variant="contained" disabled={chosen.length === 0 || !facility} loading={order.isPending}>
            {t('Order')}
          </Button>
        </div>
      </Stack>
    </Section>
  );
}
