import { IdCard } from 'lucide-react';
import type { PersonView } from '../../contract/view.ts';
import { useTexts } from '../i18n/texts.ts';
import { RevealButton } from './RevealButton.tsx';

/** Names in Latin letters on permanent residence cards are longer than any in Chinese. */
const longName = 16;

/** Who was identified, masked by the host; shown in full only while the button is held. */
export function PersonCard({ person }: { person: PersonView }) {
  const t = useTexts();
  return (
    <div className="person">
      <IdCard aria-hidden="true" />
      <dl>
        <dt className="unseen">{t('person.label')}</dt>
        <dd className="person-name" data-long={person.name.length > longName ? '' : undefined}>
          {person.name}
        </dd>
        <dd className="person-number">{person.idNumber}</dd>
      </dl>
      <RevealButton />
    </div>
  );
}
