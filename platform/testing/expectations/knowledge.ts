import { expect, it } from 'vitest';
import { data } from '../expect-result.ts';
import type { Side } from '../side.ts';

export function knowledgeExpectations(side: () => Side): void {
  it('answers with what an office has written, best first', async () => {
    const { city } = side();
    const ask = async (question: string, language: 'zh-CN' | 'en') =>
      data(await city.knowledge.ask({ question, language }));
    expect(await ask('在哪里打印社保缴费记录', 'zh-CN')).toMatchObject({
      answers: [{ answer: 'payment-record-where', items: ['payment-record'] }],
      withheld: 0,
    });
    const { answers } = await ask('Can I print a paper code?', 'en');
    expect(answers.map(({ answer }) => answer)).toEqual(['offline-code-who', 'payment-record-where']);
    expect(answers.every(({ checkDueOn }) => checkDueOn >= '2026-03-04')).toBe(true);
  });

  it('holds back what nobody has looked at in time, and invents nothing', async () => {
    const { city } = side();
    const ask = async (question: string) => data(await city.knowledge.ask({ question, language: 'en' }));
    expect(await ask('When can I retire?')).toEqual({ answers: [], withheld: 1 });
    expect(await ask('What will the weather be?')).toEqual({ answers: [], withheld: 0 });
  });
}
