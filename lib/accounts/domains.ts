/** What every domain that keeps things of people owes to accounts: export, deletion, and moving from a guest. */

/** One file of an export: its path in the archive, and JSON to be or bytes. */
export type ExportedFile = readonly [path: string, content: unknown];

/**
 * The things that one domain keeps of a person. Each method may run again after a crash in its middle, and then ends
 * where one run would have.
 */
export interface AccountDomain {
  /** Names it in logs. */
  readonly name: string;
  /**
   * Yields everything of the person, a file at a time. A path is relative and unique in the archive:
   * `characters/0ab1.json`. Bytes (`Uint8Array`) go in as they are, anything else as JSON.
   */
  exportData(kv: Deno.Kv, userId: string): AsyncIterable<ExportedFile>;
  /**
   * Deletes everything of the person, with indexes, counters and blob references. What somebody else deletes at the same
   * moment is as good as deleted; nothing new comes, as whatever writes for a person checks `requireStay()`.
   */
  deleteData(kv: Deno.Kv, userId: string): Promise<void>;
  /**
   * Makes everything of one person another's: `fromId` owns nothing afterwards. What would come to an account that is
   * going away itself stays where it is: every commit checks `getStay()` of `lib/accounts/gone.ts`.
   */
  moveData(kv: Deno.Kv, fromId: string, toId: string): Promise<void>;
}
