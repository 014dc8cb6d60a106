import { z } from 'zod';

const byte = z.int().min(0).max(255);
/** A command as its manual prints it, in hex: `1d 65 02`. */
const command = z
  .string()
  .regex(/^[0-9a-f]{2}( [0-9a-f]{2})*$/)
  .transform((text) => Uint8Array.from(text.split(' '), (pair) => Number.parseInt(pair, 16)));

/**
 * What stands between cutter and citizen. A command is sent only where the profile has it: the same bytes mean another
 * thing on the next model (GS e 2 retracts on KPM216 and switches a motor on on TPTCM112).
 */
const presenterSchema = z.strictObject({
  /**
   * Where the printer tells that a ticket waits at the mouth. `full-status`: bit 5 of the paper byte. `ejector-status`:
   * bit 3 of the answer to `ejectorStatus`. `roll-bit-6`: bit 6 of DLE EOT 4, which is then no paper end.
   */
  sensor: z.enum(['none', 'full-status', 'ejector-status', 'roll-bit-6']),
  ejectorStatus: command.nullable(),
  /** Goes out with each ticket, behind ESC @. */
  setup: command.nullable(),
  /** Brings the ticket to the mouth; null: the printer does so by itself behind the cut. */
  present: z.strictObject({ command, cuts: z.boolean() }).nullable(),
  /** Takes the ticket back in, where nobody gets at it. */
  retract: command.nullable(),
  /** Drops the ticket out in front. */
  eject: command.nullable(),
  /** A ticket that stands at the mouth for longer counts as not taken. */
  notTakenMs: z.int().min(1000).max(600_000),
});

/**
 * What differs between models of ESC/POS printers, as data. A fact of one model belongs here and never into
 * a branch of the driver.
 */
export const printerProfileSchema = z
  .strictObject({
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
      /**
       * `asb`: the printer tells by itself (GS a). `dle-eot`: it is asked, also while it prints. `custom-full`: the same
       * with DLE EOT 20, which says more.
       */
      strategy: z.enum(['asb', 'dle-eot', 'custom-full']),
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
    presenter: presenterSchema.nullable(),
    /** Where the facts come from and how sure they are. */
    notes: z.array(
      z.strictObject({
        field: z.string().min(1),
        text: z.string().min(1),
        confidence: z.enum(['documented', 'single-source', 'assumed']),
        source: z.string().min(1),
      }),
    ),
  })
  .refine(
    ({ presenter, status }) =>
      presenter === null || (presenter.sensor === 'full-status') === (status.strategy === 'custom-full'),
    { path: ['presenter', 'sensor'], error: 'full-status goes with the strategy custom-full' },
  )
  .refine(
    ({ presenter }) =>
      presenter === null || (presenter.sensor === 'ejector-status') === (presenter.ejectorStatus !== null),
    { path: ['presenter', 'ejectorStatus'], error: 'goes with the sensor ejector-status' },
  );

export type PrinterProfile = z.infer<typeof printerProfileSchema>;

/** @throws z.ZodError naming each wrong field. */
export function parsePrinterProfile(data: unknown): PrinterProfile {
  return printerProfileSchema.parse(data);
}
