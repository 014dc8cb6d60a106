import { useMemo, useState } from 'react';
import { panelSize } from '../millimetres.ts';
import { useKiosk } from '../kiosk-context.ts';
import { addLetter, asTyped, choose, isComposing, noComposition, takeBack } from './composition.ts';
import { useOnDemand } from '../on-demand.ts';
import { dictionary as words } from './load.ts';
import { pagesOf } from './pages.ts';
import { type Candidate, candidates } from './search.ts';
import { candidateWidthMm, keyGapMm, turnMm, padMm } from './sizes.ts';

const none: readonly Candidate[] = [];

/** The state of Chinese being typed by pinyin; `insert` gets what was chosen. */
export function usePinyin(insert: (text: string) => void) {
  const { panel, settings } = useKiosk().view;
  const dictionary = useOnDemand(words);
  const [composition, setComposition] = useState(noComposition);
  const [rareOnly, setRareOnly] = useState(false);
  const [page, setPage] = useState(0);
  const { letters } = composition;

  const pages = useMemo(() => {
    if (dictionary === null || letters === '') return [];
    const all = candidates(dictionary, letters);
    const room = panelSize(panel).widthMm - 2 * padMm - 2 * (turnMm + keyGapMm);
    return pagesOf(
      rareOnly ? all.filter(({ rare }) => rare) : all,
      ({ text }) => candidateWidthMm([...text].length, settings.textSize),
      room,
      keyGapMm,
    );
  }, [dictionary, letters, rareOnly, panel, settings.textSize]);

  const go = (next: typeof composition) => {
    setComposition(next);
    setPage(0);
    if (!isComposing(next)) setRareOnly(false);
  };
  const pick = (candidate: Candidate) => {
    const step = choose(composition, candidate);
    go(step.composition);
    if (step.text !== '') insert(step.text);
  };
  return {
    ready: dictionary !== null,
    composing: isComposing(composition),
    /** What is being typed, as it is shown. */
    shown: asTyped(composition),
    rareOnly,
    page: pages[page] ?? none,
    first: page === 0,
    last: page >= pages.length - 1,
    pick,
    letter: (letter: string) => go(addLetter(composition, letter)),
    takeBack: () => go(takeBack(composition)),
    drop: () => go(noComposition),
    /** Puts the letters into the field as they are. */
    leave: () => {
      if (isComposing(composition)) insert(asTyped(composition));
      go(noComposition);
    },
    /** The first on the page. */
    pickFirst: () => {
      const [candidate] = pages[page] ?? none;
      if (candidate !== undefined) pick(candidate);
    },
    turn: (by: 1 | -1) => setPage(Math.max(0, Math.min(pages.length - 1, page + by))),
    toggleRare: () => {
      setRareOnly(!rareOnly);
      setPage(0);
    },
  };
}

export type Pinyin = ReturnType<typeof usePinyin>;
