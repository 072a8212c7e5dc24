// What the hub finds wrong with files that are not saved: asked for shortly after the last key.

import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import type { Mark } from '@kit/code/editor';
import { identity } from '@kit/identity';
import { api, take } from '@/api/client';
import type { ItemKind } from '@/api/queries';
import type { Files } from './draft';

export interface Problem {
  /** Where in `channel.yaml`: `/source/filter/0`; empty when it tells none. */
  place: string;
  /** The file of a script and where in it, when it tells. */
  file: string;
  line: number;
  column: number;
  text: string;
}

const AFTER = 500;

export function useDebounced<T>(value: T, delay = AFTER): T {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(() => value), delay);
    return () => clearTimeout(timer);
  }, [value, delay]);
  return settled;
}

export function useProblems(kind: ItemKind, name: string, files: Files, isEnabled: boolean): Problem[] | undefined {
  const settled = useDebounced(files);
  const answer = useQuery({
    queryKey: ['validate', kind, name, identity(settled)],
    queryFn: () => take(api.POST('/api/v1/items/{kind}/{name}/validate', { params: { path: { kind, name } }, body: { files: withoutCases(settled) } })),
    enabled: isEnabled && Object.keys(settled).length > 0,
    placeholderData: keepPreviousData,
    staleTime: Infinity,
    gcTime: 0,
    refetchOnWindowFocus: false,
  });
  return answer.data?.problems.map(problemOf);
}

export function withoutCases(files: Files): Files {
  return Object.fromEntries(Object.entries(files).filter(([path]) => !path.startsWith('cases/')));
}

/** Reads `/destinations/0/transformer/0: clinical.rhai line 1, column 9: Unexpected ';'`. */
export function problemOf(text: string): Problem {
  const placed = /^(\/\S*?): ([\s\S]*)$/.exec(text);
  const rest = placed?.[2] ?? text;
  const script = /(?:^|\s)(\S+\.\w+)?:?\s*(?:error: )?line (\d+)(?:,)? column (\d+):?\s*/.exec(rest);
  return {
    place: placed?.[1] ?? '',
    file: script?.[1]?.replace(/:$/, '') ?? '',
    line: Number(script?.[2] ?? 0),
    column: Number(script?.[3] ?? 0),
    // What stands below the first line is a drawing of the place.
    text: rest.split('\n')[0] ?? rest,
  };
}

/** Those of a file, as marks of the editor. */
export function marksOf(problems: Problem[] | undefined, file: string): Mark[] {
  return (problems ?? []).filter((problem) => problem.file === file && problem.line > 0).map(({ line, column, text }) => ({ line, column, text }));
}

/** Those within a place of `channel.yaml`. */
export function within(problems: Problem[] | undefined, place: string): Problem[] {
  return (problems ?? []).filter((problem) => problem.place === place || problem.place.startsWith(`${place}/`));
}
