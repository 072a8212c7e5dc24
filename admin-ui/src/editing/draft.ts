// What somebody is changing in an item and has not saved: only the files that differ from a revision. It outlives the page, and in
// this browser also a closed tab; samples, tables and binary files do not, since they may hold data of patients.

import { t } from '@kit/i18n';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback, useMemo } from 'react';
import { create } from 'zustand';
import { persist } from 'zustand/middleware';
import { api, take, type Schemas } from '@/api/client';
import { queries, useChange, type ItemKind } from '@/api/queries';

export type FileContent = Schemas['FileContent'];
export type Files = Record<string, FileContent>;

export interface Changes {
  /** The revision that was begun from; 0 for a new item. */
  base: number;
  /** `null`: taken out. */
  files: Record<string, FileContent | null>;
  at: number;
}

const useChanges = create<{ items: Record<string, Changes> }>()(
  persist((): { items: Record<string, Changes> } => ({ items: {} }), {
    name: 'nilecare.unsaved',
    partialize: ({ items }) => ({ items: Object.fromEntries(Object.entries(items).flatMap(([key, changes]) => (key.startsWith('lookup/') ? [] : [[key, kept(changes)]]))) }),
  }),
);

const LARGEST = 256 * 1024;

function kept(changes: Changes): Changes {
  const files = Object.entries(changes.files).filter(([path, content]) => !path.startsWith('cases/') && (content === null || ('text' in content && content.text.length <= LARGEST)));
  return { ...changes, files: Object.fromEntries(files) };
}

export function applied(base: Files, changes: Record<string, FileContent | null>): Files {
  const all = Object.entries({ ...base, ...changes }).filter((entry): entry is [string, FileContent] => entry[1] !== null);
  return Object.fromEntries(all.sort(([one], [other]) => (one < other ? -1 : 1)));
}

export function sameContent(one: FileContent | undefined, other: FileContent | null | undefined): boolean {
  if (!one || !other) return !one && !other;
  return JSON.stringify(one) === JSON.stringify(other);
}

/** Begins a new item with these files. */
export function beginItem(kind: ItemKind, name: string, files: Files): void {
  useChanges.setState(({ items }) => ({ items: { ...items, [`${kind}/${name}`]: { base: 0, files, at: Date.now() } } }));
}

export function useUnsaved(): string[] {
  const items = useChanges((state) => state.items);
  return Object.keys(items);
}

export function useDraft(kind: ItemKind, name: string) {
  const key = `${kind}/${name}`;
  const client = useQueryClient();
  const changes = useChanges((state) => state.items[key]);
  const isNew = changes?.base === 0;
  const item = useQuery({ ...queries.item(kind, name), enabled: !isNew, refetchOnWindowFocus: false });
  const newest = useNewest(kind, name, !isNew);
  const stored = item.data?.files;
  const files = useMemo(() => applied(stored ?? {}, changes?.files ?? {}), [stored, changes]);
  const current = item.data?.revision.id ?? 0;

  const put = useCallback(
    (path: string, content: FileContent | null) => {
      useChanges.setState(({ items }) => {
        const before = items[key] ?? { base: current, files: {}, at: 0 };
        const next = { ...before.files, [path]: content };
        if (before.base !== 0 && sameContent(stored?.[path], content)) delete next[path];
        const { [key]: _, ...others } = items;
        const isLeft = before.base === 0 || before.base !== current || Object.keys(next).length > 0;
        return { items: isLeft ? { ...items, [key]: { ...before, files: next, at: Date.now() } } : others };
      });
    },
    [key, current, stored],
  );
  const discard = useCallback(() => {
    useChanges.setState(({ items: { [key]: _, ...others } }) => ({ items: others }));
    void client.invalidateQueries({ queryKey: ['items', kind, name] });
  }, [client, key, kind, name]);
  /** Goes on from the newest revision: files that only others changed are theirs, those changed here are ours. */
  const rebase = useCallback(async () => {
    const fresh = await client.fetchQuery({ ...queries.item(kind, name), staleTime: 0 });
    useChanges.setState(({ items }) => (items[key] ? { items: { ...items, [key]: { ...items[key], base: fresh.revision.id } } } : { items }));
  }, [client, key, kind, name]);

  const save = useChange(
    async ({ comment, isDraft }: { comment: string; isDraft: boolean }) => {
      const base = changes?.base ?? current;
      const headers = base === 0 ? { 'if-none-match': '*' } : { 'if-match': `"${base}"` };
      const params = { path: { kind, name }, query: { draft: isDraft } };
      const saved = await take(api.PUT('/api/v1/items/{kind}/{name}', { params, body: { files, comment }, headers }));
      useChanges.setState(({ items: { [key]: _, ...others } }) => ({ items: others }));
      return saved;
    },
    { renews: [['items', kind], ['channels'], ['alerts'], ['configuration'], ['connections']], done: ({ revision }) => t('Saved as revision {id}', { id: revision.id }), quiet: true },
  );

  const isBehind = changes !== undefined && !isNew && newest !== undefined && changes.base !== newest.id;
  return { item, files, changes, isNew, isDirty: changes !== undefined, current, newest, isBehind, put, discard, rebase, save };
}

export type Draft = ReturnType<typeof useDraft>;

/** Others save too: their newest revision is looked for from time to time. */
function useNewest(kind: ItemKind, name: string, isEnabled: boolean) {
  const revisions = useQuery({
    queryKey: ['items', kind, name, 'newest'],
    queryFn: () => take(api.GET('/api/v1/items/{kind}/{name}/revisions', { params: { path: { kind, name }, query: { limit: 1 } } })),
    enabled: isEnabled,
    refetchInterval: 15_000,
  });
  return revisions.data?.items[0];
}
