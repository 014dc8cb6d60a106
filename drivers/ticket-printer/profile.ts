import { z } from 'zod';

const byte = z.int().min(0).max(255);

/**
 * What differs between models of ESC/POS printers, as data. A fact of one model belongs here and never into
 * a branch of the driver.
 */
export const printerProfileSchema = z.strictObject({
  /** The file's name without `.json`. */
  name: z.string().regex(/^[a-z0-9-]{1,64}$/),
  /** For staff. */
  model: z.string().min(1),
  /** Printable dots in a row, and how many there are to an inch. */
  dots: z.int().min(192).max(2048),
  resolutionDpi: z.int().min(100).max(600),
  /** ESC 3 and ESC J count in this unit (GS P default), which is finer than a dot on some models. */
  verticalUnitDpi: z.int().min(100).max(1000),
  /** Characters of font A (12×24 dots) in a row; a Chinese character takes two. */
  columns: z.int().min(16).max(128),
  cut: z.strictObject({ partial: z.boolean(), full: z.boolean() }),
  /** Without the sensor its bits say nothing and are ignored. */
  nearEndSensor: z.boolean(),
  qr: z.strictObject({
    /** `n` of GS ( k fn 169. */
    errorLevels: z.strictObject({ L: byte, M: byte, Q: byte, H: byte }),
    /** `m` of GS ( k fn 180, "store the data". */
    storeM: byte,
    maxBytes: z.int().min(1).max(7089),
  }),
  raster: z.strictObject({ maxHeight: z.int().min(24).max(65_535) }),
  status: z.strictObject({
    /** `asb`: the printer tells by itself (GS a). `dle-eot`: it is asked, also while it prints. */
    strategy: z.enum(['asb', 'dle-eot']),
    /** How often an idle printer is asked for a sign of life. */
    pollMs: z.int().min(500).max(60_000),
    /** What bit 2 of DLE EOT 3 and of ASB byte 2 means. */
    mechanicalError: z.enum(['fault.recoverable', 'paper.jam']),
  }),
  /**
   * How the end of a ticket is confirmed. `process-id`: GS ( H fn 48, answered when printed. `gs-r`: answered when
   * everything before was processed. `none`: only that the printer is still well.
   */
  fence: z.enum(['process-id', 'gs-r', 'none']),
  /** DLE DC4 fn 8: what was not printed can be thrown away. Without it, it comes out when the trouble is over. */
  clearBuffers: z.boolean(),
  /** Whether two-byte characters are on after ESC @ without FS &. */
  chineseAtPowerOn: z.boolean(),
  /** What the model has at its mouth. The driver does not control presenters; it leaves them as they are set up. */
  presenter: z.enum(['none', 'custom']),
  /** Where the facts come from and how sure they are. */
  notes: z.array(
    z.strictObject({
      field: z.string().min(1),
      text: z.string().min(1),
      confidence: z.enum(['documented', 'single-source', 'assumed']),
      source: z.string().min(1),
    }),
  ),
});

export type PrinterProfile = z.infer<typeof printerProfileSchema>;

/** @throws z.ZodError naming each wrong field. */
export function parsePrinterProfile(data: unknown): PrinterProfile {
  return printerProfileSchema.parse(data);
}
