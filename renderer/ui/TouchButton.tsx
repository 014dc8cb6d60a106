import { type ReactNode, useRef, useState } from 'react';

interface Props {
  onTap: () => void;
  className?: string;
  label?: string | undefined;
  pressed?: boolean;
  /** Looks and is announced as not available; the tap still goes to the host, which says why. */
  unavailable?: boolean;
  children: ReactNode;
}

const inside = (element: HTMLElement, x: number, y: number): boolean => {
  const box = element.getBoundingClientRect();
  return x >= box.left && x <= box.right && y >= box.top && y <= box.bottom;
};

/**
 * A button whose touch must start and end inside it. The browser's own click gives up when an unsteady
 * finger slides a few millimetres, so pointers are followed here; keyboards and assistive technology
 * still come through click, which then has no pointer behind it (`detail` 0).
 */
export function TouchButton({ onTap, className = '', label, pressed, unavailable, children }: Props) {
  const pointer = useRef<number | null>(null);
  const [down, setDown] = useState(false);
  const release = () => {
    pointer.current = null;
    setDown(false);
  };
  return (
    <button
      type="button"
      className={`button ${className}`}
      aria-label={label}
      aria-pressed={pressed}
      aria-disabled={unavailable === true ? true : undefined}
      data-down={down ? '' : undefined}
      onPointerDown={(event) => {
        if (event.button !== 0 || pointer.current !== null) return;
        pointer.current = event.pointerId;
        event.currentTarget.setPointerCapture(event.pointerId);
        setDown(true);
      }}
      onPointerMove={(event) => {
        if (event.pointerId === pointer.current)
          setDown(inside(event.currentTarget, event.clientX, event.clientY));
      }}
      onPointerUp={(event) => {
        if (event.pointerId !== pointer.current) return;
        const hit = inside(event.currentTarget, event.clientX, event.clientY);
        release();
        if (hit) onTap();
      }}
      onPointerCancel={release}
      onClick={(event) => {
        if (event.detail === 0) onTap();
      }}
    >
      {children}
    </button>
  );
}
