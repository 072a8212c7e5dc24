// Payments that the payer's bank wants back. Providers tell of them; meanwhile the payment counts as disputed.

import { Button } from '@mui/material';
import { useQuery } from '@tanstack/react-query';
import { Link, useSearchParams } from 'react-router';
import { t } from '@kit/i18n';
import type { Schemas } from '@/api/client';
import { payments } from '@/api/payments';
import { when } from '@/format';
import { moneyText } from '@/money';
import { Choice, wordsOf } from '@/parts/fields';
import { Ltr } from '@/parts/ltr';
import { PatientName } from '@/parts/patient-name';
import { Main, Rows } from '@/parts/rows';
import { Tag } from '@/parts/tag';
import { PaymentFrame } from './frame';
import { ProviderName } from './rows';
import { DISPUTE, DISPUTE_TONE } from './words';

export function DisputesPage() {
  return (
    <PaymentFrame title={t('Disputes')}>
      <Disputes />
    </PaymentFrame>
  );
}

function Disputes() {
  const [search, setSearch] = useSearchParams();
  const asked = search.get('status') ?? '';
  const status = asked in DISPUTE ? (asked as Schemas['DisputeStatus']) : undefined;
  const disputes = useQuery(payments.disputes(status));
  return (
    <>
      <div>
        <Choice label={t('State')} value={status ?? ''} all={t('All')} onChange={(value) => setSearch(value ? { status: value } : {}, { replace: true })} options={wordsOf(DISPUTE)} />
      </div>
      <Rows label={t('Disputes')} query={disputes} empty={t('No disputes')} emptyHelp={t('Providers tell of them. Evidence is given at the provider; what the bank decides comes here by itself.')} keyOf={({ id }) => id}>
        {(dispute) => (
          <>
            <Main title={<PatientName id={dispute.patient_id} />}>
              <ProviderName code={dispute.provider} /> · <Ltr>{dispute.external_reference}</Ltr> · <Ltr>{dispute.reason}</Ltr> · {when(dispute.created_at)}
            </Main>
            <Tag tone={DISPUTE_TONE[dispute.status]}>{t(DISPUTE[dispute.status])}</Tag>
            <strong>{moneyText(dispute.amount)}</strong>
            <Button size="small" component={Link} to={`/payments/${dispute.transaction_id}`}>{t('Payment')}</Button>
          </>
        )}
      </Rows>
    </>
  );
}
