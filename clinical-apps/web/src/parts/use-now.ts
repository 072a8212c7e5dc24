// The time, for what depends on it while a page stays open.

import { useEffect, useState } from 'react';

/** Milliseconds since 1970, anew every half minute. */
export function useNow(every = 30_000): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), every);
    return () => clearInterval(timer);
  }, [every]);
  return now;
}
