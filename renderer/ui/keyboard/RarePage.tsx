import { useState } from 'react';
import { useTexts } from '../../i18n/texts.ts';
import { useKiosk } from '../kiosk-context.ts';
import { panelSize } from '../millimetres.ts';
import { TouchButton } from '../TouchButton.tsx';
import { useOnDemand } from '../on-demand.ts';
import { characters as allCharacters } from './load.ts';
import { chunksOf } from './pages.ts';
import { type Radical, radicals } from './radicals.ts';
import { keyGapMm, padMm } from './sizes.ts';
import { TurnKey } from './TurnKey.tsx';

const rows = 4;
/** A little more than the least key, so that two words fit on the buttons below. */
const keyMm = 23;

interface Item {
  key: string;
  text: string;
  /** Said after the text, not shown. */
  note?: string;
  onTap: () => void;
}

/** Characters by their radical and the strokes besides it: for those whose reading nobody knows. */
export function RarePage({ onChoose, onClose }: { onChoose: (text: string) => void; onClose: () => void }) {
  const t = useTexts();
  const { panel } = useKiosk().view;
  const characters = useOnDemand(allCharacters);
  const [radical, setRadical] = useState<Radical | null>(null);
  const [strokes, setStrokes] = useState<number | null>(null);
  const [page, setPage] = useState(0);
  const byStrokes = radical === null ? undefined : characters?.get(radical.radical);

  const go = (radical: Radical | null, strokes: number | null) => {
    setRadical(radical);
    setStrokes(strokes);
    setPage(0);
  };
  const items: Item[] =
    radical === null || byStrokes === undefined
      ? radicals.map((each) => ({
          key: `${each.form}${each.radical}`,
          text: each.form,
          note: t('keyboard.rare.strokes', { strokes: each.strokes }),
          onTap: () => go(each, null),
        }))
      : strokes === null
        ? [...byStrokes.keys()].map((count) => ({
            key: String(count),
            text: t('keyboard.rare.strokes', { strokes: count }),
            onTap: () => go(radical, count),
          }))
        : (byStrokes.get(strokes) ?? []).map((character) => ({
            key: character,
            text: character,
            onTap: () => {
              onChoose(character);
              onClose();
            },
          }));
  const columns = Math.floor((panelSize(panel).widthMm - 2 * padMm + keyGapMm) / (keyMm + keyGapMm));
  const pages = chunksOf(items, columns * rows);
  const says =
    radical === null
      ? t('keyboard.rare.radical')
      : strokes === null
        ? t('keyboard.rare.others', { radical: radical.form })
        : t('keyboard.rare.character', { radical: radical.form, strokes });
  const back = () => (radical === null ? onClose() : go(strokes === null ? null : radical, null));
  return (
    <>
      <p className="keyboard-says" role="status">
        {characters === null ? t('keyboard.hint.loading') : says}
      </p>
      <ul className="rare" style={{ gridTemplateColumns: `repeat(${columns}, minmax(0, 1fr))` }}>
        {(pages[page] ?? []).map(({ key, text, note, onTap }) => (
          <li key={key}>
            <TouchButton
              className="key"
              {...(note === undefined ? {} : { label: `${text} ${note}` })}
              onTap={onTap}
            >
              <span lang="zh-CN">{text}</span>
            </TouchButton>
          </li>
        ))}
      </ul>
      <div className="key-row rare-foot">
        <TouchButton className="key does" onTap={back}>
          <span>{radical === null ? t('keyboard.layout.pinyin') : t('action.back')}</span>
        </TouchButton>
        <TurnKey to="previous" unavailable={page === 0} onTap={() => setPage(Math.max(0, page - 1))} />
        <p className="rare-page">
          <span aria-hidden="true">
            {page + 1} / {Math.max(1, pages.length)}
          </span>
          <span className="unseen">{t('action.page', { page: page + 1, pages: pages.length })}</span>
        </p>
        <TurnKey
          to="next"
          unavailable={page >= pages.length - 1}
          onTap={() => setPage(Math.min(pages.length - 1, page + 1))}
        />
      </div>
    </>
  );
}
