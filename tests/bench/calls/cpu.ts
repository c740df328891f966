/** Processor time of the browser that a benchmark drives, as Linux counts it. */

/** What `sysconf(_SC_CLK_TCK)` is on every Linux that Deno runs on. */
const TICKS_PER_S = 100;

interface Process {
  parent: number;
  name: string;
  ticks: number;
}

/** Seconds that the browsers below this process have used so far; NaN where it cannot be read. */
export function browserCpuS(): number {
  if (Deno.build.os !== "linux") return NaN;
  const all = new Map<number, Process>();
  for (const { name } of Deno.readDirSync("/proc")) {
    const read = /^\d+$/.test(name) ? readProcess(name) : null;
    if (read) all.set(Number(name), read);
  }
  const isOurs = (pid: number): boolean => {
    const parent = all.get(pid)?.parent;
    return parent !== undefined && (parent === Deno.pid || isOurs(parent));
  };
  let ticks = 0;
  for (const [pid, { name, ticks: used }] of all) {
    if (/chrom/i.test(name) && isOurs(pid)) ticks += used;
  }
  return ticks / TICKS_PER_S;
}

/** Source: proc_pid_stat(5); the name stands in parentheses and may hold anything. */
function readProcess(pid: string): Process | null {
  try {
    const text = Deno.readTextFileSync(`/proc/${pid}/stat`);
    const end = text.lastIndexOf(")");
    const fields = text.slice(end + 2).split(" ");
    return {
      name: text.slice(text.indexOf("(") + 1, end),
      parent: Number(fields[1]),
      ticks: Number(fields[11]) + Number(fields[12]),
    };
  } catch {
    // It ended meanwhile.
    return null;
  }
}
