import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { BenchCard, BenchDevice } from '../../drivers/bench/protocol.ts';
import { CardPicture } from './card-picture.tsx';
import { DeviceHeading, type DevicePanel } from './device-heading.tsx';
import { PresetList } from './preset-list.tsx';
import { currentLanguage } from './texts.ts';

const dragType = 'application/x-tongban-card';

type Reader = Extract<BenchDevice, { role: 'id-card' }>;

export function ReaderPanel(panel: DevicePanel<Reader>) {
  const { device, disabled, send } = panel;
  const { t } = useTranslation();
  const put = (card: string) => send({ type: 'put-card', device: device.id, card });
  return (
    <section className="device" aria-labelledby={`heading-${device.id}`}>
      <DeviceHeading {...panel} />
      <Pad {...panel} put={put} />
      <h3 id={`cards-${device.id}`}>{t('cards')}</h3>
      <ul className="cards" aria-labelledby={`cards-${device.id}`}>
        {device.cards.map((card) => (
          <li
            key={card.id}
            draggable={!disabled}
            onDragStart={(event) => event.dataTransfer.setData(dragType, card.id)}
          >
            <button
              type="button"
              disabled={disabled}
              aria-pressed={card.id === device.card}
              onClick={() => put(card.id)}
            >
              <CardPicture kind={card.kind} />
              <CardCaption card={card} />
            </button>
          </li>
        ))}
      </ul>
      <PresetList {...panel} />
    </section>
  );
}

/** The reading area: where a card lies, and where one can be dropped. */
function Pad({ device, disabled, send, put }: DevicePanel<Reader> & { put(card: string): void }) {
  const { t } = useTranslation();
  const [over, setOver] = useState(false);
  const lying = device.cards.find(({ id }) => id === device.card);
  return (
    <div
      className={`pad${over ? ' over' : ''}${lying ? ' taken' : ''}`}
      onDragOver={(event) => {
        if (disabled || !event.dataTransfer.types.includes(dragType)) return;
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        event.preventDefault();
        setOver(false);
        put(event.dataTransfer.getData(dragType));
      }}
    >
      {lying ? (
        <>
          <CardPicture kind={lying.kind} />
          <CardCaption card={lying} />
        </>
      ) : (
        <p>{t('padEmpty')}</p>
      )}
      <button
        type="button"
        className="primary"
        disabled={disabled || !lying}
        onClick={() => send({ type: 'lift-card', device: device.id })}
      >
        {t('takeOff')}
      </button>
    </div>
  );
}

function CardCaption({ card }: { card: BenchCard }) {
  return (
    <span className="caption">
      <strong>{card.holder}</strong>
      <span className="special">{card.description[currentLanguage()]}</span>
    </span>
  );
}
