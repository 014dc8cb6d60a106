import { ChevronLeft, ChevronRight } from 'lucide-react';
import { type ReactNode, useEffect, useLayoutEffect, useReducer, useRef, useState } from 'react';
import { useTexts } from '../i18n/texts.ts';
import { useKiosk } from './kiosk-context.ts';
import { isLastWarning } from './overlays.tsx';
import { TouchButton } from './TouchButton.tsx';

/** More than six big choices at once are too many to take in. */
const mostPerPage = 6;

interface Props<T> {
  items: readonly T[];
  label: string;
  /** Renders the content of one list item. */
  render: (item: T) => ReactNode;
  keyOf: (item: T) => string;
  /** `rows`: to be read, each across the whole width. */
  kind?: 'choices' | 'rows';
  /** There is more before the first and behind the last of `items`, and this fetches it. */
  before?: (() => void) | undefined;
  after?: (() => void) | undefined;
}

/** Everything that the room for a page depends on; a change of it measures again. */
export function Pager<T>(props: Props<T>) {
  const { panel, settings, idle } = useKiosk().view;
  const key = [
    settings.language,
    settings.textSize,
    settings.reach,
    settings.contrast,
    panel.widthPx,
    panel.heightPx,
    props.items.length,
    isLastWarning(idle),
  ].join(' ');
  return <Pages key={key} {...props} />;
}

/** As many as fit on a page, at most six, and buttons to the others. Nothing is ever scrolled. */
function Pages<T>({ items, label, render, keyOf, kind = 'choices', before, after }: Props<T>) {
  const t = useTexts();
  const list = useRef<HTMLUListElement>(null);
  const [perPage, setPerPage] = useState(Math.min(mostPerPage, items.length));
  const [page, setPage] = useState(0);
  const [, measureAgain] = useReducer((count: number) => count + 1, 0);
  const pages = Math.max(1, Math.ceil(items.length / perPage));
  const shown = Math.min(page, pages - 1);

  // Text grows or shrinks when the real font replaces the fallback.
  useEffect(() => {
    const again = () => {
      setPerPage(Math.min(mostPerPage, items.length));
      measureAgain();
    };
    document.fonts.addEventListener('loadingdone', again);
    return () => document.fonts.removeEventListener('loadingdone', again);
  }, [items.length]);

  // oxlint-disable-next-line react-hooks/exhaustive-deps -- measures after every render; settles, because a page only ever gets shorter
  useLayoutEffect(() => {
    const element = list.current;
    if (element !== null && element.scrollHeight > element.clientHeight + 1 && perPage > 1)
      setPerPage(perPage - 1);
  });

  return (
    <div className="pager" data-total={items.length}>
      <ul
        ref={list}
        className="choices"
        aria-label={label}
        data-kind={kind}
        data-count={Math.min(perPage, items.length)}
      >
        {items.slice(shown * perPage, (shown + 1) * perPage).map((item) => (
          <li key={keyOf(item)}>{render(item)}</li>
        ))}
      </ul>
      {(pages > 1 || before !== undefined || after !== undefined) && (
        <div className="pages">
          <TouchButton
            className="quiet"
            label={t('action.previous')}
            unavailable={shown === 0 && before === undefined}
            onTap={() => (shown === 0 ? before?.() : setPage(shown - 1))}
          >
            <ChevronLeft aria-hidden="true" />
            <span>{t('action.previous')}</span>
          </TouchButton>
          <p className="pages-now" role="status">
            <span aria-hidden="true">
              {shown + 1} / {pages}
              {after !== undefined && ' …'}
            </span>
            <span className="unseen">{t('action.page', { page: shown + 1, pages })}</span>
          </p>
          <TouchButton
            className="quiet"
            label={t('action.next')}
            unavailable={shown === pages - 1 && after === undefined}
            onTap={() => (shown === pages - 1 ? after?.() : setPage(shown + 1))}
          >
            <span>{t('action.next')}</span>
            <ChevronRight aria-hidden="true" />
          </TouchButton>
        </div>
      )}
    </div>
  );
}
