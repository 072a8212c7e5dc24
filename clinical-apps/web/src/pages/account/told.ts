// What is said when the hub refuses a change of one's own account.

import { ApiError, explain } from '@kit/api/problem';
import { t } from '@kit/i18n';

export function told(error: unknown): string {
  const isWrong = error instanceof ApiError && error.problem.status === 401;
  return isWrong ? t('The password or the code is not right.') : explain(error);
}
