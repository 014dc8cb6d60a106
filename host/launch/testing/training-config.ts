import { type Config, configSchema } from '../../config/schema.ts';

/** A complete configuration with both devices simulated. */
export const trainingConfig: Config = configSchema.parse({
  mode: 'training',
  panel: { widthPx: 1080, heightPx: 1920, diagonalInch: 43 },
  site: {
    id: 'hall-1',
    name: { 'zh-CN': '样例大厅', en: 'Sample hall' },
    place: { 'zh-CN': '一楼', en: 'Ground floor' },
    helpPhone: '12345',
    timeZone: 'Asia/Shanghai',
  },
  devices: [
    {
      id: 'reader',
      role: 'id-card',
      driver: 'sam',
      profile: 'generic',
      required: false,
      transport: { kind: 'simulator' },
    },
    {
      id: 'printer',
      role: 'ticket-printer',
      driver: 'escpos',
      profile: 'generic-80',
      required: true,
      transport: { kind: 'simulator', preset: 'paper-low' },
    },
  ],
});
