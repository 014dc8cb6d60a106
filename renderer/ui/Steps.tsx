import { Check } from 'lucide-react';
import type { Step } from '../../contract/view.ts';
import { useTexts } from '../i18n/texts.ts';
import { CountdownRing } from './CountdownRing.tsx';

/** Where the citizen is, by name; done steps carry a tick as well as a colour. */
export function Steps({ steps, step }: { steps: readonly Step[]; step: Step }) {
  const t = useTexts();
  const current = steps.indexOf(step);
  // What is taken at the end of a service item is a result; it may be a paper, a code or a word.
  const nameOf = (name: Step) =>
    t(name === 'take' && steps.includes('fill') ? 'step.result' : `step.${name}`);
  return (
    <div className="steps-row">
      <ol className="steps" aria-label={t('step.list')}>
        {steps.map((name, index) => (
          <li
            key={name}
            data-state={index < current ? 'done' : index === current ? 'current' : 'ahead'}
            aria-current={index === current ? 'step' : undefined}
          >
            <span className="step-mark" aria-hidden="true">
              {index < current ? <Check /> : index + 1}
            </span>
            <span className="step-name">{nameOf(name)}</span>
          </li>
        ))}
      </ol>
      <CountdownRing />
    </div>
  );
}
