import { type CSSProperties, useLayoutEffect, useState } from 'react';
import { useTexts } from '../../i18n/texts.ts';
import { useKiosk } from '../kiosk-context.ts';
import { CandidateRow } from './CandidateRow.tsx';
import { allows, backspace, caretAt, move, selectAll } from './editing.ts';
import { KeyCap } from './KeyCap.tsx';
import './keyboard.css';
import { type Action, type Key, type LayoutName, nextLayout, rowsOf, withoutSwitch } from './layouts.ts';
import { RarePage } from './RarePage.tsx';
import { keyGapMm, keyTextMm, padMm } from './sizes.ts';
import { type TypedField, useTyping } from './typing.ts';
import { type Pinyin, usePinyin } from './use-pinyin.ts';

/** The keyboard of the page, while a field is typed into. Load it lazily: the first screen needs none. */
export function Keyboard() {
  const { field } = useTyping();
  return field === null ? null : <Keys key={field.id} field={field} />;
}

function Keys({ field }: { field: TypedField }) {
  const t = useTexts();
  const { listen } = useTyping();
  const { textSize } = useKiosk().view.settings;
  const [layout, setLayout] = useState<LayoutName>(field.layouts[0] ?? 'letters');
  const [signs, setSigns] = useState(false);
  const [rare, setRare] = useState(false);
  const [shift, setShift] = useState(false);
  const pinyin = usePinyin(field.insert);
  const chinese = layout === 'pinyin' && !signs;

  useLayoutEffect(() => {
    listen((key) => chinese && typedInChinese(pinyin, key));
    return () => listen(null);
  });

  const act: Record<Action, () => void> = {
    backspace: () => (pinyin.composing ? pinyin.takeBack() : field.edit(backspace)),
    clear: () => (pinyin.composing ? pinyin.drop() : field.edit(() => caretAt('', 0))),
    left: () => (pinyin.composing ? pinyin.turn(-1) : field.edit((now) => move(now, 'left'))),
    right: () => (pinyin.composing ? pinyin.turn(1) : field.edit((now) => move(now, 'right'))),
    all: () => field.edit(selectAll),
    space: () => (pinyin.composing ? pinyin.pickFirst() : field.insert(' ')),
    shift: () => setShift(!shift),
    rare: () => (pinyin.composing ? pinyin.toggleRare() : setRare(true)),
    done: () => (pinyin.composing ? pinyin.pickFirst() : field.done()),
    switch: () => {
      pinyin.leave();
      setLayout(nextLayout(field.layouts, layout));
    },
    symbols: () => {
      pinyin.leave();
      setSigns(true);
    },
    letters: () => setSigns(false),
    gap: () => {},
  };
  const faceOf = ({ name, action }: Key): string | undefined => {
    if (action === 'done' && pinyin.composing) return t('keyboard.choose');
    if (action === 'done' || action === 'rare' || action === 'symbols') return t(`keyboard.key.${action}`);
    if (action === 'switch') return t(`keyboard.layout.${nextLayout(field.layouts, layout)}`);
    if (action === 'letters') return t(`keyboard.layout.${layout}`);
    return shift && layout === 'letters' && /^[a-z]$/.test(name) ? name.toUpperCase() : undefined;
  };
  const type = (key: Key) => {
    if (key.action !== null) act[key.action]();
    else if (chinese) pinyin.letter(key.name);
    else {
      field.insert(faceOf(key) ?? key.name);
      setShift(false);
    }
  };
  const rows = rowsOf(signs ? 'symbols' : layout).map((row) =>
    field.layouts.length > 1 ? row : withoutSwitch(row),
  );
  return (
    <section
      className="keyboard"
      aria-label={t('keyboard.label')}
      data-layout={signs ? 'symbols' : layout}
      style={
        { '--key-text': keyTextMm(textSize), '--key-gap': keyGapMm, '--key-pad': padMm } as CSSProperties
      }
      // The field keeps the focus, and with it its caret.
      onMouseDown={(event) => event.preventDefault()}
    >
      {rare ? (
        <RarePage onChoose={field.insert} onClose={() => setRare(false)} />
      ) : (
        <>
          <p className="keyboard-says" role="status">
            {pinyin.composing ? (
              <span className="letters">{pinyin.shown}</span>
            ) : (
              t('keyboard.typing', { field: field.label })
            )}
          </p>
          {chinese && (
            <CandidateRow
              page={pinyin.page}
              hint={t(hintOf(pinyin))}
              first={pinyin.first}
              last={pinyin.last}
              onChoose={pinyin.pick}
              onTurn={pinyin.turn}
            />
          )}
          {rows.map((row, index) => (
            // oxlint-disable-next-line react/no-array-index-key -- the rows of a layout never change places
            <div className="key-row" key={index}>
              {row.map((key, place) => (
                <KeyCap
                  key={key.action === 'gap' ? `gap ${place}` : key.name}
                  keyOf={key}
                  text={faceOf(key)}
                  pressed={
                    key.action === 'shift' ? shift : key.action === 'rare' ? pinyin.rareOnly : undefined
                  }
                  unavailable={
                    key.action === null && !chinese && !allows(field.rule, faceOf(key) ?? key.name)
                  }
                  onTap={() => type(key)}
                />
              ))}
            </div>
          ))}
        </>
      )}
    </section>
  );
}

function hintOf(pinyin: Pinyin) {
  if (!pinyin.ready) return 'keyboard.hint.loading';
  if (!pinyin.composing) return 'keyboard.hint.start';
  return pinyin.rareOnly ? 'keyboard.hint.no-rare' : 'keyboard.hint.nothing';
}

/** Keys of a keyboard on a cable do what those on the screen do. Answers whether this one did. */
function typedInChinese(pinyin: Pinyin, key: string): boolean {
  if (/^[a-z]$/.test(key) || (key === "'" && pinyin.composing)) {
    pinyin.letter(key);
    return true;
  }
  if (!pinyin.composing) return false;
  const chosen = /^[1-9]$/.test(key) ? pinyin.page[Number(key) - 1] : undefined;
  if (chosen !== undefined) pinyin.pick(chosen);
  else if (key === ' ') pinyin.pickFirst();
  else if (key === 'Backspace') pinyin.takeBack();
  else if (key === 'Enter') pinyin.leave();
  else if (key === 'Escape') pinyin.drop();
  else if (key === 'PageUp' || key === 'ArrowLeft' || key === 'ArrowUp') pinyin.turn(-1);
  else if (key === 'PageDown' || key === 'ArrowRight' || key === 'ArrowDown') pinyin.turn(1);
  // Whatever else is a character would land in the field, ahead of what is being typed.
  else return key.length === 1;
  return true;
}
