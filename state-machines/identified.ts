import type { CardKind, IdCardRecord } from '../drivers/contract/id-card.ts';
import type { Identified } from './service/service.ts';

const documents: Record<CardKind, Identified['document']> = {
  citizen: 'id-card',
  'residence-permit': 'residence-permit',
  'foreigner-2017': 'foreign-resident-card',
  'foreigner-2023': 'foreign-resident-card',
};

/**
 * All that a session keeps of a card; the photo and every other field are dropped here.
 * @param nameOnly The item has no use for more than name and number.
 */
export function identifiedBy(record: IdCardRecord, nameOnly: boolean): Identified {
  const { name, number, kind, birthDate, sex, validTo } = record;
  const blank = { birthDate: null, sex: null, address: null, validTo: null };
  const more = {
    birthDate,
    sex: sex.name === 'female' || sex.name === 'male' ? sex.name : null,
    address: record.newestAddress ?? record.address,
    validTo,
  };
  return { name, idNumber: number, document: documents[kind], subject: null, ...(nameOnly ? blank : more) };
}
