/** What is open beside the faces: one thing at a time, never over them. Browser-safe. */
import type { ComponentChildren } from "preact";
import { Icon } from "@/components/Icon.tsx";
import { ConnectionPart } from "@/components/call/ConnectionPart.tsx";
import { FacesPart } from "@/components/call/FacesPart.tsx";
import type { Inside } from "@/components/call/parts.tsx";
import { SettingsPart } from "@/components/call/SettingsPart.tsx";
import { WritePart } from "@/components/call/WritePart.tsx";

export function Panel({ inside }: { inside: Inside }) {
  const { session, words } = inside;
  switch (session.panel.value) {
    case null:
      return null;
    case "faces":
      return (
        <Frame inside={inside} title={words.faces}>
          <FacesPart inside={inside} />
        </Frame>
      );
    case "write":
      return (
        <Frame inside={inside} title={words.chat}>
          <WritePart inside={inside} />
        </Frame>
      );
    case "settings":
      return (
        <Frame inside={inside} title={words.settings}>
          <SettingsPart inside={inside} />
        </Frame>
      );
    case "connection":
      return (
        <Frame inside={inside} title={words.connection}>
          <ConnectionPart inside={inside} />
        </Frame>
      );
  }
}

/** A panel with its name and the way out. */
export function Frame({ inside: { session, words }, title, children }: {
  inside: Inside;
  title: string;
  children: ComponentChildren;
}) {
  const close = () => {
    const name = session.panel.peek();
    session.show(null);
    document.getElementById(`call-open-${name}`)?.focus();
  };
  return (
    <section class="call-panel" aria-labelledby="call-panel-title">
      <header class="call-panel-head">
        <h2 id="call-panel-title">{title}</h2>
        <button type="button" class="call-tool" aria-label={words.close} onClick={close}>
          <Icon name="close" />
        </button>
      </header>
      <div class="call-panel-body">{children}</div>
    </section>
  );
}
