/** Work that is done one after another, with room for only so much of it. */

export interface Serial {
  /** Jobs that run or wait. */
  readonly size: number;
  /**
   * Runs a job once those before it have ended, however they ended.
   *
   * @returns False, and the job never runs, where too many wait already.
   */
  add(job: () => Promise<void>): boolean;
  /** Resolves once nothing is left to do. */
  idle(): Promise<void>;
}

/** Makes a line of at most `room` jobs. What a job throws goes to `onError`, and does not stop the next. */
export function createSerial(room: number, onError: (error: unknown) => void): Serial {
  let size = 0;
  let last: Promise<void> = Promise.resolve();
  return {
    get size() {
      return size;
    },
    add(job) {
      if (size >= room) return false;
      size++;
      last = last.then(job).catch(onError).finally(() => void size--);
      return true;
    },
    idle: () => last,
  };
}
