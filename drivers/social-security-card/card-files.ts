/** Forms of the values (LD/T 32). `bcd`: two digits a byte, padded with F. `text`: ASCII. `name`: GB 18030. */
export type ItemForm = 'bcd' | 'text' | 'name';

export interface CardItem {
  /** Identifier of the record, and the first byte of its content. */
  id: number;
  form: ItemForm;
  /** Bytes of the value. */
  length: number;
}

/** EF05, what is known of the card, and EF06, what is known of its holder (file structure V2.0). */
export const cardFiles = {
  ef05: {
    file: [0xef, 0x05],
    items: {
      identification: { id: 0x01, form: 'bcd', length: 16 },
      cardClass: { id: 0x02, form: 'text', length: 1 },
      specVersion: { id: 0x03, form: 'text', length: 4 },
      issuer: { id: 0x04, form: 'bcd', length: 12 },
      issueDate: { id: 0x05, form: 'bcd', length: 4 },
      expiryDate: { id: 0x06, form: 'bcd', length: 4 },
      cardNumber: { id: 0x07, form: 'text', length: 9 },
    },
  },
  ef06: {
    file: [0xef, 0x06],
    items: {
      number: { id: 0x08, form: 'text', length: 18 },
      name: { id: 0x09, form: 'name', length: 30 },
      sex: { id: 0x0a, form: 'text', length: 1 },
      nation: { id: 0x0b, form: 'bcd', length: 1 },
      birthplace: { id: 0x0c, form: 'bcd', length: 3 },
      birthDate: { id: 0x0d, form: 'bcd', length: 4 },
    },
  },
} as const satisfies Record<string, { file: readonly number[]; items: Record<string, CardItem> }>;

export type ItemName = keyof typeof cardFiles.ef05.items | keyof typeof cardFiles.ef06.items;
/** The items as text, `null` where the card has none or a blank one. */
export type CardTexts = Record<ItemName, string | null>;
