import { type PointerEvent, useRef, useState } from 'react';
import { mostStrokes, onPad, type Point } from './strokes.ts';

interface Props {
  /** Says what the pad is for, or what is on it. */
  label: string;
  drawn: readonly (readonly Point[])[];
  onDrawn: (drawn: readonly (readonly Point[])[]) => void;
}

/** `M` alone draws nothing: a dot needs a line of no length. */
const pathOf = (line: readonly Point[]): string =>
  line.map(({ x, y }, index) => `${index === 0 ? `M${x} ${y}` : ''}L${x} ${y}`).join('');

/** One finger or pen at a time; a palm that comes to rest beside it draws nothing. */
export function SignPad({ label, drawn, onDrawn }: Props) {
  const pointer = useRef<number | null>(null);
  /** Points come faster than the pad is drawn. */
  const line = useRef<readonly Point[]>([]);
  const [shown, setShown] = useState<readonly Point[]>([]);
  const setLine = (points: readonly Point[]) => {
    line.current = points;
    setShown(points);
  };
  const pointsOf = (event: PointerEvent<SVGSVGElement>): Point[] => {
    const box = event.currentTarget.getBoundingClientRect();
    // Between two frames a pen says more than one place.
    const each = event.nativeEvent.getCoalescedEvents();
    return (each.length === 0 ? [event.nativeEvent] : each).map(({ clientX, clientY }) =>
      onPad(clientX - box.left, Math.min(clientY - box.top, box.height), box.width),
    );
  };
  const end = (event: PointerEvent<SVGSVGElement>) => {
    if (event.pointerId !== pointer.current) return;
    pointer.current = null;
    onDrawn([...drawn, line.current]);
    setLine([]);
  };
  return (
    <svg
      className="pad"
      // A thousand to the width, as it is sent; as much of the height as there is.
      viewBox="0 0 1000 1000"
      preserveAspectRatio="xMinYMin slice"
      role="img"
      aria-label={label}
      onPointerDown={(event) => {
        if (event.button !== 0 || pointer.current !== null || drawn.length >= mostStrokes) return;
        pointer.current = event.pointerId;
        event.currentTarget.setPointerCapture(event.pointerId);
        setLine(pointsOf(event));
      }}
      onPointerMove={(event) => {
        if (event.pointerId === pointer.current) setLine([...line.current, ...pointsOf(event)]);
      }}
      onPointerUp={end}
      onPointerCancel={end}
    >
      {[...drawn, shown].map((each, index) => (
        // oxlint-disable-next-line react/no-array-index-key -- strokes are only ever added at the end
        <path key={index} d={pathOf(each)} />
      ))}
    </svg>
  );
}
