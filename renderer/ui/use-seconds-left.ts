import { useEffect, useState } from 'react';
import type { IdleView } from '../../contract/view.ts';
import { secondsLeft } from './format.ts';

const tickMs = 200;

/** Whole seconds left, counted down on this side from the push that brought `idle`. */
export function useSecondsLeft(idle: IdleView): number {
  const [left, setLeft] = useState(() => secondsLeft(idle.remainingMs));
  useEffect(() => {
    const end = performance.now() + idle.remainingMs;
    const update = () => setLeft(secondsLeft(end - performance.now()));
    update();
    const timer = setInterval(update, tickMs);
    return () => clearInterval(timer);
  }, [idle]);
  return left;
}
