/** An identity card seen from the front, 76 × 48 around its own corner. A drawing: it copies no real card. */
export function CardShape() {
  return (
    <>
      <rect className="p-paper p-line" width="76" height="48" rx="5" />
      <rect className="p-accent" x="1.200" y="6" width="73.600" height="5" />
      <rect className="p-tint" x="50" y="16" width="19" height="25" rx="2.500" />
      <circle className="p-accent" cx="59.500" cy="24.500" r="4.600" />
      <path className="p-accent" d="M52 40.500c.6-5.600 3.600-8.600 7.500-8.600s6.900 3 7.500 8.600z" />
      <path className="p-mark" d="M8 19h24M8 26h34M8 33h28M8 40h34" />
    </>
  );
}

/** The reader's plate, seen at an angle, with the place of the card drawn on it. Spans 20–220 × 92–136. */
export function ReaderShape() {
  return (
    <>
      <path
        className="p-device p-line"
        d="M50 92H190a6 6 0 0 1 5 2.800l22 34a4.500 4.500 0 0 1-3.800 7.200H26.800a4.500 4.500 0 0 1-3.800-7.200l22-34A6 6 0 0 1 50 92z"
      />
      <path
        className="p-place"
        d="M86 99.500h68a3 3 0 0 1 2.800 1.900l8 22a3 3 0 0 1-2.800 4.100H78a3 3 0 0 1-2.800-4.100l8-22A3 3 0 0 1 86 99.500z"
      />
    </>
  );
}

/** A telephone with a code before the window of a scanner. Spans 60–180 × 8–136. */
export function ScannerShape() {
  return (
    <>
      <path className="p-device p-line" d="M66 104h108a6 6 0 0 1 6 6v26H60v-26a6 6 0 0 1 6-6z" />
      <rect className="p-slot" x="84" y="115" width="72" height="11" rx="5" />
      <rect className="p-paper p-line" x="92" y="8" width="56" height="84" rx="7" />
      <path
        className="p-code"
        d="M101 24h14v14h-14zM125 24h14v14h-14zM101 48h14v14h-14zM120 43h6v6h-6zM131 45h8v6h-8zM121 55h8v8h-8zM133 58h6v6h-6z"
      />
      <path className="p-mark" d="M108 78h24" />
    </>
  );
}

/** Waves of a contactless reader, to the right of the place. `lit`: how many of the three are at full strength. */
export function WavesShape({ lit = 3 }: { lit?: number }) {
  return (
    <g className="p-waves" data-lit={lit}>
      <path d="M172 106c3 4.500 4.200 9 3.800 14" />
      <path d="M180 103c4 6 5.600 12.500 5 19.500" />
      <path d="M188 100c5 7.500 7 15.500 6.200 25" />
    </g>
  );
}

/** A ticket, 72 × 84 around its own corner: the place of a number (none to be mistaken for one's own), lines and a code. */
export function TicketShape() {
  return (
    <>
      <path className="p-paper p-line" d="M0 0h72v84l-6-4-6 4-6-4-6 4-6-4-6 4-6-4-6 4-6-4-6 4-6-4-6 4z" />
      <path className="p-mark" d="M20 12h32" />
      <path className="p-digits" d="M15 29h9M31.500 29h9M48 29h9" />
      <path className="p-mark" d="M12 46h26M12 54h22M12 62h26" />
      <path
        className="p-code"
        d="M45 45h8v8h-8zM56 45h4v4h-4zM56 52h4v9h-4zM45 57h8v4h-8zM45 64h4v4h-4zM52 64h8v4h-8z"
      />
    </>
  );
}

/** A sign that says "look here": a triangle with an exclamation mark, 40 × 36 around its own corner. */
export function AlertShape() {
  return (
    <>
      <path
        className="p-alert"
        d="M17.400 2.500a3 3 0 0 1 5.200 0l16.500 28.600a3 3 0 0 1-2.600 4.500h-33a3 3 0 0 1-2.600-4.500z"
      />
      <path className="p-alert-mark" d="M20 12.500v10M20 28.600v.200" />
    </>
  );
}

/** An office of the city, 110 × 100 around its own corner. */
export function HallShape() {
  return (
    <>
      <path className="p-device p-line" d="M55 4 106 32H4z" />
      <path className="p-paper p-line" d="M12 32h86v54H12z" />
      <path className="p-accent" d="M22 40h8v46h-8zM40 40h8v46h-8zM62 40h8v46h-8zM80 40h8v46h-8z" />
      <path className="p-device p-line" d="M4 86h102v10H4z" />
    </>
  );
}

/** A printed page, 76 × 104 around its own corner. */
export function PageShape() {
  return (
    <>
      <rect className="p-paper p-line" width="76" height="104" rx="3" />
      <path className="p-mark" d="M12 16h30M12 30h52M12 40h52M12 50h44M12 60h52M12 70h36" />
      <circle className="p-place" cx="56" cy="86" r="9" />
    </>
  );
}
