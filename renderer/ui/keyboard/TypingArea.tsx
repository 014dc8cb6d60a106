import { type ReactNode, useCallback, useMemo, useRef, useState } from 'react';
import { type HardwareKey, type TypedField, TypingContext } from './typing.ts';

/** What joins the fields of a screen to its one keyboard: both stand somewhere inside. */
export function TypingArea({ children }: { children: ReactNode }) {
  const [field, setField] = useState<TypedField | null>(null);
  const hardware = useRef<HardwareKey | null>(null);
  const close = useCallback((id: string) => setField((now) => (now?.id === id ? null : now)), []);
  const listen = useCallback((listener: HardwareKey | null) => {
    hardware.current = listener;
  }, []);
  const press = useCallback((key: string) => hardware.current?.(key) ?? false, []);
  const typing = useMemo(
    () => ({ field, open: setField, close, listen, press }),
    [field, close, listen, press],
  );
  return <TypingContext value={typing}>{children}</TypingContext>;
}
