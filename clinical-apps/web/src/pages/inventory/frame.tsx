// The pages of inventory side by side.

import type { ReactNode } from 'react';
import { useLocation } from 'react-router';
import { t } from '@kit/i18n';
import { LinkTabs } from '@/parts/link-tabs';
import { Page, Permitted } from '@/parts/page';

const TABS = [
  { path: '/inventory', title: 'Stock' },
  { path: '/inventory/alerts', title: 'Stock alerts' },
  { path: '/inventory/orders', title: 'Purchase orders' },
  { path: '/inventory/counts', title: 'Counts' },
  { path: '/inventory/items', title: 'Items' },
  { path: '/inventory/places', title: 'Places' },
  { path: '/inventory/suppliers', title: 'Suppliers' },
];

/** For the test that each is translated. */
export const INVENTORY_TABS = TABS.map(({ title }) => title);

export function InventoryFrame({ title, children }: { title: string; children: ReactNode }) {
  const { pathname } = useLocation();
  return (
    <Page title={title}>
      <Permitted permission="stock:read">
        <LinkTabs label={t('Parts of inventory')} tabs={TABS.map(({ path, title: label }) => ({ to: path, label: t(label), isHere: path === pathname || (path !== '/inventory' && pathname.startsWith(`${path}/`)) }))} />
        {children}
      </Permitted>
    </Page>
  );
}
