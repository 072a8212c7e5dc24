// Two versions of a text beside each other, from the lines that the hub found the same, removed and added.

import type { Schemas } from '@/api/client';

export interface Line {
  before: string | null;
  after: string | null;
  isSame: boolean;
}

/** Lines that were removed stand beside those that took their place; what has no counterpart stands alone. */
export function sideBySide(changes: Schemas['SoapChange'][]): Line[] {
  const lines: Line[] = [];
  let removed: string[] = [];
  let added: string[] = [];
  const settle = () => {
    for (let at = 0; at < Math.max(removed.length, added.length); at += 1) lines.push({ before: removed[at] ?? null, after: added[at] ?? null, isSame: false });
    removed = [];
    added = [];
  };
  for (const { kind, text } of changes) {
    if (kind === 'removed') removed.push(text);
    else if (kind === 'added') added.push(text);
    else {
      settle();
      lines.push({ before: text, after: text, isSame: true });
    }
  }
  settle();
  return lines;
}
