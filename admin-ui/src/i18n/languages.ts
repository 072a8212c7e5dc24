// The languages of this app.

import type { Language } from '@kit/i18n';
import { load as loadFrom, type Spoken } from '@kit/languages';

export { ENGLISH, LANGUAGES, mark, type Spoken } from '@kit/languages';

export const load = (language: Language): Promise<Spoken> => loadFrom(language, () => import('./ar'));
