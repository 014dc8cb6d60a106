import { CircleAlert, Info } from 'lucide-react';

/** A sentence with its sign. `alert`: something is wrong or missing. */
export function Note({ kind, text }: { kind: 'alert' | 'info'; text: string }) {
  return (
    <p className="note" data-kind={kind}>
      {kind === 'alert' ? <CircleAlert aria-hidden="true" /> : <Info aria-hidden="true" />}
      <span>{text}</span>
    </p>
  );
}
