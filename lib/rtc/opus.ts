/** What two who talk ask Opus for. Pure. Browser-safe. */

/** One channel of speech, nothing sent in silence, about 32 kbit/s. */
const OPUS = { stereo: "0", usedtx: "1", useinbandfec: "1", maxaveragebitrate: "32000" };

/**
 * Writes our wishes for Opus into a description from there, which tells the own encoder what the other side likes to
 * get. Source: RFC 7587, 6.1.
 */
export function tuneOpus(sdp: string): string {
  const type = /^a=rtpmap:(\d+) opus\/48000\/2/im.exec(sdp)?.[1];
  if (!type) return sdp;
  return sdp.replace(new RegExp(`^a=fmtp:${type} ([^\\r\\n]*)`, "gm"), (_line, list: string) => {
    const given = new Map(
      list.split(";").map((pair): [string, string] => {
        const [name = "", value = ""] = pair.trim().split("=", 2);
        return [name, value];
      }),
    );
    for (const [name, value] of Object.entries(OPUS)) given.set(name, value);
    return `a=fmtp:${type} ${[...given].map(([name, value]) => `${name}=${value}`).join(";")}`;
  });
}
