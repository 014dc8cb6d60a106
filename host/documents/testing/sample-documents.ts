import type { CivicDocument, Subject } from '../document.ts';

/** An invented name on the sample number of GB 11643-1999. */
export const sampleSubject: Subject = { name: '样例甲', idNumber: '11010519491231002X' };
/** Characters of Extensions A and B, which ordinary fonts leave out; the other sample number of the standard. */
export const rareSubject: Subject = { name: '𠮷㙦䶮', idNumber: '440524188001010014' };

const common = {
  language: 'zh-CN',
  print: 'normal',
  issuer: '样例市社会保险事业管理中心',
  subject: sampleSubject,
  idNumberLabel: '公民身份号码',
  idNumberShown: 'masked',
  issuedOn: '2026-11-25',
  check: {
    place: 'https://check.example/zh',
    code: 'TB26-7K4M-93QX',
    qr: 'https://check.example/d/TB26-7K4M-93QX',
  },
} as const;

/** @param months of payments; 54 take three pages. */
export function paymentRecord(months: number, change: Partial<CivicDocument> = {}): CivicDocument {
  const money = (yuan: number) => yuan.toLocaleString('en-US', { minimumFractionDigits: 2 });
  const rows = Array.from({ length: months }, (_, index) => {
    const year = Math.floor(index / 12);
    const base = 7310 + year * 234;
    return {
      month: `${2019 + year}-${String((index % 12) + 1).padStart(2, '0')}`,
      employer: index < 40 ? '样例纺织品有限公司' : '样例精密机械（集团）股份有限公司第二分公司',
      base,
      own: base * 0.08,
      unit: base * 0.16,
    };
  });
  const sum = (part: 'own' | 'unit') => money(rows.reduce((total, row) => total + row[part], 0));
  return {
    ...common,
    kind: 'payment-record',
    title: '城镇职工基本养老保险缴费记录',
    number: 'YLJF-20261125-000417',
    sections: [
      {
        kind: 'fields',
        heading: '参保情况',
        columns: 2,
        fields: [
          { label: '参保状态', value: '正常参保' },
          { label: '参保地', value: '样例市样例区' },
          { label: '首次参保', value: '2019年1月' },
          { label: '累计缴费', value: `${months} 个月` },
        ],
      },
      {
        kind: 'table',
        heading: '缴费明细（单位：元）',
        columns: [
          { label: '月份', width: 2, align: 'left' },
          { label: '缴费单位', width: 5, align: 'left' },
          { label: '缴费基数', width: 2.4, align: 'right' },
          { label: '个人缴纳', width: 2.4, align: 'right' },
          { label: '单位缴纳', width: 2.4, align: 'right' },
        ],
        rows: rows.map(({ month, employer, base, own, unit }) => [
          month,
          employer,
          money(base),
          money(own),
          money(unit),
        ]),
        totals: [['合计', '', '', sum('own'), sum('unit')]],
      },
      {
        kind: 'notes',
        heading: '说明',
        notes: [
          '本记录所列为截至出具日期已到账的缴费，出具日期之后的缴费和更正不在其中。',
          '对记录有异议的，可以携带身份证到参保地的社会保险经办机构申请核对。',
        ],
      },
    ],
    ...change,
  };
}

export function certificate(change: Partial<CivicDocument> = {}): CivicDocument {
  return {
    ...common,
    kind: 'licence-copy',
    title: '无房证明',
    issuer: '样例市不动产登记中心',
    idNumberShown: 'whole',
    number: 'WFZM-2026-0031988',
    sections: [
      {
        kind: 'text',
        heading: null,
        paragraphs: [
          '兹证明：截至2026年11月25日9时30分，在样例市不动产登记簿（含已入库的历史房屋登记资料）中，未查询到上述申请人名下的房屋所有权登记信息。',
          '本证明仅反映查询时点的登记情况，供申请人办理户籍、入学、住房公积金提取等事项使用。',
        ],
      },
      {
        kind: 'fields',
        heading: '查询范围',
        columns: 1,
        fields: [
          { label: '行政区域', value: '样例市全部辖区' },
          { label: '查询用途', value: '住房公积金提取' },
          { label: '有效期限', value: '自出具之日起30日' },
        ],
      },
    ],
    ...change,
  };
}

