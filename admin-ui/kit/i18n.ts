// The words of the interface in the reader's language. They are written in English where they are used, and an English text is the
// key of its translation; a text without one stays English. Dictionaries are loaded when their language is chosen.

export type Language = 'en' | 'ar';

/** The forms of a counted thing by CLDR's categories, `#` for the number. */
export type Forms = Partial<Record<Intl.LDMLPluralRule, string>> & { other: string };

export interface Dictionary {
  texts: Record<string, string>;
  /** By the English word for one of them. */
  counted: Record<string, Forms>;
}

interface Current {
  language: Language;
  /** Of numbers and times. Digits are Western in all of them, as they are in identifiers and codes. */
  locale: string;
  dictionary: Dictionary | null;
  plurals: Intl.PluralRules;
}

const LOCALES: Record<Language, string> = { en: 'en-GB', ar: 'ar-EG-u-nu-latn' };
const ENGLISH: Current = { language: 'en', locale: LOCALES.en, dictionary: null, plurals: new Intl.PluralRules('en') };

let current = ENGLISH;

/** Makes a language that of the interface; what is on the screen must be drawn anew. */
export function speak(language: Language, dictionary: Dictionary | null): void {
  current = dictionary ? { language, locale: LOCALES[language], dictionary, plurals: new Intl.PluralRules(language) } : ENGLISH;
}

export function locale(): string {
  return current.locale;
}

/** Returns the text in the interface's language, with the values for its `{names}`. Of `Received|time` the part behind the bar is not
 * shown: it tells apart what has several translations. */
export function t(text: string, values?: Record<string, string | number>): string {
  const told = current.dictionary?.texts[text] ?? text.replace(/\|.*$/, '');
  return values ? told.replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole)) : told;
}

/** Returns the number with the form of the word that belongs to it, or `null` where the language has no forms of it. */
export function counted(n: number, shown: string, one: string): string | null {
  const forms = current.dictionary?.counted[one];
  return forms ? (forms[current.plurals.select(n)] ?? forms.other).replace('#', shown) : null;
}
