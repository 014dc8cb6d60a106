import type { Localized } from '../../contract/localized.ts';
import type {
  FaultView,
  FieldView,
  KeyboardName,
  OfferedView,
  ResultView,
} from '../../contract/service-view.ts';
import type { PersonView } from '../../contract/view.ts';

export const text = (zh: string, en: string): Localized => ({ 'zh-CN': zh, en });
export const item = text('新生儿出生一件事', 'A child is born: all in one');
export const masked: PersonView = { name: '样*甲', idNumber: '1101**********002X', revealed: false };
export const long: PersonView = {
  name: 'SAMPLE-PERSON, MARIA ALEXANDRA THEODORA',
  idNumber: '932682198501010017',
  revealed: true,
};

const field = (
  id: string,
  keyboard: KeyboardName,
  label: Localized,
  more: Partial<FieldView> = {},
): FieldView => ({
  id,
  label,
  hint: null,
  keyboard,
  choices: [],
  several: false,
  required: true,
  value: null,
  source: null,
  disputed: null,
  fault: null,
  ...more,
});
export const household = {
  name: text('公安人口库', 'the household register'),
  since: '2021-03-15',
};
export const childName = field('childName', 'pinyin', text('宝宝姓名', 'Name of the child'), {
  hint: text('请填写出生医学证明上的姓名', 'As on the birth certificate'),
});
export const motherNumber = field(
  'motherNumber',
  'digits-x',
  text('母亲身份证号码', 'ID number of the mother'),
  {
    hint: text('18 位，最后一位可能是 X', '18 digits; the last may be X'),
  },
);
export const phone = field('phone', 'phone', text('联系电话', 'Telephone'), {
  required: false,
  hint: text('办好后给您发短信', 'We send a message when it is done'),
});
export const certificate = field(
  'birthCertificate',
  'english',
  text('出生医学证明编号', 'Number of the birth certificate'),
  {
    hint: text('一个字母和九位数字', 'One letter and nine digits'),
  },
);
export const sex = field('childSex', 'choice', text('宝宝性别', 'Sex of the child'), {
  choices: [
    { value: 'female', label: text('女', 'Girl') },
    { value: 'male', label: text('男', 'Boy') },
  ],
});
export const parts = field('parts', 'choice', text('一并办理哪些事项？', 'What shall be done with it?'), {
  several: true,
  required: false,
  value: ['registration', 'insurance'],
  choices: [
    { value: 'registration', label: text('出生登记入户', 'Household registration') },
    { value: 'insurance', label: text('城乡居民医保参保', 'Medical insurance') },
    { value: 'card', label: text('社会保障卡申领', 'Social security card') },
    { value: 'allowance', label: text('生育津贴和补贴', 'Birth allowance') },
  ],
});
export const slot = field('slot', 'choice', text('预约时间', 'Time of the appointment'), {
  hint: text('请提前十分钟到', 'Please be there ten minutes before'),
  choices: Array.from({ length: 14 }, (_, index) => {
    const time = `${9 + Math.floor(index / 2)}:${index % 2 === 0 ? '00' : '30'}`;
    return { value: `slot-${index}`, label: text(`5 月 6 日 ${time}`, `6 May, ${time}`) };
  }),
});
export const address = field('registerAddress', 'address-list', text('落户地址', 'Address to register at'), {
  hint: text('请选择标准地址', 'Choose a standard address'),
});
export const birthDate = field('birthDate', 'date', text('出生日期', 'Date of birth'));
export const notAfter = text('出生日期不能晚于今天。', 'The date cannot be after today.');

export const filled: FieldView[] = [
  { ...childName, value: '样例乙' },
  { ...sex, value: 'female' },
  { ...birthDate, value: '2026-04-30' },
  { ...motherNumber, value: '1101**********002X', source: household },
  {
    ...address,
    value: '310109901-1-101',
    source: { name: text('公安人口库', 'the household register'), since: null },
    disputed: { receipt: 'YC-20261125-000012', dueOn: '2026-12-02' },
  },
  { ...parts, source: household },
  phone,
  {
    ...certificate,
    value: 'A123456789',
    source: { name: text('出生医学证明库', 'the register of births'), since: '2026-05-02' },
  },
];

export const warnings: FaultView[] = [
  {
    reason: text('医保从下个月开始生效', 'Insurance begins with the next month'),
    remedy: text('本月看病请先自付，之后可以报销。', 'Pay this month yourself, then ask for it back.'),
    field: null,
  },
];
export const faults: FaultView[] = [
  {
    reason: text('身份证号码和户口信息不一致', 'The ID number does not match the household record'),
    remedy: text('请对照身份证再填一次。', 'Please compare it with the card and type it again.'),
    field: 'motherNumber',
  },
  {
    reason: text('出生超过一个月，要先到派出所登记', 'More than a month has passed since the birth'),
    remedy: text(
      '请带出生医学证明到派出所窗口。',
      'Please take the birth certificate to the police counter.',
    ),
    field: null,
  },
];

export const offered: OfferedView[] = [
  {
    id: 'elder',
    title: text('高龄老人津贴', 'Allowance for the elderly'),
    reason: text('您已年满 80 周岁，户籍在本区。', 'You are over 80 and live in this district.'),
    amountFen: 18_000,
    taken: false,
  },
  {
    id: 'transport',
    title: text('老年综合津贴', 'General old-age allowance'),
    reason: text('您已年满 65 周岁。', 'You are over 65.'),
    amountFen: 1_234_550,
    taken: true,
  },
  {
    id: 'check-up',
    title: text('免费体检', 'Free health check'),
    reason: text('今年还没有用过。', 'Not yet used this year.'),
    amountFen: null,
    taken: false,
  },
];

export const receipt: ResultView = {
  headline: text('已受理', 'It has been handed in'),
  rows: [
    { label: text('受理编号', 'Receipt number'), value: 'SAMPLE-2026-000123' },
    { label: text('办结时限', 'Done within'), value: text('10 个工作日', '10 working days') },
  ],
  stages: [
    {
      title: text('出生登记', 'Registration'),
      by: text('公安', 'Police'),
      state: 'done',
      date: '2026-05-06',
    },
    {
      title: text('医保参保', 'Medical insurance'),
      by: text('医保局', 'Insurance office'),
      state: 'running',
      date: '2026-05-13',
    },
    {
      title: text('社会保障卡', 'Social security card'),
      by: text('人社局', 'Social security office'),
      state: 'waiting',
      date: '2026-05-20',
    },
    {
      title: text('生育补贴', 'Birth allowance'),
      by: text('卫健委', 'Health commission'),
      state: 'waiting',
      date: null,
    },
  ],
  qr: {
    text: 'https://example.invalid/case/SAMPLE-2026-000123',
    caption: text('用手机扫码，随时查进度', 'Scan it to see how it stands'),
  },
  sent: 'now',
};
