// Owns reading IP addresses and ranges, for ipFilter().

/** An address as a number. */
export interface IpAddress {
  version: 4 | 6;
  value: bigint;
}

/** Whether an address is in a list of addresses and CIDR ranges. Malformed entries match nothing. */
export function isListed(address: IpAddress, list: readonly string[]): boolean {
  return list.some((entry) => matchesRange(address, entry));
}

function matchesRange(address: IpAddress, entry: string): boolean {
  const [base = "", prefix] = entry.split("/");
  const range = parseIp(base);
  if (range === null || range.version !== address.version) return false;
  const bits = range.version === 4 ? 32 : 128;
  const length = prefix === undefined ? bits : Number(prefix);
  if (
    !Number.isInteger(length) || length < 0 || length > bits || prefix === ""
  ) return false;
  const shift = BigInt(bits - length);
  return range.value >> shift === address.value >> shift;
}

/** Reads an address; one of version 4 written as version 6 (`::ffff:1.2.3.4`) counts as 4. */
export function parseIp(text: string): IpAddress | null {
  const plain = text.split("%", 1)[0] ?? ""; // without the zone of a link-local address
  if (!plain.includes(":")) return parseV4(plain);
  const value = parseV6(plain);
  if (value === null) return null;
  return value >> 32n === 0xffffn
    ? { version: 4, value: value & 0xffff_ffffn }
    : { version: 6, value };
}

function parseV4(text: string): IpAddress | null {
  const parts = text.split(".");
  if (parts.length !== 4) return null;
  let value = 0n;
  for (const part of parts) {
    if (!/^\d{1,3}$/.test(part) || Number(part) > 255) return null;
    value = value << 8n | BigInt(part);
  }
  return { version: 4, value };
}

function parseV6(text: string): bigint | null {
  const [head = "", tail, ...more] = text.split("::");
  if (more.length > 0) return null;
  const left = groupsOf(head);
  const right = tail === undefined ? [] : groupsOf(tail);
  if (left === null || right === null) return null;
  const missing = 8 - left.length - right.length;
  if (tail === undefined ? missing !== 0 : missing < 1) return null;
  const groups = [...left, ...Array<number>(missing).fill(0), ...right];
  return groups.reduce((value, group) => value << 16n | BigInt(group), 0n);
}

function groupsOf(text: string): number[] | null {
  if (text === "") return [];
  const groups: number[] = [];
  const parts = text.split(":");
  for (const [i, part] of parts.entries()) {
    const v4 = part.includes(".") && i === parts.length - 1 ? parseV4(part) : null;
    if (v4 !== null) {
      groups.push(Number(v4.value >> 16n), Number(v4.value & 0xffffn));
    } else if (/^[\da-f]{1,4}$/i.test(part)) {
      groups.push(parseInt(part, 16));
    } else {
      return null;
    }
  }
  return groups;
}
