/** Values that carry a schema version: brings an older one up to today's on reading. */

/** A stored value: its version in `v`. */
export interface Versioned {
  v: number;
}

/**
 * Makes the function that turns what was stored into what the code knows.
 *
 * `steps[n]` changes a value of version n + 1 into version n + 2; the last step yields the current version. Values of
 * the current version are ours and pass as they are. The store is not rewritten: the next write of the record does that.
 *
 * @throws {Error} For a value of a version newer than this code, which an older instance must not touch.
 */
export function upgrader<T extends Versioned>(
  current: T["v"],
  steps: readonly ((old: Versioned) => Versioned)[] = [],
): (stored: unknown) => T {
  return (stored) => {
    if (!isVersioned(stored)) throw new Error("Cannot read a stored value without a version");
    let value = stored;
    for (let v = value.v; v < current; v++) {
      const step = steps[v - 1];
      if (!step) throw new Error(`Cannot upgrade a stored value from version ${v}`);
      value = step(value);
    }
    if (value.v !== current) {
      throw new Error(`Cannot read version ${value.v}, as this code knows up to ${current}`);
    }
    return value as T;
  };
}

function isVersioned(value: unknown): value is Versioned {
  return typeof value === "object" && value !== null && "v" in value &&
    typeof value.v === "number" && Number.isInteger(value.v) && value.v >= 1;
}
