// My security: the second factor, the password and the sign-ins of whoever is signed in.

import { Paper, Stack, Typography } from '@mui/material';
import type { ReactNode } from 'react';
import { t } from '@kit/i18n';
import { PageHead } from '@kit/parts';
import { PasswordForm } from './password';
import { SecondFactor } from './second-factor';
import { SignIns } from './sign-ins';

export function SecurityPage() {
  return (
    <Stack spacing={2} sx={{ p: 2, maxInlineSize: 1000 }}>
      <PageHead title={t('My security')} />
      <Section title={t('Second factor')} about={t('A code of your telephone beside the password: whoever learns the password alone does not get in.')}>
        <SecondFactor />
      </Section>
      <Section title={t('Password')} about={t('15 characters at least, 8 where a role requires a second factor; a few words are easier to keep than signs. Changing it ends your other sign-ins.')}>
        <PasswordForm />
      </Section>
      <Section title={t('Sign-ins')} about={t('Where you are signed in. End what you do not know, and change your password then.')}>
        <SignIns />
      </Section>
    </Stack>
  );
}

function Section({ title, about, children }: { title: string; about: string; children: ReactNode }) {
  return (
    <Paper component="section" aria-label={title} sx={{ p: 2 }}>
      <Typography variant="h2">{title}</Typography>
      <Typography color="text.secondary" sx={{ mb: 1.5 }}>
        {about}
      </Typography>
      {children}
    </Paper>
  );
}
