/** What is open beside the faces: one thing at a time, never over them. Browser-safe. */
import type { ComponentChildren } from "preact";
import { Icon } from "@/components/Icon.tsx";
import { ConnectionPart } from "@/components/call/ConnectionPart.tsx";
import { FacesPart } from "@/components/call/FacesPart.tsx";
import { SettingsPart } from "@/components/call/SettingsPart.tsx";
import { WritePart } from "@/components/call/WritePart.tsx";
import type { Inside } from "@/lib/calls/page/inside.ts";
import type { PanelName } from "@/lib/calls/page/session.ts";

export function Panel({ inside }: { inside: Inside }) {
  return (
    <OpenPanel
      inside={inside}
      parts={{
        faces: () => <FacesPart inside={inside} />,
        write: () => <WritePart inside={inside} />,
        settings: () => <SettingsPart inside={inside} />,
        connection: () => <ConnectionPart inside={inside} />,
      }}
    />
  );
}

/** The panel that is open, with its name and the way out; none where it is not among the parts. */
export function OpenPanel({ inside: { session, words }, parts }: {
  inside: Inside;
  parts: Partial<Record<PanelName, () => ComponentChildren>>;
}) {
  const name = session.panel.value;
  const part = name && parts[name];
  if (!part) return null;
  const close = () => {
    session.show(null);
    document.getElementById(`call-open-${name}`)?.focus();
  };
  return (
    <section class="call-panel" aria-labelledby="call-panel-title">
      <header class="call-panel-head">
        <h2 id="call-panel-title">{name === "write" ? words.chat : words[name]}</h2>
        <button type="button" class="call-tool" aria-label={words.close} onClick={close}>
          <Icon name="close" />
        </button>
      </header>
      <div class="call-panel-body">{part()}</div>
    </section>
  );
}
