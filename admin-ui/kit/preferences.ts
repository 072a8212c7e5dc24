// How somebody likes the interface, kept in this browser. Nothing of it is about patients.

import { create } from 'zustand';
import { persist } from 'zustand/middleware';

import type { Language } from './i18n';

export type ThemeChoice = 'system' | 'light' | 'dark';

interface Preferences {
  theme: ThemeChoice;
  language: Language;
  isMenuNarrow: boolean;
  /** Folded groups of the dashboard. */
  foldedGroups: string[];
  /** Searches by name; conditions that name or quote a patient are never kept. */
  searches: { name: string; query: string }[];
}

const DEFAULTS: Preferences = { theme: 'system', language: 'en', isMenuNarrow: false, foldedGroups: [], searches: [] };

export const usePreferences = create<Preferences>()(persist(() => DEFAULTS, { name: 'nilecare.preferences' }));
