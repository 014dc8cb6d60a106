import { type ReactNode, useEffect, useRef } from 'react';

/** What moves on for ever, for how long a round of it takes. */
interface Motion {
  frames: Keyframe[];
  ms: number;
  direction?: PlaybackDirection;
}

const easing = 'ease-in-out';
const lies = 'translate(0, 81px) scale(1, 0.55)';
const card: Keyframe[] = [
  { offset: 0, transform: 'none', opacity: 1, easing },
  { offset: 0.18, transform: 'none', opacity: 1, easing },
  { offset: 0.55, transform: lies, opacity: 1, easing },
  { offset: 0.88, transform: lies, opacity: 1, easing },
  { offset: 0.94, transform: lies, opacity: 0, easing },
  { offset: 0.95, transform: 'none', opacity: 0, easing },
  { offset: 1, transform: 'none', opacity: 1 },
];

const motions = {
  'card-put': { frames: card, ms: 3200 },
  'card-take': { frames: card, ms: 2800, direction: 'reverse' },
  blink: {
    frames: [{ opacity: 1, easing }, { opacity: 0.25, easing }, { opacity: 1 }],
    ms: 1600,
  },
} satisfies Record<string, Motion>;

interface Props {
  motion: keyof typeof motions | null;
  className: string;
  children: ReactNode;
}

/**
 * A part of a picture that moves, and stands still for whoever asked for that. Not by the style sheet: React listens
 * for `animationiteration`, and Blink then holds up the first frame of a session until the timer that tells it.
 */
export function Moving({ motion, className, children }: Props) {
  const group = useRef<SVGGElement>(null);
  useEffect(() => {
    if (motion === null || matchMedia('(prefers-reduced-motion: reduce)').matches) return;
    const { frames, ms, direction = 'normal' }: Motion = motions[motion];
    const animation = group.current?.animate(frames, { duration: ms, iterations: Infinity, direction });
    return () => animation?.cancel();
  }, [motion]);
  return (
    <g ref={group} className={className}>
      {children}
    </g>
  );
}
