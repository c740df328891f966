/** What became of a recording: kept, to be taken along, or dropped. Browser-safe. */
import { Button, LinkButton } from "@/components/Button.tsx";
import { callPaths } from "@/components/call/paths.ts";
import type { Inside } from "@/lib/calls/page/inside.ts";
import { saveFile } from "@/lib/calls/recording/save_file.ts";
import { recordingWords } from "@/lib/i18n/recordings.ts";

export function KeptNote({ inside: { desk, props } }: { inside: Inside }) {
  const words = recordingWords[props.locale];
  const outcome = desk.outcome.value;
  if (!outcome) return null;
  if (outcome.kind === "dropped") return <p role="status">{words.dropped}</p>;
  const { recording, file } = outcome;
  return (
    <div class="call-kept">
      <p role="status">{words[outcome.kind]}</p>
      <div class="actions">
        {outcome.kind === "kept" && (
          <LinkButton size="small" href={`${callPaths.recordings}#${recording.id}`} target="_blank">
            {words.toList}
          </LinkButton>
        )}
        <Button
          type="button"
          size="small"
          icon="download"
          onClick={() => saveFile(recording, file)}
        >
          {words.download}
        </Button>
      </div>
    </div>
  );
}