export function offlineCodes(change: Partial<CivicDocument> = {}): CivicDocument {
  const code = {
    data: 'https://code.example/offline/7K4M93QX2C8VJ5HT6WNP',
    caption: '样例甲',
    lines: ['有效期至 2027年5月24日', '请勿转借他人'],
  };
  return {
    ...common,
    kind: 'offline-code',
    title: '离线码',
    issuer: '样例市大数据中心',
    number: 'LXM-20261125-000052',
    sections: [
      { kind: 'codes', heading: '沿虚线剪下，随身携带', codes: [code, code, code, code] },
      { kind: 'notes', heading: '使用说明', notes: ['乘车、就医、入园时出示，由工作人员扫描。'] },
    ],
    check: null,
    ...change,
  };
}

/** In English, with a name that takes two lines. */
export function receipt(change: Partial<CivicDocument> = {}): CivicDocument {
  return {
    ...common,
    kind: 'case-receipt',
    language: 'en',
    title: 'Receipt of application',
    issuer: 'Sample City Government Service Centre',
    subject: { name: 'Alexandra Example-Montgomery van der Sample', idNumber: '911124198108030024' },
    idNumberLabel: 'Permanent residence card no.',
    number: 'SJ-20261125-00873',
    sections: [
      {
        kind: 'fields',
        heading: 'What was handed in',
        columns: 1,
        fields: [
          { label: 'Business', value: 'Change of residential address on the residence permit' },
          { label: 'Received', value: '25 November 2026, 09:42' },
          { label: 'Handled by', value: 'Exit and Entry Administration, Sample District Branch' },
          { label: 'Result by', value: '9 December 2026' },
        ],
      },
      {
        kind: 'table',
        heading: 'Papers',
        columns: [
          { label: 'No.', width: 1, align: 'center' },
          { label: 'Paper', width: 7, align: 'left' },
          { label: 'Form', width: 2, align: 'left' },
          { label: 'Copies', width: 1.4, align: 'right' },
        ],
        rows: [
          ['1', 'Application form', 'electronic', '1'],
          ['2', 'Tenancy agreement, registered', 'scan', '1'],
          ['3', 'Photograph from the shared photograph library', 'electronic', '1'],
        ],
        totals: [],
      },
      {
        kind: 'notes',
        heading: 'Please note',
        notes: ['Keep this receipt. It is needed to collect the result.'],
      },
    ],
    ...change,
  };
}

/** In large print, with rare characters. */
export function rareReceipt(change: Partial<CivicDocument> = {}): CivicDocument {
  return {
    ...common,
    kind: 'case-receipt',
    print: 'large',
    title: '办理进度单',
    issuer: '样例市政务服务中心',
    subject: rareSubject,
    number: 'JD-20261125-00219',
    sections: [
      {
        kind: 'fields',
        heading: '办理事项',
        columns: 1,
        fields: [
          { label: '事项', value: '城乡居民基本养老保险待遇申领' },
          { label: '现在到了', value: '样例区社会保险经办机构审核' },
          { label: '预计办结', value: '2026年12月3日' },
        ],
      },
      {
        kind: 'table',
        heading: '经过',
        columns: [
          { label: '日期', width: 3, align: 'left' },
          { label: '环节', width: 4, align: 'left' },
          { label: '状态', width: 2, align: 'left' },
        ],
        rows: [
          ['2026-11-18', '申请已提交', '完成'],
          ['2026-11-19', '材料核对', '完成'],
          ['2026-11-24', '审核', '进行中'],
        ],
        totals: [],
      },
    ],
    ...change,
  };
}
