/** The mark of Tongban: a door that stands open, with a way through. */
export function Emblem() {
  return (
    <svg className="emblem" viewBox="0 0 40 40" aria-hidden="true">
      <rect className="emblem-ground" width="40" height="40" rx="9" />
      <path
        className="emblem-door"
        d="M10 33V17.5C10 11.7 14.5 7 20 7s10 4.7 10 10.500V33h-5.200V17.700c0-3-2.100-5.400-4.800-5.400s-4.800 2.400-4.800 5.400V33z"
      />
      <path className="emblem-way" d="M17.200 33 19 21h2l1.800 12z" />
    </svg>
  );
}
