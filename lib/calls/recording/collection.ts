/**
 * The page of recordings: what is kept here, what is opened, what was deleted and may come back. Browser-safe.
 *
 * - [RL1] A file that is no recording changes nothing but a word of it.
 * - [RL2] What was deleted comes back until something else is deleted or the page is left.
 */
import { batch, createModel, signal } from "@preact/signals";
import { MAX_FILE_BYTES, readRecording } from "@/lib/calls/recording/container.ts";
import { Player } from "@/lib/calls/recording/player.ts";
import type { KeptRecording, Shelf } from "@/lib/calls/recording/shelf.ts";

export interface CollectionDeps {
  shelf: Shelf;
  now(): number;
  every(ms: number, call: () => void): () => void;
}

export type CollectionTrouble = "closed" | "unreadable" | "tooLarge" | "gone";

export interface OpenedRecording {
  player: Player;
  damaged: boolean;
}

export const Collection = createModel(({ shelf, now, every }: CollectionDeps) => {
  /** Null while it is looked for. */
  const list = signal<readonly KeptRecording[] | null>(null);
  const opened = signal<OpenedRecording | null>(null);
  const trouble = signal<CollectionTrouble | null>(null);
  const removed = signal<KeptRecording | null>(null);
  let wish = 0;

  async function look(): Promise<void> {
    try {
      list.value = await shelf.list();
    } catch {
      batch(() => {
        list.value = [];
        trouble.value = "closed";
      });
    }
  }

  function close(): void {
    opened.value?.player.dispose();
    opened.value = null;
  }

  async function open(file: Blob): Promise<void> {
    const mine = ++wish;
    trouble.value = null;
    if (file.size > MAX_FILE_BYTES) return void (trouble.value = "tooLarge");
    const bytes = await file.arrayBuffer().catch(() => null);
    if (mine !== wish) return;
    const recording = bytes && readRecording(new Uint8Array(bytes));
    if (!recording) return void (trouble.value = "unreadable"); // [RL1]
    batch(() => {
      close();
      const player = new Player({ recording, now, every });
      opened.value = { player, damaged: recording.damaged };
    });
  }

  return {
    list,
    opened,
    trouble,
    removed,
    /** Lets go of what was deleted on earlier visits, and looks for the rest. */
    begin: async (): Promise<void> => {
      await shelf.purge().catch(() => {/* the list tells of it */});
      await look();
    },
    open,
    openKept: async (id: string): Promise<void> => {
      const file = await shelf.file(id).catch(() => null);
      if (file) return await open(file);
      trouble.value = "gone";
      await look();
    },
    file: (id: string): Promise<Blob | null> => shelf.file(id),
    close,
    /** [RL2] */
    remove: async (kept: KeptRecording): Promise<void> => {
      await shelf.setRemoved(kept.id, true);
      removed.value = kept;
      await look();
    },
    undo: async (): Promise<void> => {
      const kept = removed.value;
      if (!kept) return;
      await shelf.setRemoved(kept.id, false);
      removed.value = null;
      await look();
    },
    dispose: close,
  };
});
export type Collection = InstanceType<typeof Collection>;
