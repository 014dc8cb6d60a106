import type { ServicePorts } from '../../state-machines/service/service.ts';

export interface LazyServices {
  ports: ServicePorts;
  /** Loads them now: a session that is resumed may be in the middle of a form. */
  load(): Promise<void>;
  /** What they hold of the session is forgotten. Nothing is loaded for it. */
  forget(sessionId: string): void;
  close(): Promise<void>;
}

export interface Services extends ServicePorts {
  forget(sessionId: string): void;
  close(): Promise<void>;
}

/**
 * The services as they are wanted: forms, rules, documents and the line to the city cost time and memory, and a kiosk
 * starts, and gives numbers, without them. Whatever shows a form has gathered first, and so has loaded them.
 */
export function lazyServices(open: () => Promise<Services>): LazyServices {
  let opening: Promise<Services> | null = null;
  let opened: Services | null = null;
  const services = async (): Promise<Services> => {
    opening ??= open();
    opened = await opening;
    return opened;
  };
  return {
    load: async () => void (await services()),
    forget: (sessionId) => opened?.forget(sessionId),
    close: async () => opened?.close(),
    ports: {
      fields(itemId, variant) {
        if (opened === null) throw new Error('a form is shown before the services are loaded');
        return opened.fields(itemId, variant);
      },
      gather: async (input, signal) => (await services()).gather(input, signal),
      choices: async (input, signal) => (await services()).choices(input, signal),
      checkField: async (input, signal) => (await services()).checkField(input, signal),
      check: async (input, signal) => (await services()).check(input, signal),
      sign: async (input, signal) => (await services()).sign(input, signal),
      request: async (input, signal) => (await services()).request(input, signal),
      print: async (input, signal) => (await services()).print(input, signal),
      dispute: async (input, signal) => (await services()).dispute(input, signal),
      rate: async (input, signal) => (await services()).rate(input, signal),
    },
  };
}
