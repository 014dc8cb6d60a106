import { CircleAlert } from 'lucide-react';
import { type KeyboardEvent, useId, useLayoutEffect, useRef, useState } from 'react';
import { useTexts } from '../../i18n/texts.ts';
import { type Editing, type Edited, insert, pasted, type Refusal, type Rule } from './editing.ts';
import type { LayoutName } from './layouts.ts';
import { useTyping } from './typing.ts';

interface Props {
  label: string;
  value: string;
  onChange: (value: string) => void;
  rule: Rule;
  /** The first one shows first. */
  layouts: readonly [LayoutName, ...LayoutName[]];
  /** What is wrong with what stands there, in words. */
  fault?: string | null;
  /** After "done" on the screen or Enter on a keyboard. */
  onDone?: () => void;
}

/**
 * A field of the page, typed into with the keyboard on the screen or one on a cable. A real `input`: caret,
 * selection and what assistive technology needs are the browser's. `inputMode` none keeps the system's own
 * keyboard away.
 */
export function TextField({ label, value, onChange, rule, layouts, fault = null, onDone }: Props) {
  const t = useTexts();
  const typing = useTyping();
  const id = useId();
  const input = useRef<HTMLInputElement>(null);
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  /** Where the selection belongs once the text is drawn. */
  const wanted = useRef<Editing | null>(null);
  const [, drawAgain] = useState(0);

  const now = (): Editing => ({
    text: input.current?.value ?? value,
    start: input.current?.selectionStart ?? value.length,
    end: input.current?.selectionEnd ?? value.length,
  });
  const take = ({ editing, refusal }: Edited) => {
    setRefusal(refusal);
    wanted.current = editing;
    drawAgain((count) => count + 1);
    if (editing.text !== value) onChange(editing.text);
  };
  const put = (text: string) => take(insert(now(), text, rule));
  const edit = (change: (editing: Editing) => Editing) => take({ editing: change(now()), refusal: null });
  const says = refusal === null ? fault : t(`keyboard.field.${refusal}`, { most: rule.maxLength });
  const done = () => {
    typing.close(id);
    input.current?.blur();
    onDone?.();
  };
  /** The keyboard keeps the field from when it was opened; these are the functions of the last render. */
  const latest = useRef({ put, edit, done });
  useLayoutEffect(() => {
    latest.current = { put, edit, done };
    const { current: element } = input;
    if (wanted.current === null || element === null) return;
    element.setSelectionRange(wanted.current.start, wanted.current.end);
    // Brings the caret into sight in a text that is wider than the field.
    if (document.activeElement !== element) element.focus();
    wanted.current = null;
  });

  const onFocus = () =>
    typing.open({
      id,
      label,
      layouts,
      rule,
      insert: (text) => latest.current.put(text),
      edit: (change) => latest.current.edit(change),
      done: () => latest.current.done(),
    });
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    if (typing.press(event.key)) event.preventDefault();
    else if (event.key === 'Enter') done();
  };
  return (
    <div className="field" data-active={typing.field?.id === id ? '' : undefined}>
      <label htmlFor={id}>{label}</label>
      <input
        ref={input}
        id={id}
        type="text"
        inputMode="none"
        autoComplete="off"
        autoCorrect="off"
        spellCheck={false}
        value={value}
        aria-invalid={says !== null}
        aria-describedby={`${id}-says`}
        onFocus={onFocus}
        onKeyDown={onKeyDown}
        onChange={({ target }) => {
          const { value: text, selectionStart } = target;
          const end = selectionStart ?? text.length;
          const result = insert({ text: '', start: 0, end: 0 }, text, rule);
          if (result.refusal === null || text.length < value.length)
            take({ editing: { text, start: end, end }, refusal: null });
          else {
            const before = Math.max(0, end - (text.length - value.length));
            take({ editing: { text: value, start: before, end: before }, refusal: result.refusal });
          }
        }}
        onPaste={(event) => {
          event.preventDefault();
          put(pasted(event.clipboardData.getData('text/plain')));
        }}
        onDrop={(event) => event.preventDefault()}
      />
      <p id={`${id}-says`} className="field-says" role="status">
        {says !== null && (
          <>
            <CircleAlert aria-hidden="true" />
            <span>{says}</span>
          </>
        )}
      </p>
    </div>
  );
}
