// The pages of billing side by side.

import type { ReactNode } from 'react';
import { useLocation } from 'react-router';
import { t } from '@kit/i18n';
import { LinkTabs } from '@/parts/link-tabs';
import { Page, Permitted } from '@/parts/page';

const TABS = [
  { path: '/billing', title: 'Invoices' },
  { path: '/billing/charges', title: 'Charges' },
  { path: '/billing/claims', title: 'Claims' },
  { path: '/billing/approvals', title: 'To approve' },
  { path: '/billing/prices', title: 'Prices' },
  { path: '/billing/reports', title: 'Reports' },
];

/** For the test that each is translated. */
export const BILLING_TABS = TABS.map(({ title }) => title);

export function BillingFrame({ title, actions, children }: { title: string; actions?: ReactNode; children: ReactNode }) {
  const { pathname } = useLocation();
  return (
    <Page title={title} actions={actions}>
      <Permitted permission="billing:read">
        <LinkTabs label={t('Parts of billing')} tabs={TABS.map(({ path, title: label }) => ({ to: path, label: t(label), isHere: path === pathname || (path !== '/billing' && pathname.startsWith(`${path}/`)) }))} />
        {children}
      </Permitted>
    </Page>
  );
}
