import { leading } from '../pen.ts';
import type { Sheet } from '../sheet.ts';

/** @param following height of what may not be parted from the heading. */
export function drawHeading(sheet: Sheet, heading: string | null, following: number): void {
  const { look, pen } = sheet;
  const lines = heading === null ? [] : pen.lines(heading, sheet.width, look.heading);
  const space = heading === null ? 0 : look.padding / 2;
  sheet.need(lines.length * look.heading.size * leading + space + following);
  sheet.down(sheet.lines(lines, sheet.left, sheet.y, look.heading) + space);
}
