// What somebody typed, once they stopped for a moment.

import { useDeferredValue, useEffect, useState } from 'react';

/** Taken when nothing was typed for so long, in milliseconds. */
const PAUSE = 250;

export function useSettled(text: string): string {
  const deferred = useDeferredValue(text);
  const [settled, setSettled] = useState(deferred);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(deferred), PAUSE);
    return () => clearTimeout(timer);
  }, [deferred]);
  return settled;
}
