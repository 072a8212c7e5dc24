// What is shown when a change was refused: by a conflict what to do, otherwise what the hub says.

import { Alert } from '@mui/material';
import { t } from '@kit/i18n';
import { explain, typeOf } from '@kit/api/problem';
import { isConflict } from '@/api/queries';

export function Refusal({ error }: { error: unknown }) {
  if (!error) return null;
  if (isConflict(error)) {
    return (
      <Alert severity="warning" role="alert">
        {typeOf(error) === 'prescription-version'
          ? t('Somebody else changed this prescription after you opened it, so nothing was done. What is shown now is as it is: read it again, then decide.')
          : t('Somebody else changed this after you opened it, so nothing was done. What is shown now is as it is: read it again, then decide.')}
      </Alert>
    );
  }
  return (
    <Alert severity="error" role="alert">
      {explain(error)}
    </Alert>
  );
}
