/** The start of a call: what it is in one glance, who one will be, and the button that opens it. */
import { LinkButton } from "@/components/Button.tsx";
import { Button } from "@/components/Button.tsx";
import { FacePicker } from "@/components/call/FacePicker.tsx";
import { callPaths } from "@/components/call/paths.ts";
import { TextField } from "@/components/Field.tsx";
import { Page } from "@/components/Page.tsx";
import type { Place } from "@/components/place.ts";
import type { ChosenFace } from "@/lib/calls/page/chosen.ts";
import { type FaceGroup, faceSrc } from "@/lib/calls/page/face.ts";
import { callWords } from "@/lib/i18n/calls.ts";
import { recordingWords } from "@/lib/i18n/recordings.ts";

export interface StartPageProps {
  place: Place;
  groups: readonly FaceGroup[];
  me: ChosenFace;
  /** Draws another face. */
  seed: string;
  maxName: number;
}

export function StartPage({ place, groups, me, seed, maxName }: StartPageProps) {
  const { locale } = place.state;
  const words = callWords[locale];
  const other = groups.find(({ id }) => id === "house")?.faces.find(({ text }) => text !== me.face);
  return (
    <Page
      place={place}
      title={words.title}
      description={words.description}
      styles={["/call.css"]}
    >
      <div class="call-start">
        <header class="call-hello">
          <div class="call-hello-words">
            <h1>{words.heading}</h1>
            <p class="lede">{words.lede}</p>
          </div>
          <Pair left={me.face} right={other?.text ?? ""} />
        </header>
        <form class="call-open" method="post" action={callPaths.start}>
          <div class="call-open-face">
            <FacePicker locale={locale} groups={groups} chosen={me.face} />
            <div class="actions">
              <Button
                kind="quiet"
                size="small"
                icon="refresh"
                name="seed"
                value={seed}
                formMethod="get"
                formNoValidate
              >
                {words.another}
              </Button>
              <LinkButton kind="plain" size="small" icon="edit" href={callPaths.builder}>
                {words.build}
              </LinkButton>
            </div>
          </div>
          <div class="call-open-go">
            <TextField
              name="name"
              label={words.name}
              hint={words.nameHint}
              value={me.name}
              maxLength={maxName}
              autocomplete="nickname"
            />
            <Button kind="primary" size="large" wide iconAfter="arrow-right">{words.start}</Button>
            <p class="field-hint">{words.startHint}</p>
            <noscript>
              <p class="field-hint">{words.startNeedsScript}</p>
            </noscript>
          </div>
        </form>
        <ul class="call-glance">
          {words.glance.map((one) => (
            <li>
              <h2>{one.title}</h2>
              <p>{one.words}</p>
            </li>
          ))}
        </ul>
        <p>
          <LinkButton kind="plain" size="small" icon="clock" href={callPaths.recordings}>
            {recordingWords[locale].pageTitle}
          </LinkButton>
        </p>
      </div>
    </Page>
  );
}

/** Two faces with a thread between their cups, as children call each other. */
function Pair({ left, right }: { left: string; right: string }) {
  return (
    <div class="call-pair" aria-hidden="true">
      <img
        src={faceSrc(left, { crop: "portrait", expression: "smile" })}
        alt=""
        width={220}
        height={275}
        data-fresh-disable-lock
      />
      <svg class="call-thread" viewBox="0 0 160 90" preserveAspectRatio="none">
        <path d="M2 26c28 60 128 60 156 0" />
      </svg>
      <img
        src={faceSrc(right, { crop: "portrait", expression: "laugh" })}
        alt=""
        width={220}
        height={275}
        data-fresh-disable-lock
      />
    </div>
  );
}
