import jsqr from 'jsqr';
import { describe, expect, it } from 'vitest';
import { DocumentError } from './document-error.ts';
import type { CivicDocument } from './document.ts';
import { renderDocument } from './render.ts';
import { noPoppler, picture, poppler } from './testing/poppler.ts';
import {
  certificate,
  offlineCodes,
  paymentRecord,
  rareReceipt,
  receipt,
  sampleSubject,
} from './testing/sample-documents.ts';
import { faces } from './testing/typefaces.ts';

const job = { jobId: 'job-1', sessionId: 'session-1', key: new Uint8Array(32).fill(7) };
const render = (document: CivicDocument) => renderDocument(document, job, faces);
/** In the order of reading, each line's words with one space between them. */
const text = (pdf: Uint8Array, ...options: string[]) =>
  poppler('pdftotext', pdf, '-layout', ...options)
    .split('\n')
    .map((line) => line.trim().replaceAll(/\s+/g, ' '))
    .filter((line) => line !== '');

/** Which of the wanted lines do not come in this order, whatever stands between them. */
function missing(lines: readonly string[], wanted: readonly string[]): string[] {
  let from = 0;
  return wanted.filter((line) => {
    const at = lines.indexOf(line, from);
    if (at >= 0) from = at + 1;
    return at < 0;
  });
}

describe.skipIf(noPoppler)(
  `a document as poppler reads it${noPoppler ? ` (needs ${noPoppler})` : ''}`,
  () => {
    it('a certificate: every word in the order of reading', () => {
      const { pdf } = render(certificate());
      expect(text(pdf)).toEqual([
        '样例市不动产登记中心',
        '无房证明',
        '姓名 公民身份号码',
        '样例甲 11010519491231002X',
        '文件编号 出具日期',
        'WFZM-2026-0031988 2026年11月25日',
        '兹证明：截至2026年11月25日9时30分，在样例市不动产登记簿（含已入',
        '库的历史房屋登记资料）中，未查询到上述申请人名下的房屋所有权登记信',
        '息。',
        '本证明仅反映查询时点的登记情况，供申请人办理户籍、入学、住房公积',
        '金提取等事项使用。',
        '查询范围',
        '行政区域 样例市全部辖区',
        '查询用途 住房公积金提取',
        '有效期限 自出具之日起30日',
        '电子出具，可以查验',
        '扫描左侧二维码，或输入下面的查验码，可以核对本文件的内容。',
        '查验处：https://check.example/zh',
        '查验码 TB26-7K4M-93QX',
        '出具单位 样例市不动产登记中心 2026年11月25日',
        '样例市不动产登记中心 WFZM-2026-0031988 第 1 页，共 1 页',
      ]);
    });

    it('a record of three pages: head, person and page on each, the rows in order, the sum last', () => {
      const { pdf, pages } = render(paymentRecord(54));
      expect(pages).toBe(3);
      expect(poppler('pdfinfo', pdf)).toMatch(/Pages: +3\n[^]*Page size: +595.28 x 841.89 pts \(A4\)/);
      for (const page of ['1', '2', '3']) {
        const lines = text(pdf, '-f', page, '-l', page);
        expect(lines).toContain('月份 缴费单位 缴费基数 个人缴纳 单位缴纳');
        expect(lines.at(-1)).toBe(`样例市社会保险事业管理中心 YLJF-20261125-000417 第 ${page} 页，共 3 页`);
        if (page !== '1') {
          expect(
            missing(lines, ['城镇职工基本养老保险缴费记录', '姓名 样例甲 公民身份号码 1101**********002X']),
          ).toEqual([]);
        }
      }
      expect(
        missing(text(pdf), [
          '样例甲 1101**********002X',
          '参保状态 正常参保 参保地 样例市样例区',
          '2019-01 样例纺织品有限公司 7,310.00 584.80 1,169.60',
          '2020-12 样例纺织品有限公司 7,544.00 603.52 1,207.04',
          '2022-04 样例纺织品有限公司 8,012.00 640.96 1,281.92',
          sumLine(54),
          '说明',
          '1. 本记录所列为截至出具日期已到账的缴费，出具日期之后的缴费和更正不在其中。',
        ]),
      ).toEqual([]);
      const months = text(pdf).filter((line) => /^\d{4}-\d{2} /.test(line));
      expect(months).toHaveLength(54);
      expect(months).toEqual(months.toSorted());
    });

    it('a masked number stands nowhere in the clear', () => {
      const { pdf } = render(paymentRecord(3));
      expect(poppler('pdftotext', pdf)).not.toContain(sampleSubject.idNumber);
    });

    it('rare characters of names, in large print', () => {
      const { pdf } = render(rareReceipt());
      expect(
        missing(text(pdf), [
          '办理进度单',
          '𠮷㙦䶮 4405**********0014',
          '现在到了 样例区社会保险经办机构审核',
          '2026-11-24 审核 进行中',
          '查验码 TB26-7K4M-93QX',
        ]),
      ).toEqual([]);
    });

    it('characters that share a glyph in the font are read back as they were given', () => {
      const name = '一⼀·‧';
      const { pdf } = render(certificate({ subject: { ...sampleSubject, name } }));
      expect(text(pdf)).toContain(`${name} 11010519491231002X`);
    });

    it('English, a name of two lines', () => {
      expect(
        missing(text(render(receipt()).pdf), [
          'Receipt of application',
          'Alexandra Example-Montgomery 9111**********0024',
          'van der Sample',
          'SJ-20261125-00873 25 November 2026',
          '2 Tenancy agreement, registered scan 1',
          'Check code TB26-7K4M-93QX',
          'Sample City Government Service Centre SJ-20261125-00873 Page 1 of 1',
        ]),
      ).toEqual([]);
    });

    it('a long name beside a long label, in large print on a second page', () => {
      const { pdf } = render(receipt({ print: 'large' }));
      expect(text(pdf, '-f', '2', '-l', '2').slice(0, 3)).toEqual([
        'Receipt of application',
        'Name Alexandra Example-Montgomery van der Sample',
        'Permanent residence card no. 9111**********0024',
      ]);
    });

    it('all fonts are embedded, subsets, and can be read back', () => {
      const fonts = poppler('pdffonts', render(rareReceipt()).pdf).trim().split('\n').slice(2);
      expect(fonts.map((line) => line.replace(/^[A-Z]{6}\+/, '').split(/\s+/)[0])).toEqual([
        'NotoSansSC-Bold',
        'NotoSansSC-Regular',
        'TongbanRareHan-Regular',
      ]);
      for (const line of fonts) expect(line).toMatch(/Identity-H +yes yes yes/);
    });

    it('a QR code that can be read from the paper', () => {
      const { data, width, height } = picture(render(certificate()).pdf);
      expect(jsqr(data, width, height)?.data).toBe('https://check.example/d/TB26-7K4M-93QX');
    });

    it('tells its maker and its date, and nobody’s name or number', () => {
      const information = poppler('pdfinfo', render(certificate()).pdf);
      expect(information).toMatch(/^Creator: +Tongban\nProducer: +Tongban\nCreationDate: .*2026/);
      expect(information).not.toMatch(/Title|Author|样例|1101/);
    });
  },
);

