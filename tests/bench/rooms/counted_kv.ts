/** A store that counts what is written to it. */

export interface CountedKv {
  kv: Deno.Kv;
  /** Commits so far, however much each of them wrote. */
  writes(): number;
}

/** Counts the commits of a store. */
export function countWrites(store: Deno.Kv): CountedKv {
  let writes = 0;
  const kv = new Proxy(store, {
    get(target, name) {
      if (name === "atomic") {
        return () => {
          const operation = target.atomic();
          const commit = operation.commit.bind(operation);
          operation.commit = () => {
            writes++;
            return commit();
          };
          return operation;
        };
      }
      const found: unknown = Reflect.get(target, name, target);
      if (typeof found !== "function") return found;
      return (...args: unknown[]) => {
        if (name === "set" || name === "delete") writes++;
        return found.apply(target, args);
      };
    },
  });
  return { kv, writes: () => writes };
}
