import { useTranslation } from 'react-i18next';
import type { BenchDevice, genericRoles } from '../../drivers/bench/protocol.ts';
import { DeviceHeading, type DevicePanel } from './device-heading.tsx';
import { PresetList } from './preset-list.tsx';

type Generic = Extract<BenchDevice, { role: (typeof genericRoles)[number] }>;

export function GenericPanel(panel: DevicePanel<Generic>) {
  const { device } = panel;
  const { t } = useTranslation();
  return (
    <section className="device" aria-labelledby={`heading-${device.id}`}>
      <DeviceHeading {...panel} />
      <h3 id={`facts-${device.id}`}>{t('facts')}</h3>
      <dl className="facts" aria-labelledby={`facts-${device.id}`}>
        {Object.entries(device.facts).map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value === null ? '–' : String(value)}</dd>
          </div>
        ))}
      </dl>
      <PresetList {...panel} />
    </section>
  );
}
