// The catalogue: tests and panels, what may be ordered and what not. What is looked for is in the address.

import AddIcon from '@mui/icons-material/AddOutlined';
import { Button, MenuItem, Stack, TextField, Typography } from '@mui/material';
import { useQuery } from '@tanstack/react-query';
import { Link, useSearchParams } from 'react-router';
import { plural } from '@kit/format';
import { t } from '@kit/i18n';
import { laboratory } from '@/api/laboratory';
import { usePermission } from '@/api/queries';
import { LinkTabs } from '@/parts/link-tabs';
import { Ltr } from '@/parts/ltr';
import { LinkedList, Page, Permitted } from '@/parts/page';
import { Tag } from '@/parts/tag';
import { nameOfCode } from './rules';
import { CATEGORY } from './words';

export function CataloguePage() {
  const [search] = useSearchParams();
  const may = usePermission();
  const isPanels = search.get('of') === 'panels';
  return (
    <Page
      title={t('Catalogue of the laboratory')}
      actions={
        may('lab-catalogue:write') && (
          <Button component={Link} to={isPanels ? '/laboratory/catalogue/panels/new' : '/laboratory/catalogue/tests/new'} variant="contained" startIcon={<AddIcon />}>
            {isPanels ? t('Add a panel') : t('Add a test')}
          </Button>
        )
      }
    >
      <Permitted permission="lab-catalogue:read">
        <LinkTabs
          label={t('Catalogue')}
          tabs={[
            { to: '/laboratory/catalogue', label: t('Tests'), isHere: !isPanels },
            { to: '/laboratory/catalogue?of=panels', label: t('Panels'), isHere: isPanels },
          ]}
        />
        {isPanels ? <Panels /> : <TestList />}
      </Permitted>
    </Page>
  );
}

function TestList() {
  const tests = useQuery(laboratory.tests());
  const [search, setSearch] = useSearchParams();
  const text = search.get('q') ?? '';
  const category = search.get('category') ?? '';
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
  const items = (tests.data?.items ?? []).filter(({ test }) => (!category || test.category === category) && `${nameOfCode(test.code)} ${test.code.code}`.toLowerCase().includes(text.trim().toLowerCase())).sort((one, other) => nameOfCode(one.test.code).localeCompare(nameOfCode(other.test.code)));
  const isNarrowed = Boolean(text || category);
  return (
    <>
      <Stack direction="row" sx={{ flexWrap: 'wrap', gap: 1 }}>
        <TextField label={t('Name or code')} type="search" value={text} onChange={({ target }) => set('q', target.value)} slotProps={{ htmlInput: { autoComplete: 'off' } }} />
        <TextField select label={t('Part of the laboratory')} value={category} onChange={({ target }) => set('category', target.value)} sx={{ inlineSize: 190 }} slotProps={{ inputLabel: { shrink: true }, select: { displayEmpty: true } }}>
          <MenuItem value="">{t('All')}</MenuItem>
          {Object.entries(CATEGORY).map(([one, word]) => (
            <MenuItem key={one} value={one}>
              {t(word)}
            </MenuItem>
          ))}
        </TextField>
      </Stack>
      <LinkedList label={t('Tests')} query={tests} items={items} empty={isNarrowed ? t('No such test') : t('The catalogue has no tests yet')} emptyHelp={isNarrowed ? t('Choose “All”, or look for another name.') : t('Add the tests that your laboratory examines; then they can be ordered.')} keyOf={({ id }) => id} linkOf={({ id }) => `/laboratory/catalogue/tests/${id}`}>
        {({ test }) => (
          <>
            <Typography component="span" sx={{ fontWeight: 600, flex: '1 1 180px' }}>
              <Ltr>{nameOfCode(test.code)}</Ltr>
            </Typography>
            <Ltr sx={{ color: 'text.secondary' }}>{[test.code.system, test.code.code].filter(Boolean).join(' ')}</Ltr>
            <span>{t(CATEGORY[test.category])}</span>
            <bdi>{[test.specimen_type, test.unit].filter(Boolean).join(', ')}</bdi>
            {!(test.active ?? true) && <Tag tone="neutral">{t('Not to be ordered')}</Tag>}
          </>
        )}
      </LinkedList>
    </>
  );
}

function Panels() {
  const panels = useQuery(laboratory.panels());
  return (
    <LinkedList label={t('Panels')} query={panels} empty={t('There are no panels yet')} emptyHelp={t('A panel is several tests that are ordered together.')} keyOf={({ id }) => id} linkOf={({ id }) => `/laboratory/catalogue/panels/${id}`}>
      {({ panel }) => (
        <>
          <Typography component="span" sx={{ fontWeight: 600, flex: '1 1 180px' }}>
            <Ltr>{nameOfCode(panel.code)}</Ltr>
          </Typography>
          <Ltr sx={{ color: 'text.secondary' }}>{panel.code.code}</Ltr>
          <span>{plural(panel.test_ids.length, 'test')}</span>
          {!(panel.active ?? true) && <Tag tone="neutral">{t('Not to be ordered')}</Tag>}
        </>
      )}
    </LinkedList>
  );
}
