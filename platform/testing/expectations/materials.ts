import { expect, it } from 'vitest';
import { data, refusal } from '../expect-result.ts';
import { newKey } from '../rig.ts';
import { sampleFile } from '../sample-file.ts';
import type { Side } from '../side.ts';

const item = 'residence-registration';
const material = 'housing-proof';

export function materialsExpectations(side: () => Side): void {
  it('asks for no paper for which there is a licence', async () => {
    const { city, person } = side();
    const { subject } = person('样例甲');
    const { materials } = data(await city.materials.held({ subject, item }));
    const { licences } = data(await city.licences.list({ subject }));
    const card = licences.find(({ kind, state }) => kind === 'identity-card' && state === 'valid');
    expect(materials.find((each) => each.material === 'identity-card')?.licence).toBe(card?.licence ?? null);
    expect(materials.map((each) => each.material)).toEqual(['identity-card', material]);
  });

  it('keeps an upload, finds it again, and shows it to nobody else', async () => {
    const { city, person } = side();
    const { subject } = person('样例乙');
    const file = sampleFile('application/pdf');
    const { upload } = data(
      await city.materials.upload({ subject, item, material, file }, { key: newKey() }),
    );
    expect(data(await city.materials.fetch({ subject, upload })).file).toEqual(file);
    const { materials } = data(await city.materials.held({ subject, item }));
    expect(materials.find((each) => each.material === material)?.upload).toBe(upload);
    const stranger = person('样例甲').subject;
    expect(refusal(await city.materials.fetch({ subject: stranger, upload }))).toBe('unknownUpload');
  });

  it('takes no file that has suffered, and none that nobody wants', async () => {
    const { city, person } = side();
    const { subject } = person('样例乙');
    const file = sampleFile('application/pdf');
    const upload = (part: object) =>
      city.materials.upload({ subject, item, material, file, ...part }, { key: newKey() });
    expect(refusal(await upload({ file: { ...file, bytes: file.bytes + 1 } }))).toBe('damaged');
    expect(refusal(await upload({ file: { ...file, sha256: '0'.repeat(64) } }))).toBe('damaged');
    expect(refusal(await upload({ material: 'diploma' }))).toBe('unknownMaterial');
    expect(refusal(await upload({ item: 'nothing' }))).toBe('unknownItem');
    expect(refusal(await city.materials.held({ subject, item: 'nothing' }))).toBe('unknownItem');
  });

  it('takes a scan of many megabytes', async () => {
    const { city, person } = side();
    const { subject } = person('样例庚');
    const file = sampleFile('image/png', 'x'.repeat(8_000_000));
    const { upload } = data(
      await city.materials.upload({ subject, item, material, file }, { key: newKey() }),
    );
    expect(data(await city.materials.fetch({ subject, upload })).file.sha256).toBe(file.sha256);
  });
}
