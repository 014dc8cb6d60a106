import { inflateSync } from 'node:zlib';
import { subjectMarks } from './marks.ts';
import type { PdfFile } from './pdf-file.ts';

/** No page of ours comes near it; a few bytes that inflate to gigabytes would take the host down. */
const maxContentBytes = 8_000_000;

/** What a page prints as the subject; `null` where it does not, or more than once. */
export interface PrintedSubject {
  name: string | null;
  idNumber: string | null;
}

/** Read from the page's drawing commands, through the fonts that it prints them with. */
export function printedSubject(file: PdfFile, page: number): PrintedSubject {
  const content = inflated(file, reference(file.dictionary(page), 'Contents')) ?? '';
  const resources = reference(file.dictionary(page), 'Resources');
  const [, fonts = ''] =
    resources === null ? [] : (/\n\/Font <<(\n[^>]*)>>/.exec(file.dictionary(resources)) ?? []);
  const known = new Map<string, ReadonlyMap<string, string>>();
  const charactersOf = (font: string) => {
    let characters = known.get(font);
    if (characters === undefined) {
      characters = toUnicode(file, reference(fonts, font));
      known.set(font, characters);
    }
    return characters;
  };
  const printed = (tag: string): string | null => {
    const sections = Array.from(content.matchAll(new RegExp(String.raw`\n/${tag} BMC\n([^]*?)\nEMC\n`, 'g')));
    if (sections.length !== 1) return null;
    let text = '';
    let font = '';
    for (const [, name, codes] of sections[0]?.[1]?.matchAll(/\/(F\d+) [\d.]+ Tf|<([\da-f]+)>/g) ?? []) {
      font = name ?? font;
      for (const code of codes?.match(/.{4}/g) ?? []) text += charactersOf(font).get(code) ?? '\ufffd';
    }
    return text;
  };
  return { name: printed(subjectMarks.name), idNumber: printed(subjectMarks.idNumber) };
}

/** ISO 32000-1, 9.10.3: ranges of codes, each with the list of its characters in UTF-16. */
function toUnicode(file: PdfFile, font: number | null): ReadonlyMap<string, string> {
  const characters = new Map<string, string>();
  const map = font === null ? null : inflated(file, reference(file.dictionary(font), 'ToUnicode'));
  for (const [, first = '', list = ''] of map?.matchAll(/<([\da-f]{4})> <[\da-f]{4}> \[([^\]]*)\]/g) ?? []) {
    let code = Number.parseInt(first, 16);
    for (const [, units = ''] of list.matchAll(/<([\da-f ]*)>/g)) {
      const text = units.split(' ').map((unit) => String.fromCharCode(Number.parseInt(unit, 16)));
      characters.set(code.toString(16).padStart(4, '0'), text.join(''));
      code += 1;
    }
  }
  return characters;
}

function reference(dictionary: string, key: string): number | null {
  const found = new RegExp(String.raw`\n/${key} (\d+) 0 R\n`).exec(dictionary);
  return found === null ? null : Number(found[1]);
}

/** `null` where there is nothing that can be inflated. */
function inflated(file: PdfFile, number: number | null): string | null {
  const data = number === null ? null : file.stream(number);
  if (data === null) return null;
  try {
    return inflateSync(data, { maxOutputLength: maxContentBytes }).toString('latin1');
  } catch {
    return null;
  }
}
