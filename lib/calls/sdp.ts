/**
 * Session descriptions and candidates as a call may have them: sound and data, never a picture. Pure. Source: RFC 8866
 * (SDP), RFC 8829 (JSEP), RFC 8839 (candidates).
 *
 * What the server passes on is read by a browser's parser, not by this one. So nothing here looks for what is forbidden:
 * it takes what it fully understands, and refuses the rest.
 */

/** Longest description, in characters: what a frame of 16 KiB holds beside the rest. */
export const MAX_SDP = 14_000;
const MAX_LINE = 2_000;
/** Sound, data, and what earlier rounds of a negotiation have left behind. */
const MAX_SECTIONS = 8;

/** One lower-case letter, `=`, and a value that begins with no blank and controls nothing. A session without a name is a blank. */
const LINE = /^(?:([a-z])=(\S[^\p{Cc}\p{Zl}\p{Zp}]*)|(s)= )$/u;
const SOUND = /^audio \d{1,5}(?:\/\d{1,3})? UDP\/TLS\/RTP\/SAVPF((?: \d{1,3})+)$/;
const DATA = /^application \d{1,5} (?:UDP|TCP)\/DTLS\/SCTP webrtc-datachannel$/;
/** The older way to say it, which some browsers still answer in. */
const OLD_DATA = /^application \d{1,5} DTLS\/SCTP \d{1,5}$/;
/** Payload types that stand for a picture without being named. Source: RFC 3551, table 5. */
const FIRST_PICTURE_TYPE = 24;
const LAST_PICTURE_TYPE = 34;
/** Every video format has this clock, and no audio format of WebRTC. Source: RFC 3551, section 5; RFC 7742, RFC 7874. */
const PICTURE_CLOCK = /^rtpmap:.*\/\s*0*90000(?!\d)/i;

/** Tells what is wrong with a description; null where nothing is. */
export function sdpFault(sdp: string): string | null {
  if (sdp.length > MAX_SDP) return `must be at most ${MAX_SDP} characters`;
  const lines = sdp.split(/\r?\n/);
  if (lines.at(-1) === "") lines.pop();
  if (lines[0] !== "v=0") return "must begin with v=0";
  let sections = 0;
  for (const line of lines) {
    const read = line.length <= MAX_LINE ? LINE.exec(line) : null;
    if (read === null) return "must be lines of SDP";
    const [, type, value = ""] = read;
    if (type === "a" && PICTURE_CLOCK.test(value)) return "must not have video in it";
    if (type !== "m") continue;
    if (!isSound(value) && !DATA.test(value) && !OLD_DATA.test(value)) {
      return "must have no other media than audio and a data channel";
    }
    if (++sections > MAX_SECTIONS) return `must have at most ${MAX_SECTIONS} media sections`;
  }
  return sections === 0 ? "must have a media section" : null;
}

function isSound(value: string): boolean {
  const types = SOUND.exec(value)?.[1]?.trim().split(" ").map(Number);
  return types !== undefined &&
    types.every((type) => type < FIRST_PICTURE_TYPE || type > LAST_PICTURE_TYPE);
}

/**
 * `candidate:` foundation, component, transport, priority, address, port, `typ` and its value, then pairs of name and
 * value; a name of mDNS stands where an address would tell too much.
 */
const CANDIDATE = new RegExp(
  "^(?:a=)?candidate:[\\w+/]{1,32} [1-9]\\d{0,2} (?:udp|tcp|ssltcp) \\d{1,10} " +
    "[\\w.:%-]{1,255} \\d{1,5} typ (?:host|srflx|prflx|relay)(?: [\\w-]{1,32} [\\w.:+/%-]{1,256}){0,12} ?$",
  "i",
);

/** Whether a text is a candidate, or the empty one that ends a list of them. */
export function isCandidate(text: string): boolean {
  return text === "" || CANDIDATE.test(text);
}
