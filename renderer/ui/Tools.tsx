import { ALargeSmall, ArrowDownToLine, CircleQuestionMark, Contrast, Languages } from 'lucide-react';
import { textSizes } from '../../contract/text-sizes.ts';
import { otherLanguage, useTexts } from '../i18n/texts.ts';
import { useKiosk } from './kiosk-context.ts';
import { TouchButton } from './TouchButton.tsx';

/** Language, text size, contrast, reach and help: on every screen, always in the same order. */
export function Tools() {
  const { view, send } = useKiosk();
  const { settings } = view;
  const t = useTexts();
  const level = textSizes.indexOf(settings.textSize);
  const nextSize = textSizes[(level + 1) % textSizes.length] ?? textSizes[0];
  return (
    <div className="tools" role="group" aria-label={t('tool.bar')}>
      <TouchButton
        className="tool"
        label={`${t('language.switch')} · ${t('language.switchLabel')}`}
        onTap={() => send({ type: 'SET', settings: { language: otherLanguage(settings.language) } })}
      >
        <Languages aria-hidden="true" />
        <span lang={otherLanguage(settings.language)}>{t('language.switch')}</span>
      </TouchButton>
      <TouchButton
        className="tool"
        label={t('tool.textSizeLabel', { level: level + 1 })}
        onTap={() => send({ type: 'SET', settings: { textSize: nextSize } })}
      >
        <span className="tool-icons" aria-hidden="true">
          <ALargeSmall />
          <span className="levels">
            {textSizes.map((size, index) => (
              <i key={size} data-on={index <= level ? '' : undefined} />
            ))}
          </span>
        </span>
        <span>{t('tool.textSize')}</span>
      </TouchButton>
      <TouchButton
        className="tool"
        label={t('tool.contrast')}
        pressed={settings.contrast === 'high'}
        onTap={() =>
          send({ type: 'SET', settings: { contrast: settings.contrast === 'high' ? 'default' : 'high' } })
        }
      >
        <Contrast aria-hidden="true" />
        <span>{t('tool.contrast')}</span>
      </TouchButton>
      <TouchButton
        className="tool"
        label={t('tool.reachLabel')}
        pressed={settings.reach === 'low'}
        onTap={() =>
          send({ type: 'SET', settings: { reach: settings.reach === 'low' ? 'standard' : 'low' } })
        }
      >
        <ArrowDownToLine aria-hidden="true" />
        <span>{t('tool.reach')}</span>
      </TouchButton>
      <TouchButton className="tool" label={t('tool.help')} onTap={() => send({ type: 'HELP', open: true })}>
        <CircleQuestionMark aria-hidden="true" />
        <span>{t('tool.help')}</span>
      </TouchButton>
    </div>
  );
}
