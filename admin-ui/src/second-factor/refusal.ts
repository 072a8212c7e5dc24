// Why a sign-in, a password or a code was refused, in the reader's words.

import { t } from '@kit/i18n';
import { explain, typeOf } from '@kit/api/problem';

const WORDS: Record<string, () => string> = {
  'code-invalid': () => t('The code is wrong, or was used already. Wait for the next one that the authenticator shows.'),
  'challenge-invalid': () => t('The sign-in took too long, or had too many wrong codes. Begin again with the password.'),
  'login-throttled': () => t('Too many tries. Wait a minute before the next one.'),
  'login-busy': () => t('Too many people sign in at this moment. Try again.'),
};

/** `wrong`: what is said of a name or password that is not right. */
export function refusal(error: unknown, wrong = t('The password is wrong.')): string {
  const type = typeOf(error);
  if (type === 'credentials-invalid') return wrong;
  return WORDS[type]?.() ?? explain(error);
}
