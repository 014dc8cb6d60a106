import { type PointerEvent, type ReactNode, useEffect, useRef } from 'react';
import { TouchButton } from '../TouchButton.tsx';

/** As long as somebody who is slow may rest on a key without repeating it. */
const firstMs = 600;
const nextMs = 120;

/** A key that repeats while it is held and the finger is on it. A short touch counts as on any button: at its end. */
export function RepeatKey(props: {
  onTap: () => void;
  className: string;
  label: string;
  children: ReactNode;
}) {
  const timer = useRef<ReturnType<typeof setTimeout> | null>(null);
  const repeated = useRef(false);
  const latest = useRef(props.onTap);
  useEffect(() => {
    latest.current = props.onTap;
  });
  const stop = () => {
    if (timer.current !== null) clearTimeout(timer.current);
    timer.current = null;
  };
  useEffect(
    () => () => {
      if (timer.current !== null) clearTimeout(timer.current);
    },
    [],
  );
  const repeat = () => {
    repeated.current = true;
    latest.current();
    timer.current = setTimeout(repeat, nextMs);
  };
  const onPointerMove = ({ currentTarget, clientX, clientY }: PointerEvent) => {
    const box = currentTarget.firstElementChild?.getBoundingClientRect();
    if (box === undefined) return;
    const { left, right, top, bottom } = box;
    if (clientX < left || clientX > right || clientY < top || clientY > bottom) stop();
  };
  return (
    <span
      className="repeat"
      onPointerDown={() => {
        repeated.current = false;
        stop();
        timer.current = setTimeout(repeat, firstMs);
      }}
      onPointerMove={onPointerMove}
      onPointerUp={stop}
      onPointerCancel={stop}
    >
      <TouchButton
        className={props.className}
        label={props.label}
        onTap={() => {
          if (!repeated.current) props.onTap();
          repeated.current = false;
        }}
      >
        {props.children}
      </TouchButton>
    </span>
  );
}
