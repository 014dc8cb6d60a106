import { ChevronLeft, ChevronRight } from 'lucide-react';
import { useTexts } from '../../i18n/texts.ts';
import { TouchButton } from '../TouchButton.tsx';

interface Props {
  to: 'previous' | 'next';
  unavailable: boolean;
  onTap: () => void;
}

/** Turns a page of candidates or characters. */
export function TurnKey({ to, unavailable, onTap }: Props) {
  const t = useTexts();
  return (
    <TouchButton className="key does turn" label={t(`action.${to}`)} unavailable={unavailable} onTap={onTap}>
      {to === 'previous' ? <ChevronLeft aria-hidden="true" /> : <ChevronRight aria-hidden="true" />}
    </TouchButton>
  );
}
