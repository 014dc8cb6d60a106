/** A PDF of the one form that the renderer writes, taken apart without a byte left over. */
export interface PdfFile {
  /** Numbers of the page objects, in the order of the pages. */
  pages: readonly number[];
  /** Objects that belong to the whole file: its catalogue and what hangs on it, the list of pages, its information. */
  common: readonly number[];
  /** Where the objects are, and everything after them. */
  table: string;
  /** What stands between `obj` and `endobj`; shares its memory with the file. */
  body(number: number): Buffer;
  /** Everything in the body before the stream. */
  dictionary(number: number): string;
  /** The objects that the page is made of, itself first. */
  parts(page: number): readonly number[];
  /** The bytes of a stream as they stand in the file; `null` where the object has none. */
  stream(number: number): Buffer | null;
}

const head = Buffer.from('%PDF-1.3\n%\xff\xff\xff\xff\n', 'latin1');
const streamBegins = Buffer.from('\nstream\n');
const streamEnds = Buffer.from('\nendstream');
const objectEnds = Buffer.from('\nendobj\n');
/** The table of contents that pdfkit writes and no document has. */
const nothing = Buffer.from('<<\n>>');
/** ISO 32000-1, 7.5.4. */
const tableEntryBytes = 20;
const tailForm = /startxref\n(\d{1,10})\n%%EOF\n$/;
const trailerForm =
  /^trailer\n<<\n\/Size (\d+)\n\/Root (\d+) 0 R\n\/Info (\d+) 0 R\n\/ID \[<[\da-f]{32}> <[\da-f]{32}>\]\n>>\nstartxref\n\d+\n%%EOF\n$/;
const pageTreeForm = /^<<\n\/Type \/Pages\n\/Count (\d+)\n\/Kids \[((?:\d+ 0 R ?)+)\]\n>>$/;
const pagesEntry = /\n\/Pages (\d+) 0 R(?=\n)/;
const parentEntry = /\n\/Parent (\d+) 0 R(?=\n)/;

/** Every PDF begins so, ISO 32000-1, 7.5.2. */
export function looksLikePdf(bytes: Uint8Array): boolean {
  return Buffer.from(bytes.subarray(0, 5)).toString('latin1') === '%PDF-';
}

/**
 * Far stricter than a viewer or a printer: a file that can be read in two ways could show one page to the check and
 * print another. So there are no updates, no gaps, no objects that nothing names, no attributes that pages inherit.
 * @returns `null` for anything else.
 */
export function openPdf(bytes: Uint8Array): PdfFile | null {
  try {
    return open(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength));
  } catch (error) {
    if (error instanceof OtherForm) return null;
    throw error;
  }
}

class OtherForm extends Error {}

function open(file: Buffer): PdfFile {
  const { bodies, root, information, table } = readObjects(file);
  const body = (number: number) => bodies.get(number) ?? fail();
  const dictionaries = new Map<number, string>();
  const streams = new Map<number, Buffer>();
  for (const [number, content] of bodies) {
    const at = content.indexOf(streamBegins);
    dictionaries.set(number, content.subarray(0, at < 0 ? undefined : at).toString('latin1'));
    if (at < 0) continue;
    const data = content.subarray(at + streamBegins.length, -streamEnds.length);
    want(content.subarray(-streamEnds.length).equals(streamEnds));
    want(dictionaries.get(number)?.includes(`\n/Length ${data.length}\n`) === true);
    streams.set(number, data);
  }
  const dictionary = (number: number) => dictionaries.get(number) ?? fail();

  const reach = (roots: readonly number[], without: RegExp): number[] => {
    const found = new Set(roots);
    // A set goes on to what is added while it is gone through.
    for (const next of found)
      for (const [, named] of dictionary(next)
        .replace(without, '')
        .matchAll(/(\d+) 0 R\b/g))
        found.add(Number(named));
    return [...found];
  };

  const tree = Number(pagesEntry.exec(dictionary(root))?.[1]);
  const [, count, kids = ''] = pageTreeForm.exec(body(tree).toString('latin1')) ?? fail();
  const pages = Array.from(kids.matchAll(/(\d+) 0 R/g), ([, number]) => Number(number));
  want(pages.length === Number(count));
  for (const page of pages)
    want(dictionary(page).startsWith(`<<\n/Type /Page\n/Parent ${tree} 0 R\n`) && !streams.has(page));

  const common = [tree, ...reach([root, information], pagesEntry)];
  const parts = new Map(pages.map((page) => [page, reach([page], parentEntry)]));
  const named = new Set([...common, ...[...parts.values()].flat()]);
  for (const [number, content] of bodies) want(named.has(number) || content.equals(nothing));
  return {
    pages,
    common,
    table,
    body,
    dictionary,
    stream: (number) => streams.get(number) ?? null,
    parts: (page) => parts.get(page) ?? fail(),
  };
}

interface Objects {
  bodies: Map<number, Buffer>;
  root: number;
  information: number;
  table: string;
}

/** One object after the other from the head to the table, and nothing in between or behind. */
function readObjects(file: Buffer): Objects {
  const tableAt = Number(tailForm.exec(file.subarray(-40).toString('latin1'))?.[1]);
  want(file.subarray(0, head.length).equals(head) && tableAt > head.length && tableAt < file.length);
  const table = file.subarray(tableAt).toString('latin1');
  const size = Number(/^xref\n0 (\d{1,6})\n/.exec(table)?.[1]);
  const entriesAt = `xref\n0 ${size}\n`.length;
  const entry = (number: number) => {
    const at = entriesAt + number * tableEntryBytes;
    return table.slice(at, at + tableEntryBytes);
  };
  const trailer = trailerForm.exec(table.slice(entriesAt + size * tableEntryBytes)) ?? fail();
  want(entry(0) === '0000000000 65535 f \n' && Number(trailer[1]) === size);

  const places = Array.from({ length: size - 1 }, (_, index) => {
    const number = index + 1;
    want(/^\d{10} 00000 n \n$/.test(entry(number)));
    return { number, at: Number(entry(number).slice(0, 10)) };
  }).toSorted((a, b) => a.at - b.at);
  want(places[0]?.at === head.length);
  const bodies = new Map<number, Buffer>();
  places.forEach(({ number, at }, index) => {
    const object = file.subarray(at, places[index + 1]?.at ?? tableAt);
    const begins = Buffer.from(`${number} 0 obj\n`);
    want(object.subarray(0, begins.length).equals(begins));
    want(object.subarray(-objectEnds.length).equals(objectEnds));
    bodies.set(number, object.subarray(begins.length, -objectEnds.length));
  });
  return { bodies, root: Number(trailer[2]), information: Number(trailer[3]), table };
}

function want(condition: boolean): asserts condition {
  if (!condition) fail();
}

function fail(): never {
  throw new OtherForm('not a file that the renderer has written');
}
