import { useTranslation } from 'react-i18next';
import { languages } from '../../contract/localized.ts';
import type { BenchDevice } from '../../drivers/bench/protocol.ts';
import { useBench } from './connection.ts';
import type { DevicePanel as DevicePanelProps } from './device-heading.tsx';
import type { Fragment } from './fragment.ts';
import { GenericPanel } from './generic-panel.tsx';
import { PrinterPanel } from './printer-panel.tsx';
import { ReaderPanel } from './reader-panel.tsx';
import { changeLanguage, currentLanguage } from './texts.ts';

export function BenchPage({ token, kioskUrl }: Fragment) {
  const { t } = useTranslation();
  const { link, devices, rejection, send } = useBench(token);
  return (
    <>
      <header className="top">
        <h1>{t('title')}</h1>
        <p className="purpose">{t('purpose')}</p>
        <span className={`link ${link}`} role="status">
          {t(`link.${link}`)}
        </span>
        {kioskUrl !== null && (
          <a className="button" href={kioskUrl} target="tongban-kiosk" rel="noreferrer">
            {t('openKiosk')}
          </a>
        )}
        <div className="languages" role="group" aria-label={t('language')}>
          {languages.map((language) => (
            <button
              key={language}
              type="button"
              lang={language}
              aria-pressed={language === currentLanguage()}
              onClick={() => changeLanguage(language)}
            >
              {t('languageName', { lng: language })}
            </button>
          ))}
        </div>
      </header>
      {rejection !== null && (
        <p className="rejection" role="alert">
          {t(`rejection.${rejection}`)}
        </p>
      )}
      {devices === null ? (
        <p className="waiting">{t(token === '' ? 'noToken' : link === 'lost' ? 'noAnswer' : 'waiting')}</p>
      ) : (
        <main className="devices" aria-busy={link !== 'up'}>
          {devices.map((device) => (
            <DevicePanel key={device.id} device={device} token={token} disabled={link !== 'up'} send={send} />
          ))}
        </main>
      )}
    </>
  );
}

function DevicePanel({ device, ...rest }: DevicePanelProps<BenchDevice> & { token: string }) {
  switch (device.role) {
    case 'id-card':
      return <ReaderPanel device={device} {...rest} />;
    case 'ticket-printer':
      return <PrinterPanel device={device} {...rest} />;
    default:
      return <GenericPanel device={device} {...rest} />;
  }
}
