// What the channel editor does with `channel.yaml` and the files beside it.

import { useMemo } from 'react';
import { useSearchParams } from 'react-router';
import type { Draft } from '@/editing/draft';
import type { Problem } from '@/editing/problems';
import { getIn, insert, move, pathOf, pointer, read, set, type Path } from './yaml';

export const CHANNEL_FILE = 'channel.yaml';

export function useChannelEditor(draft: Draft, problems: Problem[] | undefined, isReadOnly: boolean) {
  const [params, setParams] = useSearchParams();
  const content = draft.files[CHANNEL_FILE];
  const text = content && 'text' in content ? content.text : '';
  const { value, error } = useMemo(() => read(text), [text]);
  const at = params.get('at') ?? '/source';
  const write = (next: string) => {
    if (next !== text) draft.put(CHANNEL_FILE, { text: next });
  };
  const go = (key: string) =>
    setParams(
      (params) => {
        params.set('at', key);
        return params;
      },
      { replace: true },
    );
  return {
    draft,
    problems,
    isReadOnly,
    text,
    value,
    error,
    at,
    go,
    set: (path: Path, to: unknown) => write(set(text, path, to)),
    insert: (list: Path, element: unknown, index?: number) => {
      write(insert(text, list, element, index));
      const length = getIn(value, list);
      go(pointer([...list, index ?? (Array.isArray(length) ? length.length : 0)]));
    },
    remove: (path: Path) => {
      write(set(text, path, undefined));
      go(pointer(path.slice(0, -1)) || '/');
    },
    move: (from: Path, list: Path, index: number) => write(move(text, from, list, index)),
    /** One place up or down in its list; the selection goes along. */
    shift: (path: Path, by: 1 | -1) => {
      const list = path.slice(0, -1);
      const index = Number(path.at(-1));
      const siblings = getIn(value, list);
      const to = index + by;
      if (!Array.isArray(siblings) || to < 0 || to >= siblings.length) return;
      write(move(text, path, list, by === 1 ? to + 1 : to));
      go(pointer([...list, to]));
    },
    duplicate: (path: Path) => write(insert(text, path.slice(0, -1), getIn(value, path), Number(path.at(-1)) + 1)),
    toggle: (path: Path) => write(set(text, [...path, 'enabled'], getIn(value, [...path, 'enabled']) === false ? undefined : false)),
    fileText: (name: string) => {
      const file = draft.files[name];
      return file && 'text' in file ? file.text : '';
    },
    setFile: (name: string, to: string) => draft.put(name, { text: to }),
  };
}

export type ChannelEditor = ReturnType<typeof useChannelEditor>;

/** The place that `at` names, when it is one of `channel.yaml`. */
export function placeOf(at: string): Path | null {
  if (at.startsWith('file:') || at === 'files') return null;
  return at === '/' ? [] : pathOf(at);
}
