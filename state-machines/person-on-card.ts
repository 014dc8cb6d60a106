import type { CardKind, IdCardRecord } from '../drivers/contract/id-card.ts';
import type { Identified } from './service/service.ts';

/** What an item needs of a card. A queue ticket needs to know who it is, and nothing else. */
export type Keep = 'name-and-number' | 'all';

/** The city's names for what GA/T 467 readers read; it makes no difference between the editions of 2017 and 2023. */
const documents: Readonly<Record<CardKind, Exclude<Identified['document'], 'code'>>> = {
  citizen: 'id-card',
  'residence-permit': 'residence-permit',
  'foreigner-2017': 'foreign-resident-card',
  'foreigner-2023': 'foreign-resident-card',
};

/** All that a session keeps of a card. The photo and every other field are dropped. */
export function personOnCard(record: IdCardRecord, keep: Keep): Identified {
  const { name, number: idNumber, birthDate, sex, address, newestAddress, validTo } = record;
  const document = documents[record.kind];
  const unknown = { birthDate: null, sex: null, address: null, validTo: null, subject: null };
  if (keep === 'name-and-number') return { name, idNumber, document, ...unknown };
  return {
    name,
    idNumber,
    birthDate,
    sex: sex.name === 'female' || sex.name === 'male' ? sex.name : null,
    address: newestAddress ?? address,
    validTo,
    document,
    subject: null,
  };
}
