// The pharmacist's queue: to verify, to hand out, partly handed out. Which list is shown is in the address.

import { Tab, Tabs } from '@mui/material';
import { useQuery } from '@tanstack/react-query';
import { Link, useSearchParams } from 'react-router';
import { t } from '@kit/i18n';
import { queries, type Listed } from '@/api/queries';
import { Page, Permitted } from '@/parts/page';
import { PrescriptionList } from '../prescriptions/list';

const LISTS = [
  { list: 'verify', status: 'pending', title: 'To verify', empty: 'Nothing to verify' },
  { list: 'hand-out', status: 'active', title: 'To hand out', empty: 'Nothing to hand out' },
  { list: 'part', status: 'partially-dispensed', title: 'Partly handed out', empty: 'Nothing is partly handed out' },
] as const;

/** For the test that each is translated. */
export const LIST_TEXTS = LISTS.flatMap(({ title, empty }) => [title, empty]);

export function PharmacyPage() {
  return (
    <Page title={t('Pharmacy queue')}>
      <Permitted permission="prescriptions:verify">
        <Queue />
      </Permitted>
    </Page>
  );
}

function Queue() {
  const [search] = useSearchParams();
  const shown = LISTS.find(({ list }) => list === search.get('list')) ?? LISTS[0];
  return (
    <>
      <nav aria-label={t('Lists')}>
        <Tabs value={shown.list} variant="scrollable" scrollButtons={false} role="presentation">
          {LISTS.map((one) => (
            <ListTab key={one.list} value={one.list} of={one} isShown={one === shown} />
          ))}
        </Tabs>
      </nav>
      <ShownList of={shown} />
    </>
  );
}

function ListTab({ of, isShown, ...tab }: { of: (typeof LISTS)[number]; isShown: boolean; value: string }) {
  const { data } = useQuery(queries.prescriptions(of.status));
  return <Tab {...tab} component={Link} to={`/pharmacy?list=${of.list}`} role="link" aria-selected={undefined} aria-current={isShown ? 'page' : undefined} tabIndex={0} label={`${t(of.title)}${numberOf(data)}`} />;
}

function numberOf(list: Listed<unknown> | undefined): string {
  return list ? ` (${list.items.length}${list.hasMore ? '+' : ''})` : '';
}

function ShownList({ of }: { of: (typeof LISTS)[number] }) {
  const prescriptions = useQuery(queries.prescriptions(of.status));
  // Who has waited longest comes first.
  const items = prescriptions.data && [...prescriptions.data.items].reverse();
  return <PrescriptionList label={t(of.title)} query={prescriptions} items={items} hasPatient empty={t(of.empty)} emptyHelp={t('The list looks for new ones by itself.')} />;
}
