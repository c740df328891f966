/** Lets a recording be taken along as a file. Browser-safe. */
import { RECORDING_SUFFIX } from "@/lib/calls/recording/container.ts";
import type { KeptRecording } from "@/lib/calls/recording/shelf.ts";

/** `2026-05-01-haru-min.maru-call`, of signs that every system takes. */
export function fileNameOf(
  { startedAtMs, names }: Pick<KeptRecording, "startedAtMs" | "names">,
): string {
  const day = new Date(startedAtMs).toISOString().slice(0, 10);
  const who = names.map((name) => name.replace(/[^\p{L}\p{N}]+/gu, "-").replace(/^-+|-+$/g, ""));
  return [day, ...who.filter((name) => name !== "")].join("-") + RECORDING_SUFFIX;
}

export function saveFile(recording: KeptRecording, file: Blob): void {
  const url = URL.createObjectURL(file);
  const link = document.createElement("a");
  link.href = url;
  link.download = fileNameOf(recording);
  link.click();
  // The browser has begun to read it by then.
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}
