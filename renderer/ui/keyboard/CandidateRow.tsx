import { useTexts } from '../../i18n/texts.ts';
import { TouchButton } from '../TouchButton.tsx';
import type { Candidate } from './search.ts';
import { TurnKey } from './TurnKey.tsx';

interface Props {
  /** Those of the page that shows. */
  page: readonly Candidate[];
  /** Shown where there are none. */
  hint: string;
  first: boolean;
  last: boolean;
  onChoose: (candidate: Candidate) => void;
  onTurn: (by: 1 | -1) => void;
}

/** What the letters may mean, one page of it. */
export function CandidateRow({ page, hint, first, last, onChoose, onTurn }: Props) {
  const t = useTexts();
  if (page.length === 0)
    return (
      <p className="candidates-hint" role="status">
        {hint}
      </p>
    );
  return (
    <div className="candidates" role="group" aria-label={t('keyboard.candidates')}>
      <ul>
        {page.map((candidate) => (
          <li key={candidate.text}>
            <TouchButton className="key candidate" onTap={() => onChoose(candidate)}>
              <span lang="zh-CN">{candidate.text}</span>
            </TouchButton>
          </li>
        ))}
      </ul>
      <TurnKey to="previous" unavailable={first} onTap={() => onTurn(-1)} />
      <TurnKey to="next" unavailable={last} onTap={() => onTurn(1)} />
    </div>
  );
}
