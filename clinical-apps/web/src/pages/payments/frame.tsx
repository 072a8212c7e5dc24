// The pages of payments through providers side by side.

import type { ReactNode } from 'react';
import { useLocation } from 'react-router';
import { t } from '@kit/i18n';
import { usePermission } from '@/api/queries';
import { LinkTabs } from '@/parts/link-tabs';
import { Page, Permitted } from '@/parts/page';

const READ = 'payments:read';

const TABS = [
  { path: '/payments', title: 'Payments', permission: READ },
  { path: '/payments/verification', title: 'To verify|payments', permission: READ },
  { path: '/payments/refunds', title: 'Refunds', permission: READ },
  { path: '/payments/plans', title: 'Instalments', permission: READ },
  { path: '/payments/drawer', title: 'My drawer', permission: 'payments:write' },
  { path: '/payments/daily', title: 'Daily figures', permission: READ },
  { path: '/payments/reconciliation', title: 'Reconciliation', permission: 'payments:reconcile' },
  { path: '/payments/disputes', title: 'Disputes', permission: READ },
];

/** For the test that each is translated. */
export const PAYMENT_TABS = TABS.map(({ title }) => title);

export function PaymentFrame({ title, permission = READ, actions, children }: { title: string; permission?: string; actions?: ReactNode; children: ReactNode }) {
  const may = usePermission();
  const { pathname } = useLocation();
  return (
    <Page title={title} actions={actions}>
      <Permitted permission={permission}>
        <LinkTabs label={t('Parts of payments')} tabs={TABS.filter((tab) => may(tab.permission)).map(({ path, title: label }) => ({ to: path, label: t(label), isHere: path === pathname || (path !== '/payments' && pathname.startsWith(`${path}/`)) }))} />
        {children}
      </Permitted>
    </Page>
  );
}
