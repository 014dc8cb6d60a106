import type { photos } from '../../ports/photos.ts';
import { addDays } from '../city/calendar.ts';
import type { City } from '../city/city.ts';
import { type File, isWhole } from '../city/whole-file.ts';
import type { Handlers } from '../handler.ts';

interface Photo {
  photo: string;
  subject: string;
  takenOn: string;
  file: File;
}

/** GA 461: 358 × 441 pixels. The simulated bank looks at the size and the kind of file, not at the face. */
const size = { widthPx: 358, heightPx: 441 };
/** The rule of the city's photo bank: three years, and one for exit and entry. */
const reusableDays = {
  'identity-card': 3 * 365,
  'driving-licence': 3 * 365,
  'exit-entry': 365,
  'residence-permit': 3 * 365,
  'social-security-card': 3 * 365,
} as const;
type Use = keyof typeof reusableDays;

export function photosHandlers(city: City): Handlers<typeof photos> {
  let bank: readonly Photo[] = [];
  const usesOf = ({ takenOn }: Photo) =>
    (Object.keys(reusableDays) as Use[])
      .map((use) => ({ use, until: addDays(takenOn, reusableDays[use]) }))
      .filter(({ until }) => until >= city.today());
  return {
    list(_request, { person: { subject } }) {
      const own = bank.filter((each) => each.subject === subject);
      const photos = own.map((each) => ({ photo: each.photo, takenOn: each.takenOn, uses: usesOf(each) }));
      return { data: { photos }, freshMs: 60_000 };
    },
    store({ file, widthPx, heightPx }, { person: { subject } }) {
      if (!isWhole(file)) return { refusal: 'damaged' };
      const reasons = [
        ...(file.mediaType === 'image/jpeg'
          ? []
          : [{ rule: 'jpeg', reason: { 'zh-CN': '应为 JPEG 格式', en: 'It has to be a JPEG' } }]),
        ...(widthPx === size.widthPx && heightPx === size.heightPx
          ? []
          : [
              { rule: 'size', reason: { 'zh-CN': '应为 358×441 像素', en: 'It has to be 358 × 441 pixels' } },
            ]),
      ];
      if (reasons.length > 0) return { data: { verdict: 'rejected', reasons } };
      const takenOn = city.today();
      const photo = city.serial('ZP');
      bank = [...bank, { photo, subject, takenOn, file }];
      return { data: { verdict: 'accepted', photo, takenOn } };
    },
    cut({ photo, use }, { person: { subject } }) {
      const found = bank.find((each) => each.photo === photo && each.subject === subject);
      if (!found) return { refusal: 'unknownPhoto' };
      if (!usesOf(found).some((each) => each.use === use)) return { refusal: 'tooOld' };
      // One size for all: the simulated bank cuts nothing.
      return { data: { file: found.file, ...size } };
    },
  };
}
