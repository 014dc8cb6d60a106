import { ArrowRight } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import type { KeyboardName } from '../../../../../contract/service-view.ts';
import { useLocalized, useTexts } from '../../../../i18n/texts.ts';
import { Keyboard } from '../../../../ui/keyboard/Keyboard.tsx';
import { TextField } from '../../../../ui/keyboard/TextField.tsx';
import { TypingArea } from '../../../../ui/keyboard/TypingArea.tsx';
import { ScreenFrame } from '../../../../ui/ScreenFrame.tsx';
import { typingOf } from './typing-of.ts';
import { type FieldProps, useField } from './use-field.tsx';

/** A field that is typed into; the keyboard is there from the beginning. */
export function TypedField({ about, field, keyboard }: FieldProps & { keyboard: KeyboardName }) {
  const t = useTexts();
  const localized = useLocalized();
  const { fill, detail, fault, leaveBlank } = useField(field);
  const [text, setText] = useState(typeof field.value === 'string' ? field.value : '');
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => focusIn(box.current), []);
  useEffect(() => {
    // What is wrong is typed again.
    if (fault !== null) focusIn(box.current);
  }, [fault]);
  const goOn = () => fill(text.trim() === '' ? null : text.trim());
  const label = localized(field.label);
  return (
    <TypingArea>
      <ScreenFrame
        about={about}
        instruction={label}
        detail={detail}
        share="strip"
        actions={{
          back: true,
          stop: true,
          primary:
            text.trim() === '' && leaveBlank !== undefined
              ? leaveBlank
              : {
                  text: t('screen.field.goOn'),
                  icon: <ArrowRight aria-hidden="true" />,
                  onTap: goOn,
                },
        }}
      >
        <div ref={box} className="one-field">
          <TextField
            label={label}
            value={text}
            onChange={setText}
            fault={fault}
            onDone={goOn}
            {...typingOf(keyboard)}
          />
        </div>
        <Keyboard />
      </ScreenFrame>
    </TypingArea>
  );
}

/** The keyboard on the screen opens with the focus. */
const focusIn = (box: HTMLDivElement | null) => box?.querySelector('input')?.focus();
