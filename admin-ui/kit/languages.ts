// The languages that there are, and what each needs beside its words: MUI's own texts, and styles for its direction.

import type { EmotionCache } from '@emotion/cache';
import { speak, type Dictionary, type Language } from './i18n';

export const LANGUAGES: { language: Language; name: string }[] = [
  { language: 'en', name: 'English' },
  { language: 'ar', name: 'العربية' },
];

export interface Spoken {
  language: Language;
  direction: 'ltr' | 'rtl';
  /** Names and labels within Material UI's parts. */
  words: object;
  cache: EmotionCache | null;
}

export const ENGLISH: Spoken = { language: 'en', direction: 'ltr', words: {}, cache: null };

/** Loads a language and makes it that of the interface; English when it cannot be loaded. `arabic` imports the app's dictionary. */
export async function load(language: Language, arabic: () => Promise<{ dictionary: Dictionary }>): Promise<Spoken> {
  if (language === 'ar') {
    try {
      const [{ dictionary }, { words, cache }] = await Promise.all([arabic(), import('./right-to-left')]);
      speak('ar', dictionary);
      return { language, direction: 'rtl', words, cache };
    } catch {
      // A hub that was updated meanwhile has other files; the next load of the page finds them.
    }
  }
  speak('en', null);
  return ENGLISH;
}

/** Tells the document, for screen readers and for styles that follow the direction. */
export function mark({ language, direction }: Spoken): void {
  document.documentElement.lang = language;
  document.documentElement.dir = direction;
}
