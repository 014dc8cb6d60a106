import type { Preset } from '../../simulation/simulator.ts';
import type { CardTraits } from './card.ts';

/** What goes wrong in the middle of the next read, at the record with the holder's name, and only once. */
export type Fault =
  /** The card is pulled, and pcscd notices at once. */
  | 'pull'
  /** The card is pulled; the APDU fails, and pcscd notices a little later. */
  | 'pull-unnoticed'
  /** The card stays and answers no more. */
  | 'mute'
  | 'reader-unplug'
  /** pcscd dies with half of its answer said. */
  | 'die'
  /** The second half of the answer never comes. */
  | 'half'
  /** The answer comes when nobody waits for it any more. */
  | 'late'
  | 'twice';

export interface CardReaderPreset extends Preset {
  /** How many readers pcscd has. */
  readers: 0 | 1 | 2;
  /** The card in the first reader. */
  card: CardTraits | null;
  /** The card gives no answer to reset. */
  mute?: true;
  /** Another program keeps the card to itself. */
  held?: true;
  /** pcscd takes requests and answers none. */
  silent?: true;
  slow?: true;
  /** Every byte is a piece of its own. */
  bytewise?: true;
  /** Minor version of pcscd's protocol; 4 where not stated. */
  minor?: number;
  fault?: Fault;
  /** The state after the fault. */
  after?: string;
}

const plain: CardTraits = { holder: 'plain', protocol: 'T=1' };
const inserted = { readers: 1, card: plain } as const;

/** Those with a fault strike once and turn into the state named in `after`; all others last until another is set. */
export const cardReaderPresets: readonly CardReaderPreset[] = [
  preset('normal', '一切正常，未插卡', 'Everything works, no card', { readers: 1, card: null }),
  preset('card', '已插卡（T=1）', 'A card is in the reader (T=1)', inserted),
  preset('card-t0', '已插卡（T=0，61xx/6Cxx）', 'A card is in the reader (T=0, 61xx and 6Cxx)', {
    readers: 1,
    card: { ...plain, protocol: 'T=0' },
  }),
  preset('card-rare-name', '姓名含生僻字，缺出生地记录', 'Rare characters in the name, no birthplace', {
    readers: 1,
    card: { ...plain, holder: 'rare-name' },
  }),
  preset('card-wrong-number', '号码校验位错误', 'The number fails its check', {
    readers: 1,
    card: { ...plain, holder: 'wrong-number' },
  }),
  preset('card-strange-tags', '记录前有未知标识', 'Records begin with an unknown identifier', {
    readers: 1,
    card: { ...plain, strangeTags: true },
  }),
  preset('card-locked', '持卡人信息须验证 PIN', 'The holder is told only after a PIN', {
    readers: 1,
    card: { ...plain, locked: true },
  }),
  preset('card-broken', '读取姓名时卡片报错 6F00', 'The card breaks down at the name, 6F00', {
    readers: 1,
    card: { ...plain, broken: true },
  }),
  preset('unknown-applet', '没有社保应用的卡', 'A card without the social security application', {
    readers: 1,
    card: { ...plain, application: false },
  }),
  preset('mute', '卡片无复位应答（如插反）', 'The card gives no answer to reset (upside down, say)', {
    ...inserted,
    mute: true,
  }),
  preset('held-by-another', '卡片被其他程序占用', 'Another program keeps the card to itself', {
    ...inserted,
    held: true,
  }),
  preset(
    'pulled-mid-apdu',
    '下一次读取中途拔卡（一次）',
    'The card is pulled in the middle of the next read (once)',
    {
      ...inserted,
      fault: 'pull',
      after: 'normal',
    },
  ),
  preset(
    'pulled-unnoticed',
    '下一次读取中途拔卡，稍后才发现（一次）',
    'The card is pulled in the middle of the next read, which is noticed a little later (once)',
    { ...inserted, fault: 'pull-unnoticed', after: 'normal' },
  ),
  preset(
    'mute-mid-apdu',
    '下一次读取中途卡片不再应答（一次）',
    'The card falls silent in the next read (once)',
    {
      ...inserted,
      fault: 'mute',
      after: 'card',
    },
  ),
  preset('reader-gone', '没有读卡器', 'There is no reader', { readers: 0, card: null }),
  preset(
    'reader-unplugged-mid-apdu',
    '下一次读取中途拔出读卡器（一次）',
    'The reader is unplugged in the middle of the next read (once)',
    { ...inserted, fault: 'reader-unplug', after: 'reader-gone' },
  ),
  preset('two-readers', '有两个读卡器', 'There are two readers', { readers: 2, card: plain }),
  preset('daemon-restarts', 'pcscd 重启，卡仍在（一次）', 'pcscd is restarted, the card stays (once)', {
    ...inserted,
    after: 'card',
  }),
  preset('daemon-dies-mid-apdu', '下一次读取中途 pcscd 退出（一次）', 'pcscd dies in the next read (once)', {
    ...inserted,
    fault: 'die',
    after: 'card',
  }),
  preset('silent', 'pcscd 已连接但不应答', 'pcscd is connected and answers nothing', {
    ...inserted,
    silent: true,
  }),
  preset('slow', 'pcscd 应答慢，但未超时', 'pcscd answers slowly, but in time', { ...inserted, slow: true }),
  preset('truncated-reply', '下一次读取的应答只有一半（一次）', 'Half an answer in the next read (once)', {
    ...inserted,
    fault: 'half',
    after: 'card',
  }),
  preset(
    'late-reply',
    '下一次读取的应答超时后才到（一次）',
    'An answer comes too late in the next read (once)',
    {
      ...inserted,
      fault: 'late',
      after: 'card',
    },
  ),
  preset(
    'duplicate-reply',
    '下一次读取的应答发送两次（一次）',
    'An answer comes twice in the next read (once)',
    {
      ...inserted,
      fault: 'twice',
      after: 'card',
    },
  ),
  preset('one-byte-chunks', '应答逐字节发送', 'Answers come byte by byte', { ...inserted, bytewise: true }),
  preset('newer-daemon', 'pcscd 只接受 4:5 版协议', 'pcscd takes version 4:5 of its protocol only', {
    ...inserted,
    minor: 5,
  }),
  preset(
    'older-daemon',
    'pcscd 只接受 4:3 版协议（不支持）',
    'pcscd takes version 4:3 only, which is too old',
    {
      ...inserted,
      minor: 3,
    },
  ),
];

function preset(
  name: string,
  chinese: string,
  english: string,
  state: Omit<CardReaderPreset, 'name' | 'description'>,
): CardReaderPreset {
  return { name, description: { 'zh-CN': chinese, en: english }, ...state };
}
