// stand-in on this branch until the whole of it is merged
import type { Language } from '../../contract/localized.ts';
import type { Clock } from '../../drivers/contract/clock.ts';
import type { Platform } from '../../platform/open.ts';
import type { Failure, Requested, RequestInput } from '../../state-machines/service/service.ts';
import { localTime } from '../store/local-time.ts';
import { failureOf } from './failure.ts';
import type { Paper } from './paper.ts';

export type RequestOrder = RequestInput & { language: Language; largePrint: boolean };
export function createRequest({
  platform,
  clock,
  timeZone,
}: {
  platform: Platform;
  clock: Clock;
  timeZone: string;
}) {
  return async (
    input: RequestOrder,
    signal: AbortSignal,
  ): Promise<{ requested: Requested | Failure; paper: Paper | null }> => {
    const { subject, person, values } = input;
    const insurances = values['insurances'] as 'pension'[];
    const span = { subject: subject ?? '', insurances, from: '2000-01', to: '2026-10' };
    const [certificate, records] = await Promise.all([
      platform.payments.certificate(span, { key: input.opId, signal }),
      platform.payments.records(span, { signal }),
    ]);
    if (!certificate.ok)
      return { requested: failureOf('payments.certificate', certificate.error), paper: null };
    if (!records.ok) return { requested: failureOf('payments.records', records.error), paper: null };
    const text = (zh: string) => ({ 'zh-CN': zh, en: zh });
    return {
      requested: {
        ok: true,
        result: { headline: text('ok'), rows: [], stages: [], qr: null, sent: 'now' },
        prints: true,
        transaction: 't',
      },
      paper: {
        on: 'a4',
        copies: 1,
        document: {
          kind: 'payment-record',
          language: input.language,
          print: 'normal',
          title: '缴费记录',
          issuer: '样例',
          subject: { name: person?.name ?? '', idNumber: person?.idNumber ?? '' },
          idNumberLabel: '公民身份号码',
          idNumberShown: 'masked',
          number: certificate.data.serial,
          issuedOn: localTime(clock.now(), timeZone).date,
          sections: [
            {
              kind: 'table',
              heading: '明细',
              columns: [
                { label: '月份', width: 2, align: 'left' },
                { label: '单位', width: 5, align: 'left' },
                { label: '个人', width: 2, align: 'right' },
              ],
              rows: records.data.records.map((r) => [r.month, r.payer, String(r.personalFen / 100)]),
              totals: [],
            },
          ],
          check: {
            place: certificate.data.checkUrl,
            code: certificate.data.checkCode,
            qr: certificate.data.checkUrl,
          },
        },
      },
    };
  };
}
