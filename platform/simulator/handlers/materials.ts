import type { materials } from '../../ports/materials.ts';
import { instantOf } from '../city/calendar.ts';
import type { City } from '../city/city.ts';
import { itemNamed } from '../city/items.ts';
import { licencesOf } from '../city/licence-register.ts';
import { type File, isWhole } from '../city/whole-file.ts';
import type { Handlers } from '../handler.ts';

interface Upload {
  upload: string;
  subject: string;
  material: string;
  file: File;
}

export function materialsHandlers(city: City): Handlers<typeof materials> {
  let uploads: readonly Upload[] = [];
  return {
    held({ item }, { person }) {
      const found = itemNamed(item);
      if (!found) return { refusal: 'unknownItem' };
      const own = licencesOf(city, person).filter(({ state }) => state === 'valid');
      const materials = found.materials.map(({ material, title, required, licence }) => ({
        material,
        title,
        required,
        licence: own.find(({ kind }) => kind === licence)?.licence ?? null,
        upload:
          uploads.findLast((each) => each.subject === person.subject && each.material === material)?.upload ??
          null,
      }));
      return { data: { materials }, freshMs: 60_000 };
    },
    upload({ item, material, file }, { person: { subject } }) {
      const found = itemNamed(item);
      if (!found) return { refusal: 'unknownItem' };
      if (!found.materials.some((each) => each.material === material)) return { refusal: 'unknownMaterial' };
      if (!isWhole(file)) return { refusal: 'damaged' };
      const upload = city.serial('CL');
      uploads = [...uploads, { upload, subject, material, file }];
      return { data: { upload, storedAt: instantOf(city.now()) } };
    },
    fetch({ upload }, { person: { subject } }) {
      const found = uploads.find((each) => each.upload === upload && each.subject === subject);
      return found ? { data: { file: found.file } } : { refusal: 'unknownUpload' };
    },
  };
}
