import { Cable, Unplug } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { BenchCommand, BenchDevice } from '../../drivers/bench/protocol.ts';

export interface DevicePanel<Device extends BenchDevice> {
  device: Device;
  /** The line to the simulators is down: show the last state, take no commands. */
  disabled: boolean;
  send(command: BenchCommand): void;
}

/** Name of the device, who is connected, and its cable. */
export function DeviceHeading({ device, disabled, send }: DevicePanel<BenchDevice>) {
  const { t } = useTranslation();
  const { id, plugged, connected } = device;
  return (
    <div className="device-heading">
      <h2 id={`heading-${id}`}>
        {t(`device.${device.role}`)} <code>{id}</code>
      </h2>
      <span className={`peer ${plugged ? (connected ? 'ok' : 'idle') : 'trouble'}`}>
        {t(plugged ? (connected ? 'peer.connected' : 'peer.none') : 'peer.unplugged')}
      </span>
      <button
        type="button"
        disabled={disabled}
        onClick={() => send({ type: plugged ? 'unplug' : 'plug', device: id })}
      >
        {plugged ? <Unplug aria-hidden size={16} /> : <Cable aria-hidden size={16} />}
        {t(plugged ? 'cable.unplug' : 'cable.plug')}
      </button>
    </div>
  );
}
