// A payment as a row, and its state.

import { t } from '@kit/i18n';
import { useQuery } from '@tanstack/react-query';
import { payments, type Transaction, type TransactionStatus } from '@/api/payments';
import { when } from '@/format';
import { moneyText } from '@/money';
import { Ltr } from '@/parts/ltr';
import { PatientName } from '@/parts/patient-name';
import { Main } from '@/parts/rows';
import { Tag } from '@/parts/tag';
import { ATTENTION, TRANSACTION_STATUS, TRANSACTION_TONE } from './words';

export function TransactionTag({ of }: { of: TransactionStatus }) {
  return <Tag tone={TRANSACTION_TONE[of]}>{t(TRANSACTION_STATUS[of])}</Tag>;
}

/** What people call a provider; its code until that is known. */
export function ProviderName({ code }: { code: string }) {
  const providers = useQuery(payments.providers());
  return <bdi>{providers.data?.find((one) => one.code === code)?.name ?? code}</bdi>;
}

export function attentionOf(attention: string): string {
  return t(ATTENTION[attention] ?? attention);
}

export function TransactionRow({ transaction }: { transaction: Transaction }) {
  const { transaction_number, patient_id, provider, created_at, by, proof, attention, status, amount } = transaction;
  return (
    <>
      <Main title={<PatientName id={patient_id} />}>
        <Ltr>{transaction_number}</Ltr> · <ProviderName code={provider} /> · {when(created_at)} · <bdi>{by}</bdi>
        {proof && <> · <Ltr>{proof.reference}</Ltr></>}
      </Main>
      {attention && <Tag tone="warning">{attentionOf(attention)}</Tag>}
      <TransactionTag of={status} />
      <strong>{moneyText(amount)}</strong>
    </>
  );
}
