import { readFileSync } from 'node:fs';
import type { Localized } from '../../contract/localized.ts';
import { findJsonError } from './json-error.ts';

export type JsonFile =
  | { ok: true; value: unknown }
  /** `message` follows the file's name to make a sentence; `absent`: there is no such file. */
  | { ok: false; absent: boolean; message: Localized };

/** Reads a JSON file that a person wrote. */
export function readJsonFile(file: string): JsonFile {
  let text: string;
  try {
    // Some editors put a byte order mark in front, which JSON does not allow.
    text = readFileSync(file, 'utf8').replace(/^\uFEFF/, '');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    const message = { 'zh-CN': `无法读取（${code}）`, en: `cannot be read (${code})` };
    return { ok: false, absent: code === 'ENOENT', message };
  }
  const wrong = findJsonError(text);
  if (wrong === null) return { ok: true, value: JSON.parse(text) as unknown };
  const { line, column } = wrong;
  const message = {
    'zh-CN': `不是有效的 JSON：第 ${line} 行第 ${column} 列有误`,
    en: `is not valid JSON: look at line ${line}, column ${column}`,
  };
  return { ok: false, absent: false, message };
}
