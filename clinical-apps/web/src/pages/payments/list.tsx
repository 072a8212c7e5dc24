// Payments through providers, the latest first. A payment is begun where it is for: on its invoice or account.

import { Stack } from '@mui/material';
import { useQuery } from '@tanstack/react-query';
import { useSearchParams } from 'react-router';
import { t } from '@kit/i18n';
import { payments, type TransactionStatus } from '@/api/payments';
import { Choice, wordsOf } from '@/parts/fields';
import { LinkedList } from '@/parts/page';
import { PaymentFrame } from './frame';
import { TransactionRow } from './rows';
import { TRANSACTION_STATUS } from './words';

export function PaymentsPage() {
  return (
    <PaymentFrame title={t('Payments')}>
      <List />
    </PaymentFrame>
  );
}

function List() {
  const [search, setSearch] = useSearchParams();
  const asked = search.get('status') ?? '';
  const status = asked in TRANSACTION_STATUS ? (asked as TransactionStatus) : undefined;
  const providers = useQuery(payments.providers());
  const provider = search.get('provider') ?? '';
  const list = useQuery(payments.list({ status, provider: provider || undefined }));
  const set = (name: string) => (value: string) =>
    setSearch((was) => {
      const next = new URLSearchParams(was);
      if (value) next.set(name, value);
      else next.delete(name);
      return next;
    }, { replace: true });
  return (
    <>
      <Stack direction="row" sx={{ flexWrap: 'wrap', gap: 1 }}>
        <Choice label={t('State')} value={status ?? ''} all={t('All')} onChange={set('status')} options={wordsOf(TRANSACTION_STATUS)} />
        <Choice label={t('Provider|payment')} value={providers.data ? provider : ''} all={t('All')} onChange={set('provider')} options={(providers.data ?? []).map(({ code, name }) => [code, <bdi key={code}>{name}</bdi>])} />
      </Stack>
      <LinkedList label={t('Payments')} query={list} items={[...(list.data?.items ?? [])].reverse()} empty={t('No such payments')} emptyHelp={t('A payment is begun on its invoice.')} keyOf={({ id }) => id} linkOf={({ id }) => `/payments/${id}`}>
        {(transaction) => <TransactionRow transaction={transaction} />}
      </LinkedList>
    </>
  );
}
