import { useEffect, useRef, useState } from 'react';
import type {
  BenchCommand,
  BenchDevice,
  BenchMessage,
  BenchProtocol,
  BenchRejection,
} from '../../drivers/bench/protocol.ts';

const protocol: BenchProtocol = 'tongban-bench.v1';

const reconnectMs = 1000;

export interface Bench {
  link: 'connecting' | 'up' | 'lost';
  /** `null` until the first push; afterwards the last one, also while the link is lost. */
  devices: readonly BenchDevice[] | null;
  /** Why the last command was not carried out. */
  rejection: BenchRejection | null;
  send(command: BenchCommand): void;
}

/** The page's line to the simulator process: pushes in, commands out, reconnecting for ever. */
export function useBench(token: string): Bench {
  const [link, setLink] = useState<Bench['link']>('connecting');
  const [devices, setDevices] = useState<readonly BenchDevice[] | null>(null);
  const [rejection, setRejection] = useState<BenchRejection | null>(null);
  const socketRef = useRef<WebSocket | null>(null);
  const nextId = useRef(1);

  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    let ended = false;
    const open = () => {
      const socket = new WebSocket(`ws://${location.host}/bench`, [protocol, token]);
      socketRef.current = socket;
      socket.addEventListener('open', () => setLink('up'));
      socket.addEventListener('message', ({ data }) => {
        // From the server that served this page, made of the same schemas.
        const message = JSON.parse(String(data)) as BenchMessage;
        if (message.kind === 'devices') setDevices(message.devices);
        else setRejection(message.kind === 'rejected' ? message.reason : null);
      });
      socket.addEventListener('close', () => {
        if (ended) return;
        setLink('lost');
        timer = setTimeout(open, reconnectMs);
      });
    };
    open();
    return () => {
      ended = true;
      clearTimeout(timer);
      socketRef.current?.close();
    };
  }, [token]);

  return {
    link,
    devices,
    rejection,
    send(command) {
      const socket = socketRef.current;
      if (socket?.readyState !== WebSocket.OPEN) return;
      socket.send(JSON.stringify({ id: nextId.current++, command }));
    },
  };
}
