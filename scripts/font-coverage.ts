/** OpenType 1.9, "cmap": the table's header and its format 12 ("segmented coverage"). */
const format12 = 12;

/** The code points that a TrueType or OpenType font maps to a glyph. Throws when it has no format 12 table. */
export function coveredBy(font: Uint8Array): Set<number> {
  const view = new DataView(font.buffer, font.byteOffset, font.byteLength);
  const cmap = tableAt(view, 'cmap');
  for (let index = 0; index < view.getUint16(cmap + 2); index++) {
    const table = cmap + view.getUint32(cmap + 4 + 8 * index + 4);
    if (view.getUint16(table) === format12) return groupsOf(view, table);
  }
  throw new Error('the font has no format 12 character map');
}

function tableAt(view: DataView, name: string): number {
  for (let index = 0; index < view.getUint16(4); index++) {
    const record = 12 + 16 * index;
    const tag = String.fromCharCode(...[0, 1, 2, 3].map((at) => view.getUint8(record + at)));
    if (tag === name) return view.getUint32(record + 8);
  }
  throw new Error(`the font has no table ${name}`);
}

function groupsOf(view: DataView, table: number): Set<number> {
  const covered = new Set<number>();
  for (let group = 0; group < view.getUint32(table + 12); group++) {
    const at = table + 16 + 12 * group;
    for (let code = view.getUint32(at); code <= view.getUint32(at + 4); code++) covered.add(code);
  }
  return covered;
}
