import { ArrowRight, Check, Search } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import type { ChoiceView } from '../../../../contract/service-view.ts';
import { useLocalized, useTexts } from '../../../i18n/texts.ts';
import type { BottomActions } from '../../../ui/BottomBar.tsx';
import { Keyboard } from '../../../ui/keyboard/Keyboard.tsx';
import { TextField } from '../../../ui/keyboard/TextField.tsx';
import { TypingArea } from '../../../ui/keyboard/TypingArea.tsx';
import { Pager } from '../../../ui/Pager.tsx';
import { ScreenFrame } from '../../../ui/ScreenFrame.tsx';
import { TouchButton } from '../../../ui/TouchButton.tsx';
import { Note } from './Note.tsx';
import { search } from './search.ts';

/** Up to here, looking is quicker than typing. */
const withoutSearch = 10;
const longestSearch = 20;

interface Props {
  about: string;
  instruction: string;
  detail?: string | undefined;
  fault?: string | null;
  items: readonly ChoiceView[];
  /** What a search looks through, where it is more than what is listed. */
  all?: readonly ChoiceView[];
  /** What is chosen now. */
  chosen?: readonly string[];
  onChoose: (value: string) => void;
  back: true | (() => void);
  primary?: BottomActions['primary'];
}

/** Big choices, one touch each; where there are many, what was typed picks out some of them. */
export function SearchList(props: Props) {
  const {
    about,
    instruction,
    detail,
    items,
    all = items,
    chosen = [],
    onChoose,
    primary,
    fault = null,
  } = props;
  const t = useTexts();
  const localized = useLocalized();
  const [query, setQuery] = useState<string | null>(null);
  const [typing, setTyping] = useState(false);
  const found = query === null ? items : search(all, query);
  const leave = () => {
    setQuery(null);
    setTyping(false);
  };
  if (typing)
    return (
      <SearchPage
        about={about}
        query={query ?? ''}
        found={found.length}
        onChange={setQuery}
        onDone={() => setTyping(false)}
        onBack={leave}
      />
    );
  return (
    <ScreenFrame
      about={about}
      instruction={instruction}
      detail={query === null ? detail : t('screen.field.found', { query, found: found.length })}
      share="all"
      who={
        all.length > withoutSearch && (
          <div className="aside">
            <TouchButton className="quiet wide" onTap={() => setTyping(true)}>
              <Search aria-hidden="true" />
              <span>{t('screen.field.search')}</span>
            </TouchButton>
          </div>
        )
      }
      actions={{ back: query === null ? props.back : leave, stop: true, primary }}
    >
      {fault !== null && <Note kind="alert" text={fault} />}
      <Pager
        key={query}
        items={found}
        label={instruction}
        keyOf={({ value }) => value}
        render={({ value, label }) => (
          <TouchButton
            className="choice short"
            pressed={chosen.includes(value)}
            onTap={() => onChoose(value)}
          >
            <span className="choice-text">
              <span className="choice-name">{localized(label)}</span>
            </span>
            {chosen.includes(value) ? (
              <Check className="choice-chosen" aria-hidden="true" />
            ) : (
              <ArrowRight className="choice-go" aria-hidden="true" />
            )}
          </TouchButton>
        )}
      />
    </ScreenFrame>
  );
}

interface SearchProps {
  about: string;
  query: string;
  found: number;
  onChange: (query: string) => void;
  onDone: () => void;
  onBack: () => void;
}

function SearchPage({ about, query, found, onChange, onDone, onBack }: SearchProps) {
  const t = useTexts();
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => box.current?.querySelector('input')?.focus(), []);
  return (
    <TypingArea>
      <ScreenFrame
        about={about}
        instruction={t('screen.field.searchTitle')}
        share="strip"
        actions={{
          back: onBack,
          stop: true,
          primary: {
            text: t('screen.field.show', { found }),
            icon: <Search aria-hidden="true" />,
            onTap: onDone,
          },
        }}
      >
        <div ref={box} className="one-field">
          <TextField
            label={t('screen.field.searchTitle')}
            value={query}
            onChange={onChange}
            rule={{ maxLength: longestSearch }}
            layouts={['pinyin', 'letters']}
            onDone={onDone}
          />
        </div>
        <Keyboard />
      </ScreenFrame>
    </TypingArea>
  );
}
