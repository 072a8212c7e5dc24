// What was typed of a note and has not reached the hub. It is kept in this tab only (`sessionStorage`): it survives a reload and a lost
// connection, is gone with the tab and when somebody signs out, and is given back to nobody but its author.

import type { SoapNoteRequest } from './record';

/** Begins the names of what is kept. */
const PREFIX = 'nilecare.draft.';

/** A text that is kept, with the version of the note that it was written over. */
export interface Copy {
  version: number;
  content: SoapNoteRequest;
}

const nameOf = (user: string, note: string) => `${PREFIX}${user}.${note}`;

/** Keeps it; tells whether this browser could. */
export function keepCopy(user: string, note: string, copy: Copy): boolean {
  try {
    sessionStorage.setItem(nameOf(user, note), JSON.stringify(copy));
    return true;
  } catch {
    return false;
  }
}

export function copyOf(user: string, note: string): Copy | null {
  try {
    const copy = JSON.parse(sessionStorage.getItem(nameOf(user, note)) ?? 'null') as Partial<Copy> | null;
    return typeof copy?.version === 'number' && typeof copy.content === 'object' ? (copy as Copy) : null;
  } catch {
    return null;
  }
}

export function forgetCopy(user: string, note: string): void {
  sessionStorage.removeItem(nameOf(user, note));
}

/** Forgets all that is kept in this tab. */
export function forgetCopies(): void {
  for (const name of Object.keys(sessionStorage)) if (name.startsWith(PREFIX)) sessionStorage.removeItem(name);
}
