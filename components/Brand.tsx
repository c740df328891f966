/** The mark of Maru: the ㅁ of a courtyard house, its floor, and one persimmon in the light. */

/** The mark alone; decoration, the name stands beside it. Colours come from the style sheet. */
export function BrandMark() {
  return (
    <svg class="brand-mark" viewBox="0 0 32 32" aria-hidden="true">
      <path
        class="brand-floor"
        d="M6 19.300h20v6.700H6Zm0 3.300h20M11 19.300v3.300m9 0V26M19.500 19.300v3.300M12.500 22.600V26"
      />
      <path class="brand-frame" d="M5.400 6.200 26.700 5.600 26.300 26.500 5.900 26.200Z" />
      <circle class="brand-fruit" cx="20.300" cy="12.400" r="2.900" />
    </svg>
  );
}
