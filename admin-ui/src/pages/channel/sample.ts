// The sample message that the preview runs: a case of the channel, a message that the hub has, or what was pasted.

import { t } from '@kit/i18n';
import { useQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { useSearchParams } from 'react-router';
import { formatOf } from '@kit/content/format';
import type { Content } from '@kit/content/content';
import { useDescription, type Place } from '@kit/content/reader';
import { queries } from '@/api/queries';
import type { Files } from '@/editing/draft';
import { useDebounced } from '@/editing/problems';

export interface Sample {
  /** `case:NAME`, `message:NUMBER` or `own`. */
  key: string;
  keys: { key: string; title: string }[];
  choose: (key: string) => void;
  text: string;
  setText: (text: string) => void;
  /** What scripts see as `source`. */
  source: Record<string, unknown>;
  places: { path: string; value: string }[];
  /** The sample as it would arrive; the same object as long as the text is the same. */
  content: Content;
}

const PLACES = 1_500;
const NO_PLACES: Sample['places'] = [];

export function useSample(files: Files): Sample {
  const [params, setParams] = useSearchParams();
  const [own, setOwn] = useState<string | null>(null);
  const number = params.get('message');
  const message = useQuery({ ...queries.message(number ?? ''), enabled: number !== null });
  const cases = useMemo(() => casesOf(files), [files]);
  const asked = params.get('sample');
  const first = number ? `message:${number}` : cases[0] ? `case:${cases[0].name}` : 'own';
  const key = own !== null ? 'own' : (asked ?? first);
  const raw = message.data?.raw;
  const stored = key.startsWith('message:') && raw && 'text' in raw ? raw.text : cases.find(({ name }) => key === `case:${name}`)?.text;
  const text = own ?? stored?.replace(/\r\n?/g, '\n') ?? '';
  const keys = [
    ...(number ? [{ key: `message:${number}`, title: t('Message {id}', { id: number }) }] : []),
    ...cases.map(({ name }) => ({ key: `case:${name}`, title: t('Case {name}', { name }) })),
    { key: 'own', title: t('Pasted or changed') },
  ];
  const content = useMemo(() => ({ text: onTheWire(text) }), [text]);
  const described = useDescription(useDebounced(content), formatOf(text) !== 'text');
  const places = useMemo(() => (described.data ? placesOf(described.data.places) : NO_PLACES), [described.data]);
  return {
    key,
    keys,
    choose: (next) => {
      setOwn(next === 'own' ? text : null);
      if (next !== 'own') setParams((params) => (params.set('sample', next), params), { replace: true });
    },
    text,
    setText: (next) => next !== text && setOwn(next),
    source: key.startsWith('message:') ? (message.data?.source ?? {}) : {},
    places,
    content,
  };
}

function casesOf(files: Files): { name: string; text: string }[] {
  return Object.entries(files).flatMap(([path, content]) => {
    const name = /^cases\/([^/]+)\/in\.\w+$/.exec(path)?.[1];
    return name && 'text' in content ? [{ name, text: content.text }] : [];
  });
}

/** Segments end with a carriage return on the wire; editors and files have line feeds. */
export function onTheWire(text: string): string {
  return formatOf(text) === 'hl7v2' ? text.replace(/\r?\n/g, '\r') : text;
}

function placesOf(all: Place[]): { path: string; value: string }[] {
  return all.filter(({ path, kind }) => path !== '' && kind !== 'group' && kind !== 'segment').slice(0, PLACES).map(({ path, value }) => ({ path, value: value ?? '' }));
}
