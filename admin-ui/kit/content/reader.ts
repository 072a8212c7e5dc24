// Who reads messages for this folder: tells their places with what the standard calls them, and turns them into other formats.

import { useQuery } from '@tanstack/react-query';
import { createContext, useContext } from 'react';
import { identity } from '../identity';
import type { Content } from './content';

export interface Place {
  /** How deep it is, from 0. */
  level: number;
  kind: string;
  /** As steps and scripts write it; empty for what they cannot name. */
  path: string;
  /** Its name within what it is in, where that is shorter. */
  label?: string | null;
  value?: string | null;
  is_value_cut: boolean;
  is_leaf: boolean;
  definition?: Definition | null;
  /** What its code means. */
  meaning?: string | null;
}

export interface Definition {
  name: string;
  data_type?: string | null;
  optionality?: string | null;
  max_repetitions?: number | null;
  table?: string | null;
  table_name?: string | null;
}

export interface Description {
  format: string;
  version?: string | null;
  structure?: string | null;
  places: Place[];
  is_cut: boolean;
}

export type OtherFormat = 'json' | 'xml' | 'fhir_json' | 'fhir_xml';

export interface Reader {
  describe: (content: Content, signal: AbortSignal) => Promise<Description>;
  convert: (content: Content, to: OtherFormat, signal: AbortSignal) => Promise<Content>;
}

const ReaderContext = createContext<Reader | null>(null);

export const ReaderProvider = ReaderContext.Provider;

/** Kept only while it is looked at: contents are data of patients. */
const ONCE = { staleTime: Infinity, gcTime: 30_000, retry: false, refetchOnWindowFocus: false } as const;

export function useDescription(content: Content, isEnabled = true) {
  const reader = useReader();
  return useQuery({ queryKey: ['describe', identity(content)], queryFn: ({ signal }) => reader.describe(content, signal), enabled: isEnabled, ...ONCE });
}

export function useConverted(content: Content, to: OtherFormat) {
  const reader = useReader();
  return useQuery({ queryKey: ['convert', to, identity(content)], queryFn: ({ signal }) => reader.convert(content, to, signal), ...ONCE });
}

function useReader(): Reader {
  const reader = useContext(ReaderContext);
  if (!reader) throw new Error('a ReaderProvider is around every view of contents');
  return reader;
}
