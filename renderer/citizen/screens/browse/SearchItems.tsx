import { Search } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { useLocalized, useTexts } from '../../../i18n/texts.ts';
import { Keyboard } from '../../../ui/keyboard/Keyboard.tsx';
import { TextField } from '../../../ui/keyboard/TextField.tsx';
import { TypingArea } from '../../../ui/keyboard/TypingArea.tsx';
import { ScreenFrame } from '../../../ui/ScreenFrame.tsx';
import type { BrowseScreen } from './Browse.tsx';

/** As the host takes it. */
const longest = 40;

interface Props {
  screen: BrowseScreen;
  onChange: (text: string) => void;
  onDone: () => void;
}

/** What is typed is looked for at once; the best that was found stands above the keys. */
export function SearchItems({ screen, onChange, onDone }: Props) {
  const t = useTexts();
  const localized = useLocalized();
  const box = useRef<HTMLDivElement>(null);
  const [typed, setTyped] = useState(screen.text);
  useEffect(() => box.current?.querySelector('input')?.focus(), []);
  const [best] = screen.text === '' ? [] : screen.items;
  const found = screen.text === '' ? null : screen.total;
  return (
    <TypingArea>
      <ScreenFrame
        instruction={t('screen.browse.searchTitle')}
        detail={
          found === null
            ? undefined
            : best === undefined
              ? t('screen.browse.none')
              : `${localized(best.name)}${found > 1 ? ' …' : ''}`
        }
        share="strip"
        actions={{
          back: onDone,
          primary: {
            text: t('screen.browse.show', { found: screen.total }),
            icon: <Search aria-hidden="true" />,
            onTap: onDone,
          },
        }}
      >
        <div ref={box} className="one-field">
          <TextField
            label={t('screen.browse.searchTitle')}
            value={typed}
            onChange={(text) => {
              setTyped(text);
              onChange(text);
            }}
            rule={{ maxLength: longest }}
            // Letters are looked for as pinyin, so that nobody has to choose characters first.
            layouts={['letters', 'pinyin']}
            onDone={onDone}
          />
        </div>
        <Keyboard />
      </ScreenFrame>
    </TypingArea>
  );
}
