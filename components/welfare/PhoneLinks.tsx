/** Phone numbers as links that dial; `02-120, 1355` are two. */
import type { Locale } from "@/lib/i18n/locale.ts";
import { welfareWords } from "@/lib/i18n/welfare.ts";

export function PhoneLinks({ phone, locale }: { phone: string; locale: Locale }) {
  const numbers = phone.split(/\s*[,/·]\s*/).filter(Boolean);
  return (
    <>
      {numbers.map((number, n) => (
        <>
          {n > 0 && ", "}
          {isOne(number)
            ? (
              <a
                href={`tel:${number.replace(/[^\d+]/g, "")}`}
                aria-label={welfareWords[locale].call(number)}
              >
                {number}
              </a>
            )
            : number}
        </>
      ))}
    </>
  );
}

/** `02-123-4567~9` is several numbers, of which none can be dialled as it stands. */
function isOne(number: string): boolean {
  return /^\+?[\d()\s-]+$/.test(number);
}
