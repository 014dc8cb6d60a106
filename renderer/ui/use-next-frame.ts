import { useEffect, useState } from 'react';

/** A frame at 60 Hz, and a little: a browser with the next change at hand holds back the frame before it. */
const frameMs = 20;

/**
 * False while a part of the screen is painted for the first time, true from its next frame on: what must be seen
 * at once does not wait for the rest. `atOnce`: true from the first frame.
 */
export function useNextFrame(atOnce: boolean): boolean {
  const [next, setNext] = useState(atOnce);
  useEffect(() => {
    const timer = setTimeout(() => setNext(true), frameMs);
    return () => clearTimeout(timer);
  }, []);
  return next;
}
