import { ArrowRight } from 'lucide-react';
import { useLocalized, useTexts } from '../../../i18n/texts.ts';
import { Pager } from '../../../ui/Pager.tsx';
import { ScreenFrame } from '../../../ui/ScreenFrame.tsx';
import { TouchButton } from '../../../ui/TouchButton.tsx';
import type { BrowseScreen } from './Browse.tsx';

interface Props {
  screen: BrowseScreen;
  onBack: () => void;
  onChoose: (theme: string) => void;
}

export function Themes({ screen, onBack, onChoose }: Props) {
  const t = useTexts();
  const localized = useLocalized();
  return (
    <ScreenFrame instruction={t('screen.browse.themes')} share="all" actions={{ back: onBack }}>
      <Pager
        items={screen.themes}
        label={t('screen.browse.themes')}
        keyOf={({ id }) => id}
        render={({ id, name, count }) => (
          <TouchButton className="choice short" onTap={() => onChoose(id)}>
            <span className="choice-text">
              <span className="choice-name">
                {t('screen.browse.theme', { theme: localized(name), count })}
              </span>
            </span>
            <ArrowRight className="choice-go" aria-hidden="true" />
          </TouchButton>
        )}
      />
    </ScreenFrame>
  );
}
