// A key for a command that must not be done twice: the same for as long as a dialog is open, whatever is pressed how often.

import { useState } from 'react';
import { newKey } from './client';

/** Made once for each dialog. A second press, or a repeat after a lost answer, is known to the hub for the same command. */
export function useKey(): { 'Idempotency-Key': string } {
  const [key] = useState(newKey);
  return { 'Idempotency-Key': key };
}

/** So that a change is refused when somebody else was first. */
export function ofVersion({ id, version }: { id: string; version: number }) {
  return { params: { path: { id }, header: { 'If-Match': `"${version}"` } } };
}
