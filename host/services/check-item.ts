import { checkConsent, checkFormOf, checkOrigin } from './check-form.ts';
import { checkCovers, checkRulesOf } from './check-rules.ts';
import { isOverdue } from './freshness.ts';
import type { Item } from './item-schema.ts';
import type { Known } from './known.ts';
import type { ItemProblem, Say } from './parse-item.ts';

/**
 * Whether an item makes sense beyond its shape: what it names exists, its form and its rules can be used, and its
 * guide and rules are not past their day.
 * @param today `YYYY-MM-DD`.
 */
export function checkItem(item: Item, known: Known, today: string): ItemProblem[] {
  const problems: ItemProblem[] = [];
  const say: Say = (path, zh, en) => {
    problems.push({ path, message: { 'zh-CN': zh, en } });
  };
  if (!known.themes.has(item.theme))
    say('theme', `没有主题 ${item.theme}`, `names ${item.theme}, which is no theme`);
  for (const [index, role] of item.needs.devices.entries())
    if (!known.devices.has(role))
      say(`needs.devices[${index}]`, `没有设备 ${role}`, `names ${role}, which is no kind of device`);
  checkPorts(item, known, say);
  checkEach(item, known, say);
  checkLater(item, known, say);
  if (item.identity.by.includes('receipt') !== (item.request.byReceipt !== undefined))
    say(
      'request.byReceipt',
      '仅在可用受理单核验时填写',
      'must be there if, and only if, identity can be a receipt',
    );
  checkDocuments(item, known, say);
  checkFormOf(item, known, say);
  checkRulesOf(item, known, say);
  checkCovers(item, say);
  checkDates(item, today, say);
  checkDuplicates(item, say);
  const { from, to } = item.ages;
  if (from !== null && to !== null && to < from) say('ages.to', '小于 from', 'is less than from');
  if (from !== null && item.identity.need !== 'required')
    say('ages', '限定年龄须核验身份', 'needs identity to be required: nobody’s age is known without');
  if (item.minutes.atMost < item.minutes.usual) say('minutes.atMost', '小于 usual', 'is less than usual');
  return problems;
}

function checkPorts({ request, variants, needs, consents }: Item, known: Known, say: Say): void {
  const operations = (port: string) =>
    (Object.hasOwn(known.ports, port) ? known.ports[port]?.operations : undefined) ?? null;
  const unknown = (path: string, port: string) =>
    say(path, `没有端口 ${port}`, `names ${port}, which is no system of the city`);
  for (const [index, port] of needs.ports.entries())
    if (!operations(port)) unknown(`needs.ports[${index}]`, port);
  for (const [index, { covers }] of consents.entries())
    for (const port of covers)
      if (!Object.hasOwn(known.ports, port)) unknown(`consents[${index}].covers`, port);
  if (!operations(request.port)) return unknown('request.port', request.port);
  if (!needs.ports.includes(request.port))
    say('needs.ports', `应包括 ${request.port}`, `must have ${request.port}, which the request goes to`);
  const asked = [
    ['request.operation', request.operation],
    ['request.byReceipt', request.byReceipt],
    ...variants.map(({ operation }, index) => [`variants[${index}].operation`, operation]),
  ] as const;
  for (const [path = '', operation] of asked)
    if (operation !== undefined && !operations(request.port)?.includes(operation))
      say(
        path,
        `${request.port} 没有操作 ${operation}`,
        `asks ${request.port} for ${operation}, which it does not do`,
      );
}

/** What is asked for each of a list changes something by one touch, and the list is of the port that is asked. */
function checkEach({ request, form, consents }: Item, known: Known, say: Say): void {
  const { each } = request;
  if (!each) return;
  if (form !== null) say('request.each', '有表单时不可填写', 'must not be there with a form');
  if (!request.changes) say('request.each', '仅用于有变更的请求', 'is for requests that change something');
  checkOrigin('request.each', each, known, say, 'list');
  checkConsent('request.each.source', each, consents, say);
}

/** Nobody waits for the answer, and everything can be filled in without the city. */
function checkLater({ later, request, form, variants }: Item, known: Known, say: Say): void {
  if (!later) return;
  const port = Object.hasOwn(known.ports, request.port) ? known.ports[request.port] : undefined;
  for (const operation of [request.operation, ...variants.flatMap((variant) => variant.operation ?? [])])
    if (port?.later?.includes(operation) !== true)
      say(
        'later',
        `${request.port}.${operation} 不能稍后发送`,
        `is not possible: ${request.port}.${operation} cannot wait`,
      );
  const asking = Object.entries(form?.fields ?? {}).find(([, { choicesFrom }]) => choicesFrom);
  if (asking)
    say('later', `字段 ${asking[0]} 的选项须联网获取`, `is not possible: ${asking[0]} asks the city`);
}

function checkDocuments({ documents, result }: Item, known: Known, say: Say): void {
  for (const [index, { kind, paper }] of documents.entries()) {
    const drawnFor = Object.hasOwn(known.documents, kind) ? known.documents[kind] : undefined;
    if (drawnFor === undefined)
      say(`documents[${index}].kind`, `没有单据 ${kind}`, `names ${kind}, which is no kind of document`);
    else if (drawnFor !== paper)
      say(`documents[${index}].paper`, `${kind} 用于 ${drawnFor}`, `must be ${drawnFor} for ${kind}`);
  }
  const gives = { print: 'a4', ticket: 'ticket' } as const;
  for (const way of ['print', 'ticket'] as const)
    if (result.includes(way) !== documents.some(({ paper }) => paper === gives[way]))
      say(
        'result',
        `${way} 与单据不一致`,
        `must have ${way} if, and only if, a document is on ${gives[way]}`,
      );
}

function checkDates({ guide, rules, regions }: Item, today: string, say: Say): void {
  const dated = [
    ['guide', guide],
    ['rules', rules],
    ...regions.map((region, index) => [`regions[${index}].guide`, region.guide] as const),
  ] as const;
  for (const [path, part] of dated) {
    if (part === null) continue;
    if (part.checkedOn > today) say(`${path}.checkedOn`, '在今天之后', 'is in the future');
    if (part.validUntil < part.checkedOn)
      say(`${path}.validUntil`, '早于 checkedOn', 'is before the day on which it was checked');
    else if (isOverdue(part, today))
      say(
        `${path}.validUntil`,
        '已过期，该事项不会开放',
        'has passed: the item is closed until it is checked',
      );
  }
}

function checkDuplicates(item: Item, say: Say): void {
  const lists = {
    consents: item.consents.map(({ id }) => id),
    variants: item.variants.map(({ id }) => id),
    parts: item.parts.map(({ id }) => id),
    documents: item.documents.map(({ id }) => id),
    regions: item.regions.map(({ code }) => code),
    'rules.list': (item.rules?.list ?? []).map(({ id }) => id),
    'form.prefill': (item.form?.prefill ?? []).map(({ field }) => field),
  };
  for (const [path, ids] of Object.entries(lists)) {
    const twice = ids.find((id, index) => ids.indexOf(id) !== index);
    if (twice !== undefined) say(path, `${twice} 重复`, `has ${twice} twice`);
  }
}
