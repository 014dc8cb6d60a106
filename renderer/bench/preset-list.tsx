import { Check } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { BenchDevice } from '../../drivers/bench/protocol.ts';
import type { DevicePanel } from './device-heading.tsx';
import { currentLanguage } from './texts.ts';

export function PresetList({ device, disabled, send }: DevicePanel<BenchDevice>) {
  const { t } = useTranslation();
  const language = currentLanguage();
  return (
    <div>
      <h3 id={`presets-${device.id}`}>{t('presets')}</h3>
      <ul className="presets" aria-labelledby={`presets-${device.id}`}>
        {device.presets.map(({ name, description }) => (
          <li key={name}>
            <button
              type="button"
              disabled={disabled}
              aria-pressed={name === device.preset}
              onClick={() => send({ type: 'apply', device: device.id, preset: name })}
            >
              <Check className="mark" aria-hidden size={16} />
              <span className="what">{description[language]}</span>
              <code>{name}</code>
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}
