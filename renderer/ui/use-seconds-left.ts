import { useEffect, useState } from 'react';
import { secondsLeft } from './format.ts';

const tickMs = 200;

/** Whole seconds left, counted down on this side from the push that brought `time`. */
export function useSecondsLeft(time: { remainingMs: number }): number {
  const [left, setLeft] = useState(() => secondsLeft(time.remainingMs));
  useEffect(() => {
    const end = performance.now() + time.remainingMs;
    const update = () => setLeft(secondsLeft(end - performance.now()));
    update();
    const timer = setInterval(update, tickMs);
    return () => clearInterval(timer);
  }, [time]);
  return left;
}
