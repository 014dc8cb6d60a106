import { useEffect, useState } from 'react';

/** Counts from 0, one further every `everyMs`. */
export function useBeat(everyMs: number): number {
  const [beat, setBeat] = useState(0);
  useEffect(() => {
    const timer = setInterval(() => setBeat((count) => count + 1), everyMs);
    return () => clearInterval(timer);
  }, [everyMs]);
  return beat;
}
