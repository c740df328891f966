/** Before a call: how one will be seen, what is on, and the button that goes in. Browser-safe. */
import { useEffect } from "preact/hooks";
import { Button, LinkButton } from "@/components/Button.tsx";
import { Icon } from "@/components/Icon.tsx";
import { Notice } from "@/components/Notice.tsx";
import { Backgrounds } from "@/components/call/Backgrounds.tsx";
import { CameraRow, MicrophoneRow, SoundRow } from "@/components/call/Devices.tsx";
import { FaceChoice } from "@/components/call/FaceChoice.tsx";
import { Invitation } from "@/components/call/Invitation.tsx";
import { Later } from "@/components/call/Later.tsx";
import { focusTitle } from "@/components/call/parts.tsx";
import { callPaths } from "@/components/call/paths.ts";
import type { Inside } from "@/lib/calls/page/inside.ts";

/** As long as a nickname may be. */
const MAX_NAME = 30;

const SEATS = 2;

export function Lobby({ inside }: { inside: Inside }) {
  const { props, session } = inside;
  if (session.elsewhere.value) return <Elsewhere inside={inside} />;
  if (props.present >= SEATS) return <Full inside={inside} />;
  return (
    <>
      <Look inside={inside} />
      <Door inside={inside} />
    </>
  );
}

/** Below one's own picture: who one is. */
function Look({ inside }: { inside: Inside }) {
  return (
    <details class="call-look" id="call-look">
      <summary>
        <Icon name="edit" />
        <span>{inside.words.changeLook}</span>
      </summary>
      <FaceChoice inside={inside} />
      <Backgrounds inside={inside} />
      <Later parts={{ inside }} shown load={loadOwnModel} />
    </details>
  );
}

function Door({ inside }: { inside: Inside }) {
  const { session, words, props } = inside;
  const ready = session.ready.value;
  const microphone = session.microphone.state.value === "on";
  return (
    <div class="call-lobby">
      <header>
        <h1 id="call-title" tabIndex={-1}>{words.lobbyTitle}</h1>
        <p class="lede">{props.present > 0 ? words.lobbySomebody : words.lobbyNobody}</p>
      </header>
      <noscript>
        <Notice tone="warn" title={words.noScriptTitle}>
          <p>{words.noScriptWords}</p>
          <p>{words.noScriptInstead}</p>
          <div class="actions">
            <LinkButton size="small" href="/characters">{words.toChats}</LinkButton>
            <LinkButton size="small" kind="plain" href="/spaces">{words.toSpaces}</LinkButton>
          </div>
        </Notice>
      </noscript>
      <form
        class="call-door"
        onSubmit={(event) => {
          event.preventDefault();
          void session.join();
        }}
      >
        <div class="field">
          <label class="field-label" for="call-name">{words.name}</label>
          <input
            class="control"
            id="call-name"
            maxLength={MAX_NAME}
            autocomplete="nickname"
            value={session.me.value.name}
            disabled={!ready}
            onInput={({ currentTarget }) => session.be({ name: currentTarget.value.trim() })}
          />
        </div>
        <Button kind="primary" size="large" disabled={!ready} iconAfter="arrow-right">
          {ready ? words.join : words.loading}
        </Button>
        <p class="field-hint" role="status">
          {words.joinWith(session.camera.value, microphone)}
        </p>
      </form>
      <section class="call-set" aria-labelledby="call-devices">
        <h2 id="call-devices">{words.devices}</h2>
        <CameraRow inside={inside} />
        <MicrophoneRow inside={inside} />
        <SoundRow inside={inside} />
      </section>
      <Invitation inside={inside} />
    </div>
  );
}

/** The reader's own seat is held by another tab, of which this one is a copy. */
function Elsewhere({ inside: { words, session } }: { inside: Inside }) {
  useEffect(focusTitle, []);
  return (
    <div class="call-lobby is-full">
      <header>
        <h1 id="call-title" tabIndex={-1}>{words.elsewhereTitle}</h1>
        <p class="lede">{words.elsewhereWords}</p>
      </header>
      <div class="actions">
        <Button type="button" kind="primary" onClick={() => void session.takeOver()}>
          {words.takeOver}
        </Button>
        <LinkButton href={callPaths.start}>{words.newCall}</LinkButton>
      </div>
    </div>
  );
}

/** Two people sit there; one of them may be oneself, in another tab or before a reload. */
function Full({ inside: { words, props } }: { inside: Inside }) {
  return (
    <div class="call-lobby is-full">
      <header>
        <h1 id="call-title" tabIndex={-1}>{words.lobbyFull}</h1>
        <p class="lede">{words.lobbyFullWords}</p>
      </header>
      <div class="actions">
        <LinkButton kind="primary" icon="refresh" href={callPaths.call(props.roomId)}>
          {words.tryAgain}
        </LinkButton>
        <LinkButton href={callPaths.start}>{words.newCall}</LinkButton>
      </div>
    </div>
  );
}

async function loadOwnModel() {
  return (await import("@/components/call/OwnModelPart.tsx")).OwnModelPart;
}
