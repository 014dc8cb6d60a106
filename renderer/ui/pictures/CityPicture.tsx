/** Day and night over a civic building with an open door: open all the time. */
export function CityPicture() {
  return (
    <svg className="city" viewBox="0 0 268 92" aria-hidden="true">
      <circle className="c-sun" cx="222" cy="30" r="13" />
      <path
        className="c-rays"
        d="M222 9v-5M222 56v-5M201 30h-5M248 30h-5M207 15l-3.500-3.500M240.500 48.500 237 45M237 15l3.500-3.500M203.500 48.500 207 45"
      />
      <path className="c-moon" d="M48 16a15 15 0 1 0 13.500 21.500A12 12 0 0 1 48 16z" />
      <path
        className="c-stars"
        d="M84 16v6M81 19h6M20 22v4M18 24h4M108 34v4M106 36h4M74 44v3M72.500 45.500h3"
      />
      <path
        className="c-far"
        d="M0 92V66h14V54h18v12h10V46h8l6-6 6 6h6v20h14V60h16v32zM164 92V58h16V44h20v14h12V50l10-6 10 6v16h14V56h22v36z"
      />
      <path className="c-near" d="M0 92V78h22V70h20v12h28v10zM198 92V80h24V72h20v10h26v10z" />
      <path className="c-hall" d="M82 92V60h104v32z" />
      <path className="c-roof" d="M76 60 134 36l58 24z" />
      <path className="c-base" d="M74 89h120v3H74zM78 86h112v3H78zM80 59h108v4H80z" />
      <path className="c-columns" d="M90 65v20M101 65v20M112 65v20M156 65v20M167 65v20M178 65v20" />
      <path className="c-door" d="M123 86V74a11 11 0 0 1 22 0v12z" />
      <path className="c-light" d="M123 86h22l12 6h-46z" />
      <circle className="c-dial" cx="134" cy="52" r="4.500" />
      <path className="c-hands" d="M134 49v3l2 1.500" />
      <g className="c-windows">
        <path d="M36 60h2M36 65h2M26 60h2M54 52h2M54 58h2M60 52h2M60 64h2M92 66h0M184 50h2M190 50h2M184 56h2M216 56h2M224 56h2M216 62h2M224 62h2M240 62h2M252 62h2M252 68h2M8 72h2M230 78h2M48 72h2" />
      </g>
    </svg>
  );
}
