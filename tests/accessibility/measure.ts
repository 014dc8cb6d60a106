export interface Limits {
  /** Least WCAG contrast of any text. */
  contrast: number;
  /** Share of the panel's height, from below, that has to hold every target; `null`: anywhere. */
  lowShare: number | null;
}

/**
 * Runs inside the page: measures what is on the panel in millimetres and returns every breach in words.
 * Self-contained, because it is sent to the browser as text.
 */
export function measure(limits: Limits): string[] {
  const found: string[] = [];
  const panel = document.querySelector<HTMLElement>('.panel');
  if (panel === null) return ['there is no panel'];
  const mm = Number.parseFloat(getComputedStyle(panel).getPropertyValue('--mm'));
  const frame = panel.getBoundingClientRect();
  /** Rounding of layout to fractions of a pixel, in CSS pixels. */
  const slack = 0.6;
  const say = (px: number) => `${(px / mm).toFixed(1)} mm`;
  const name = (element: Element) =>
    `${element.tagName.toLowerCase()}.${element.getAttribute('class') ?? ''} "${(element.textContent ?? '').slice(0, 24)}"`;
  const within = (inner: DOMRect, outer: DOMRect) =>
    inner.left >= outer.left - slack &&
    inner.right <= outer.right + slack &&
    inner.top >= outer.top - slack &&
    inner.bottom <= outer.bottom + slack;
  const hidden = (element: Element) =>
    element.closest('[inert], .unseen, svg') !== null ||
    element.getClientRects().length === 0 ||
    // As `.unseen`, where the layout decides.
    getComputedStyle(element).clipPath === 'inset(50%)';

  const buttons = [...panel.querySelectorAll('button')].filter((button) => !hidden(button));
  const boxes = buttons.map((button) => button.getBoundingClientRect());
  for (const [index, button] of buttons.entries()) {
    const box = boxes[index] as DOMRect;
    // Keys of the keyboard on the screen stand in rows of ten.
    const least = button.closest('.keyboard') === null ? 20 : 15;
    if (box.width < least * mm - slack || box.height < least * mm - slack)
      found.push(`target ${say(box.width)} × ${say(box.height)}: ${name(button)}`);
    if (!within(box, frame)) found.push(`target leaves the panel: ${name(button)}`);
    if (limits.lowShare !== null && box.top < frame.bottom - frame.height * limits.lowShare - slack)
      found.push(`target ${say(frame.bottom - box.top)} above the lower edge: ${name(button)}`);
    for (let other = index + 1; other < buttons.length; other++) {
      const next = boxes[other] as DOMRect;
      const apart = Math.max(
        next.left - box.right,
        box.left - next.right,
        next.top - box.bottom,
        box.top - next.bottom,
      );
      if (apart < 2 * mm - slack)
        found.push(`targets ${say(apart)} apart: ${name(button)} and ${name(buttons[other] as Element)}`);
    }
  }

  const luminance = (color: string): number => {
    const [r = 0, g = 0, b = 0] = (color.match(/[\d.]+/g) ?? []).slice(0, 3).map((part) => {
      const value = Number(part) / 255;
      return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const groundOf = (element: Element): string => {
    for (let at: Element | null = element; at !== null; at = at.parentElement) {
      const color = getComputedStyle(at).backgroundColor;
      if (color !== 'transparent' && !/^rgba\(.*, 0\)$/.test(color)) return color;
    }
    return 'rgb(255, 255, 255)';
  };

  const container =
    'button, .keyboard, .row, .note, .choice, .ticket, .person, .sheet > div, .dialog, .notice, .begin, .hero, .elsewhere, .things li, .training, .topbar, .steps li, .say, .do-main, .bottombar, .one-moment';
  const texts: { owner: Element; rect: DOMRect }[] = [];
  const walker = document.createTreeWalker(panel, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
    const owner = node.parentElement;
    if (owner === null || hidden(owner) || (node.textContent ?? '').trim() === '') continue;
    const style = getComputedStyle(owner);
    const size = Number.parseFloat(style.fontSize);
    const range = document.createRange();
    range.selectNodeContents(node);
    const rects = [...range.getClientRects()];
    if (rects.length === 0) continue;
    if (size < 4.8 * mm - slack) found.push(`text ${say(size)}: ${name(owner)}`);
    if (owner.closest('h1, h2') !== null && size < 8 * mm - slack)
      found.push(`instruction ${say(size)}: ${name(owner)}`);
    const [light = 0, dark = 0] = [luminance(style.color), luminance(groundOf(owner))].sort((a, b) => b - a);
    const ratio = (light + 0.05) / (dark + 0.05);
    if (ratio < limits.contrast) found.push(`contrast ${ratio.toFixed(2)}: ${name(owner)}`);
    const box = owner.closest(container);
    for (const rect of rects) {
      // Line boxes of CJK fonts are taller than their ink; the em box in the middle is what is seen.
      const spare = Math.max(0, (rect.height - size) / 2);
      const ink = new DOMRect(rect.x, rect.y + spare, rect.width, rect.height - 2 * spare);
      if (!within(ink, frame)) found.push(`text leaves the panel: ${name(owner)}`);
      if (box !== null && !within(ink, box.getBoundingClientRect()))
        found.push(`text leaves its ${name(box)}: ${name(owner)}`);
      texts.push({ owner, rect: ink });
    }
  }

  const meet = (a: DOMRect, b: DOMRect) =>
    Math.min(a.right, b.right) - Math.max(a.left, b.left) > 1 &&
    Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 1;
  for (const [index, a] of texts.entries()) {
    for (const b of texts.slice(index + 1))
      if (
        a.owner !== b.owner &&
        !a.owner.contains(b.owner) &&
        !b.owner.contains(a.owner) &&
        meet(a.rect, b.rect)
      )
        found.push(`text over text: ${name(a.owner)} and ${name(b.owner)}`);
    for (const [at, button] of buttons.entries())
      if (
        !button.contains(a.owner) &&
        a.owner.closest('.notice') === null &&
        meet(a.rect, boxes[at] as DOMRect)
      )
        found.push(`text under a target: ${name(a.owner)} and ${name(button)}`);
  }
  const regions = [...panel.querySelectorAll('.head, .say, .hero, .begin, .person, .do-main, .foot')].filter(
    (region) => !hidden(region),
  );
  for (const [index, a] of regions.entries())
    for (const b of regions.slice(index + 1))
      if (!a.contains(b) && !b.contains(a) && meet(a.getBoundingClientRect(), b.getBoundingClientRect()))
        found.push(`region over region: ${a.className} and ${b.className}`);
  return found;
}
