import { ArrowRight } from 'lucide-react';
import { useLocalized, useTexts } from '../../../i18n/texts.ts';
import { useKiosk } from '../../../ui/kiosk-context.ts';
import { Pager } from '../../../ui/Pager.tsx';
import { PersonCard } from '../../../ui/PersonCard.tsx';
import { ScreenFrame } from '../../../ui/ScreenFrame.tsx';
import { TouchButton } from '../../../ui/TouchButton.tsx';
import { SearchList } from './SearchList.tsx';
import type { Props } from './props.ts';

/** Where it is done: each region has a guide of its own. */
export function Region({ screen }: Props<'region'>) {
  const { send } = useKiosk();
  const t = useTexts();
  const localized = useLocalized();
  return (
    <SearchList
      about={localized(screen.item)}
      instruction={t('screen.region.title')}
      detail={t('screen.region.text')}
      items={screen.regions.map(({ code, name }) => ({ value: code, label: name }))}
      onChoose={(value) => send({ type: 'PICK', value })}
      back
    />
  );
}

/** What of it: book, check in, cancel. */
export function Variant({ screen }: Props<'variant'>) {
  const { send } = useKiosk();
  const t = useTexts();
  const localized = useLocalized();
  return (
    <ScreenFrame
      about={localized(screen.item)}
      instruction={t('screen.variant.title')}
      share="all"
      who={screen.person !== null && <PersonCard person={screen.person} />}
      actions={{ back: true, stop: true }}
    >
      <Pager
        items={screen.variants}
        label={t('screen.variant.title')}
        keyOf={({ id }) => id}
        render={({ id, name, summary }) => (
          <TouchButton className="choice" onTap={() => send({ type: 'PICK', value: id })}>
            <span className="choice-text">
              <span className="choice-name">{localized(name)}</span>
              <span className="choice-summary">{localized(summary)}</span>
            </span>
            <ArrowRight className="choice-go" aria-hidden="true" />
          </TouchButton>
        )}
      />
    </ScreenFrame>
  );
}
