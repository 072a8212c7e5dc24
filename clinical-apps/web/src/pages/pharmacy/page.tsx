// The pharmacist's queue: to verify, to hand out, partly handed out. Which list is shown is in the address.

import { useQueries, useQuery } from '@tanstack/react-query';
import { useSearchParams } from 'react-router';
import { t } from '@kit/i18n';
import { queries, type Listed } from '@/api/queries';
import { LinkTabs } from '@/parts/link-tabs';
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
  const counts = useQueries({ queries: LISTS.map(({ status }) => queries.prescriptions(status)) });
  const tabs = LISTS.map(({ list, title }, index) => ({ to: `/pharmacy?list=${list}`, label: `${t(title)}${numberOf(counts[index]?.data)}`, isHere: list === shown.list }));
  return (
    <>
      <LinkTabs label={t('Lists')} tabs={tabs} />
      <ShownList of={shown} />
    </>
  );
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
