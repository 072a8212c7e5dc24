// Copies a secret that is shown once.

import { Button } from '@mui/material';
import { t } from '@kit/i18n';
import { notify } from '@kit/notices';

export function Copy({ text }: { text: string }) {
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(text);
      notify({ severity: 'success', text: t('Copied') });
    } catch {
      // Without HTTPS a browser has no clipboard for pages.
      notify({ severity: 'error', text: t('This browser does not let pages copy. Select the text and copy it.') });
    }
  };
  return (
    <Button variant="outlined" onClick={() => void copy()}>
      {t('Copy')}
    </Button>
  );
}
