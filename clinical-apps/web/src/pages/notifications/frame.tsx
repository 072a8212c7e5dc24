// The pages of notifications side by side; templates and what was sent are for who manages them.

import type { ReactNode } from 'react';
import { useLocation } from 'react-router';
import { t } from '@kit/i18n';
import { usePermission } from '@/api/queries';
import { LinkTabs } from '@/parts/link-tabs';
import { Page, Permitted } from '@/parts/page';

const MANAGE = 'notifications:manage';

const TABS = [
  { path: '/notifications', title: 'My notifications', permission: 'notifications:read' },
  { path: '/notifications/preferences', title: 'Preferences', permission: 'notifications:read' },
  { path: '/notifications/templates', title: 'Templates', permission: MANAGE },
  { path: '/notifications/sent', title: 'What was sent', permission: MANAGE },
];

/** For the test that each is translated. */
export const NOTIFICATION_TABS = TABS.map(({ title }) => title);

export function NotificationFrame({ title, actions, managed = false, children }: { title: string; actions?: ReactNode; managed?: boolean; children: ReactNode }) {
  const may = usePermission();
  const { pathname } = useLocation();
  return (
    <Page title={title} actions={actions}>
      <Permitted permission={managed ? MANAGE : 'notifications:read'}>
        <LinkTabs label={t('Parts of notifications')} tabs={TABS.filter(({ permission }) => may(permission)).map(({ path, title: label }) => ({ to: path, label: t(label), isHere: path === pathname || (path !== '/notifications' && pathname.startsWith(`${path}/`)) }))} />
        {children}
      </Permitted>
    </Page>
  );
}