/** Of `paymentRecord`, worked out again. */
function sumLine(months: number): string {
  const bases = Array.from({ length: months }, (_, index) => 7310 + Math.floor(index / 12) * 234);
  const money = (share: number) =>
    bases
      .reduce((total, base) => total + base * share, 0)
      .toLocaleString('en-US', { minimumFractionDigits: 2, maximumFractionDigits: 2 });
  return `合计 ${money(0.08)} ${money(0.16)}`;
}

describe('the file', () => {
  it('is the same for the same document and job', () => {
    for (const document of [paymentRecord(54), certificate(), offlineCodes(), receipt(), rareReceipt()]) {
      // The first one may find the fonts unused.
      expect(Buffer.compare(render(document).pdf, render(document).pdf)).toBe(0);
    }
  });

  it('of three pages is at most 60 kB', () => {
    expect(render(paymentRecord(54)).pdf.length).toBeLessThanOrEqual(60_000);
  });

  it('holds no name and no number outside of what is printed', () => {
    const { name, idNumber } = sampleSubject;
    const utf16 = Buffer.from(name, 'utf16le').swap16();
    const file = Buffer.from(render(certificate()).pdf);
    for (const clear of [idNumber, Buffer.from(name), utf16]) expect(file.includes(clear)).toBe(false);
  });
});

describe('what cannot be printed', () => {
  it.each(['𰻝\u{10ffff}', 'ا', 'a\tb'])('a character that no font has: %j', (name) => {
    expect(() => render(certificate({ subject: { ...sampleSubject, name } }))).toThrow(
      expect.objectContaining({ name: 'DocumentError', code: 'missing-character' }),
    );
  });

  it('a row that is higher than a page', () => {
    const columns = [{ label: '内容', width: 1, align: 'left' }] as const;
    const table = { kind: 'table', heading: null, columns, rows: [['长'.repeat(4000)]], totals: [] } as const;
    expect(() => render(certificate({ sections: [table] }))).toThrow(DocumentError);
  });

  it('a QR code with too much in it', () => {
    const codes = [{ data: 'x'.repeat(5000), caption: '', lines: [] }];
    expect(() => render(offlineCodes({ sections: [{ kind: 'codes', heading: null, codes }] }))).toThrow(
      expect.objectContaining({ code: 'does-not-fit' }),
    );
  });
});
