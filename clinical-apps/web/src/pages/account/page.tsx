// My account: password, second factor, and where I am signed in.

import { t } from '@kit/i18n';
import { Page } from '@/parts/page';
import { PasswordSection } from './password';
import { SecondFactorSection } from './second-factor';
import { SessionsSection } from './sessions';

export function AccountPage() {
  return (
    <Page title={t('My account')} isNarrow>
      <PasswordSection />
      <SecondFactorSection />
      <SessionsSection />
    </Page>
  );
}
