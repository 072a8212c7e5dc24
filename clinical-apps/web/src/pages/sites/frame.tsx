// Facilities, organisations and staff side by side.

import type { ReactNode } from 'react';
import { useLocation } from 'react-router';
import { Button } from '@mui/material';
import { t } from '@kit/i18n';
import { usePermission } from '@/api/queries';
import { LinkTabs } from '@/parts/link-tabs';
import { Page, Permitted } from '@/parts/page';
import { Tag } from '@/parts/tag';

const TABS = [
  { path: '/sites', title: 'Facilities', permission: 'facilities:read' },
  { path: '/sites/organizations', title: 'Organisations', permission: 'staff:read' },
  { path: '/sites/staff', title: 'Staff', permission: 'staff:read' },
];

/** For the test that each is translated. */
export const SITE_TABS = TABS.map(({ title }) => title);

export function SiteFrame({ title, permission, children }: { title: string; permission: string; children: ReactNode }) {
  const may = usePermission();
  const { pathname } = useLocation();
  const isAmong = (path: string) => (path === '/sites' ? !/^\/sites\/(organizations|staff)/.test(pathname) : pathname.startsWith(path));
  return (
    <Page title={title}>
      <Permitted permission={permission}>
        <LinkTabs label={t('Facilities and staff')} tabs={TABS.filter((tab) => may(tab.permission)).map(({ path, title: label }) => ({ to: path, label: t(label), isHere: isAmong(path) }))} />
        {children}
      </Permitted>
    </Page>
  );
}

/** What is not in use any more. */
export function Closed({ status }: { status?: 'active' | 'inactive' }) {
  return status === 'inactive' ? <Tag tone="neutral">{t('Closed')}</Tag> : null;
}

export function ChangeButton({ name, onClick }: { name: string; onClick: () => void }) {
  return <Button size="small" variant="outlined" aria-label={t('Change {name}', { name })} onClick={onClick}>{t('Change')}</Button>;
}
