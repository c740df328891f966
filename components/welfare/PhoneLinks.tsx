/** Phone numbers as links that dial; `02-120, 1355` are two. */

export function PhoneLinks({ phone }: { phone: string }) {
  const numbers = phone.split(/\s*[,/·]\s*/).filter(Boolean);
  return (
    <>
      {numbers.map((number, n) => (
        <>
          {n > 0 && ", "}
          {isOne(number) ? <a href={`tel:${number.replace(/[^\d+]/g, "")}`}>{number}</a> : number}
        </>
      ))}
    </>
  );
}

/** `02-123-4567~9` is several numbers, of which none can be dialled as it stands. */
function isOne(number: string): boolean {
  return /^\+?[\d()\s-]+$/.test(number);
}
