import { localTime } from '../../store/local-time.ts';
import { licenceCopy } from '../documents/licence-copy.ts';
import { cityUnavailable, failureOf } from '../failure.ts';
import { keyOf } from '../keys.ts';
import { resultText, row } from '../texts.ts';
import { type Answered, type Asked, textOf } from './asked.ts';

/** One licence with what stands in it, under the consent as the citizen read it. */
export async function licence({ world, item, order, subject, signal }: Asked): Promise<Answered> {
  const { platform, timeZone } = world;
  const agreed = item.consents.find(({ id, covers }) => covers.includes('licences') && order.consents[id]);
  if (!agreed) throw new Error(`${item.id} pulls a licence without a consent`);
  const consent = {
    // In both languages: the citizen may change the language between two retries, the question must stay the same.
    purpose: `${agreed.purpose['zh-CN']} / ${agreed.purpose.en}`,
    item: item.id,
    givenAt: new Date(order.startedAt).toISOString(),
  };
  const pulled = await platform.licences.pull(
    { subject, licence: textOf(order, 'licence'), consent },
    { key: keyOf(order.opId, 'licences.pull'), signal },
  );
  if (!pulled.ok) return failureOf('licences.pull', pulled.error);
  // It may have been revoked since.
  if (pulled.stale) return cityUnavailable;
  const { licence, checkCode } = pulled.data;
  const issuedOn = localTime(order.startedAt, timeZone).date;
  const copies = Number(order.values['copies'] ?? 1);
  return {
    ok: true,
    result: {
      headline: resultText('licences-pull', { title: licence.title }),
      rows: [
        row('issuer', licence.issuer),
        row('valid-until', licence.validUntil ?? resultText('without-end')),
        row('check-code', checkCode),
        row('copies', String(copies)),
      ],
      stages: [],
      qr: { text: checkCode, caption: resultText('qr-check') },
    },
    paper: { on: 'a4', document: licenceCopy(order, pulled.data, issuedOn), copies },
  };
}
