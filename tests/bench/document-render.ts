import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import PdfDocument from 'pdfkit';
import { systemClock } from '../../drivers/contract/clock.ts';
import type { CivicDocument } from '../../host/documents/document.ts';
import { DocumentRenderer } from '../../host/documents/renderer.ts';
import { paymentRecord } from '../../host/documents/testing/sample-documents.ts';
import { appRoot } from '../../host/launch/paths.ts';
import type { Figure } from './figure.ts';
import { median, percentile } from './statistics.ts';

const rounds = 110;
const warmUp = 10;
const starts = 9;
const deadlineMs = 30_000;
/** Three pages. */
const record = paymentRecord(54);
const job = { jobId: 'bench', sessionId: 'bench', key: new Uint8Array(32) };

/** A payment record of three pages: by the renderer's thread, and by plain pdfkit with the same fonts. */
export async function measureDocumentRender(progress: (line: string) => void): Promise<Figure[]> {
  const fontFile = (path: string) =>
    readFileSync(join(appRoot, 'node_modules/@expo-google-fonts/noto-sans-sc', path));
  const fonts = {
    regular: fontFile('400Regular/NotoSansSC_400Regular.ttf'),
    bold: fontFile('700Bold/NotoSansSC_700Bold.ttf'),
  };
  const texts = textsOf(record);
  const renderer = new DocumentRenderer(systemClock);
  const rendered: number[] = [];
  const plain: number[] = [];
  const first: number[] = [];
  let bytes = 0;
  let plainBytes = 0;
  try {
    // In turns, so that what else runs on the machine meets both alike.
    for (let round = 0; round < rounds + warmUp; round += 1) {
      const started = performance.now();
      const { pdf, pages } = await renderer.render(record, job, deadlineMs);
      const renderedMs = performance.now() - started;
      if (pages !== 3) throw new Error(`the record takes ${pages} pages and not 3`);
      bytes = pdf.length;
      const plainStarted = performance.now();
      plainBytes = plainPdf(texts, fonts).length;
      const plainMs = performance.now() - plainStarted;
      if (round < warmUp) continue;
      rendered.push(renderedMs);
      plain.push(plainMs);
    }
    for (let start = 0; start < starts; start += 1) {
      await renderer.close();
      const started = performance.now();
      await renderer.render(record, job, deadlineMs);
      first.push(performance.now() - started);
    }
  } finally {
    await renderer.close();
  }
  progress(
    `document: ${rounds} rounds, ${median(rendered).toFixed(1)} ms, pdfkit ${median(plain).toFixed(1)} ms`,
  );

  const what =
    'from the order of a payment record of three pages to its sealed file in the host, its thread running';
  const row = {
    unit: 'ms',
    samples: rounds,
    median: median(rendered),
    p99: percentile(rendered, 99),
  } as const;
  const baseline = {
    what: 'plain pdfkit in the same process, the same fonts in memory and the same texts, without lines, seal and measuring',
    median: median(plain),
    p99: percentile(plain, 99),
  };
  return [
    { ...row, name: 'document-render', what, baseline, target: { of: 'median', atMost: 60 } },
    { ...row, name: 'document-render-ratio', what, baseline, target: { of: 'ratio', atMost: 0.7 } },
    {
      name: 'document-render-first',
      what: 'the same where the thread is started and its fonts are loaded for it',
      unit: 'ms',
      samples: starts,
      median: median(first),
      p99: null,
      baseline: null,
      target: null,
    },
    {
      name: 'document-size',
      what: 'the file of the same record',
      unit: 'kB',
      samples: 1,
      median: bytes / 1000,
      p99: null,
      baseline: { what: 'the file of plain pdfkit', median: plainBytes / 1000, p99: null },
      target: { of: 'median', atMost: 60 },
    },
  ];
}

interface Texts {
  /** Of each page: lines of texts side by side, and whether they are bold. */
  pages: { bold: boolean; texts: readonly string[] }[][];
}

/** What the record says, on three pages of equal length, each with its head and foot. */
function textsOf({ title, issuer, number, subject, sections, check }: CivicDocument): Texts {
  const bold = (...texts: string[]) => ({ bold: true, texts });
  const regular = (...texts: string[]) => ({ bold: false, texts });
  const table = sections.find((section) => section.kind === 'table');
  const rows = table?.rows ?? [];
  const page = (index: number) => [
    bold(title),
    bold('姓名', subject.name, '公民身份号码', '1101**********002X'),
    bold(...(table?.columns.map(({ label }) => label) ?? [])),
    ...rows.slice(index * 18, (index + 1) * 18).map((row) => regular(...row)),
    regular(issuer, number, `第 ${index + 1} 页，共 3 页`),
  ];
  const rest = sections.flatMap((section) => {
    if (section.kind === 'fields') return section.fields.map(({ label, value }) => regular(label, value));
    if (section.kind === 'notes') return section.notes.map((note) => regular(note));
    return [];
  });
  const end = [...rest, bold(...(table?.totals[0] ?? [])), regular(check?.place ?? '', check?.code ?? '')];
  return { pages: [page(0), page(1), [...page(2), ...end]] };
}

function plainPdf({ pages }: Texts, fonts: { regular: Buffer; bold: Buffer }): Uint8Array {
  const pdf = new PdfDocument({ size: 'A4', margin: 0, autoFirstPage: false });
  pdf.registerFont('regular', fonts.regular);
  pdf.registerFont('bold', fonts.bold);
  for (const lines of pages) {
    pdf.addPage();
    lines.forEach(({ bold, texts }, line) => {
      pdf.font(bold ? 'bold' : 'regular', 10.5);
      texts.forEach((text, column) => {
        if (text !== '') pdf.text(text, 54 + column * 95, 54 + line * 22, { lineBreak: false });
      });
    });
  }
  pdf.end();
  const bytes: unknown = pdf.read();
  if (!(bytes instanceof Uint8Array)) throw new Error('pdfkit did not write the file at once');
  return bytes;
}
