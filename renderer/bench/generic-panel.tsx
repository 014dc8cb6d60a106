import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { BenchDevice, genericRoles } from '../../drivers/bench/protocol.ts';
import { DeviceHeading, type DevicePanel } from './device-heading.tsx';
import { PresetList } from './preset-list.tsx';

type Generic = Extract<BenchDevice, { role: (typeof genericRoles)[number] }>;

export function GenericPanel({ token, ...panel }: DevicePanel<Generic> & { token: string }) {
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
      {device.role === 'scanner' && <ShowCode {...panel} />}
      {device.role === 'document-printer' && <LastDocument device={device.id} token={token} />}
      <PresetList {...panel} />
    </section>
  );
}

/** Holds a QR code with any text before the scanner. */
function ShowCode({ device, disabled, send }: DevicePanel<Generic>) {
  const { t } = useTranslation();
  const [text, setText] = useState('');
  return (
    <form
      className="row"
      onSubmit={(event) => {
        event.preventDefault();
        send({ type: 'show-code', device: device.id, text });
      }}
    >
      <input
        type="text"
        aria-label={t('code')}
        placeholder={t('code')}
        maxLength={1024}
        value={text}
        onChange={({ target }) => setText(target.value)}
      />
      <button type="submit" disabled={disabled || text === ''}>
        {t('showCode')}
      </button>
    </form>
  );
}

/** Fetched, not linked: the token goes into a header, where no history or log keeps it. */
function LastDocument({ device, token }: { device: string; token: string }) {
  const { t } = useTranslation();
  const [state, setState] = useState<'idle' | 'none'>('idle');
  const open = async () => {
    const response = await fetch(`/documents/${device}`, { headers: { authorization: `Bearer ${token}` } });
    setState(response.ok ? 'idle' : 'none');
    if (response.ok) window.open(URL.createObjectURL(await response.blob()), '_blank', 'noopener');
  };
  return (
    <p className="row">
      <button type="button" onClick={() => void open()}>
        {t('lastDocument')}
      </button>
      {state === 'none' && <span className="none">{t('noDocument')}</span>}
    </p>
  );
}
