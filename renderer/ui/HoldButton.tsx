import { type ReactNode, useEffect, useRef } from 'react';

/** On while it is held, by finger or by key; off however the hold ends, also when the button goes away. */
export function HoldButton(props: {
  onHold: (on: boolean) => void;
  className: string;
  label: string;
  children: ReactNode;
}) {
  const held = useRef(false);
  const { onHold } = props;
  const latest = useRef(onHold);
  useEffect(() => {
    latest.current = onHold;
  });
  const set = (on: boolean) => {
    if (held.current === on) return;
    held.current = on;
    onHold(on);
  };
  useEffect(
    () => () => {
      if (held.current) latest.current(false);
    },
    [],
  );
  return (
    <button
      type="button"
      className={`button ${props.className}`}
      aria-label={props.label}
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId);
        set(true);
      }}
      onPointerUp={() => set(false)}
      onPointerCancel={() => set(false)}
      onLostPointerCapture={() => set(false)}
      onKeyDown={(event) => {
        if (event.key === ' ' || event.key === 'Enter') set(true);
      }}
      onKeyUp={() => set(false)}
      onBlur={() => set(false)}
    >
      {props.children}
    </button>
  );
}
