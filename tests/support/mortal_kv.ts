/** A store for tests of what a crash leaves, and of what happens between two commits. */

export interface MortalOptions {
  /** From this commit on, counted from 1, every commit fails, as where the process died. Reads go on. */
  diesAt?: number;
  /** Runs ahead of each commit, as another process would just then. */
  before?: (commit: number) => Promise<void>;
}

/** The same store through the eyes of a process that dies, or is overtaken. */
export function mortal(
  kv: Deno.Kv,
  { diesAt = Infinity, before = () => Promise.resolve() }: MortalOptions,
): Deno.Kv {
  let commits = 0;
  return new Proxy(kv, {
    get(target, name) {
      const value = Reflect.get(target, name, target);
      if (name !== "atomic") return typeof value === "function" ? value.bind(target) : value;
      return () => {
        const atomic = target.atomic();
        const commit = atomic.commit.bind(atomic);
        atomic.commit = async () => {
          const n = ++commits;
          if (n >= diesAt) throw new Error("the process died");
          await before(n);
          return await commit();
        };
        return atomic;
      };
    },
  });
}
