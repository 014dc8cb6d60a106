import { ArrowBigUp, ArrowLeft, ArrowRight, Check, Delete, Eraser, Space, TextSelect } from 'lucide-react';
import type { CSSProperties, ReactNode } from 'react';
import { useTexts } from '../../i18n/texts.ts';
import { TouchButton } from '../TouchButton.tsx';
import type { Action, Key } from './layouts.ts';
import { RepeatKey } from './RepeatKey.tsx';

const icons: Partial<Record<Action, ReactNode>> = {
  backspace: <Delete aria-hidden="true" />,
  clear: <Eraser aria-hidden="true" />,
  left: <ArrowLeft aria-hidden="true" />,
  right: <ArrowRight aria-hidden="true" />,
  all: <TextSelect aria-hidden="true" />,
  space: <Space aria-hidden="true" />,
  shift: <ArrowBigUp aria-hidden="true" />,
  done: <Check aria-hidden="true" />,
};

interface Props {
  keyOf: Key;
  /** What stands on a key that says something else than its icon or its character. */
  text?: string | undefined;
  pressed?: boolean | undefined;
  /** The field does not take it. */
  unavailable?: boolean;
  onTap: () => void;
}

/** One key, as wide as its layout says. */
export function KeyCap({ keyOf: { name, action, span }, text, pressed, unavailable, onTap }: Props) {
  const t = useTexts();
  const width = { '--span': span } as CSSProperties;
  if (action === 'gap') return <span className="key-place" style={width} />;
  const className = `key ${action === null ? '' : 'does'} ${action === 'done' ? 'primary' : ''}`;
  const label = action === null ? undefined : (text ?? t(`keyboard.key.${action}`));
  const face = (
    <>
      {action === null ? null : icons[action]}
      {text === undefined ? action === null && <span>{name}</span> : <span>{text}</span>}
    </>
  );
  return (
    <span className="key-place" style={width}>
      {action === 'backspace' ? (
        <RepeatKey className={className} label={label ?? name} onTap={onTap}>
          {face}
        </RepeatKey>
      ) : (
        <TouchButton
          className={className}
          label={label}
          onTap={onTap}
          {...(pressed === undefined ? {} : { pressed })}
          {...(unavailable === true ? { unavailable } : {})}
        >
          {face}
        </TouchButton>
      )}
    </span>
  );
}
