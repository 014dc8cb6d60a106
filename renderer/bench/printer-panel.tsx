import { CircleCheck, TriangleAlert } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { BenchDevice } from '../../drivers/bench/protocol.ts';
import { DeviceHeading, type DevicePanel } from './device-heading.tsx';
import { PresetList } from './preset-list.tsx';
import { Tickets } from './tickets.tsx';

type Printer = Extract<BenchDevice, { role: 'ticket-printer' }>;

export function PrinterPanel({ token, ...panel }: DevicePanel<Printer> & { token: string }) {
  const { device, disabled, send } = panel;
  const { t } = useTranslation();
  return (
    <section className="device" aria-labelledby={`heading-${device.id}`}>
      <DeviceHeading {...panel} />
      <ul className="sensors" aria-label={t('sensors')}>
        {device.sensors.map(({ name, trouble }) => (
          <li key={name} className={trouble ? 'trouble' : 'ok'}>
            {trouble ? <TriangleAlert aria-hidden size={16} /> : <CircleCheck aria-hidden size={16} />}
            {t(`sensor.${name}.${trouble ? 'trouble' : 'fine'}`)}
          </li>
        ))}
      </ul>
      <div className="row">
        <h3 id={`tickets-${device.id}`}>{t('tickets', { count: device.tickets.length })}</h3>
        <button
          type="button"
          disabled={disabled || device.tickets.length === 0}
          onClick={() => send({ type: 'clear-tickets', device: device.id })}
        >
          {t('clearTickets')}
        </button>
      </div>
      <Tickets device={device} token={token} />
      <PresetList {...panel} />
    </section>
  );
}
