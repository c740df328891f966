/** The sound of a call on this machine: how loud the microphone is, and a tone to try the speaker with. Browser-safe. */

/** How often loudness is looked at, in milliseconds. */
const LOOK_MS = 100;
/** Speech of ordinary loudness has some 0.1 RMS: it fills most of the meter. */
const FULL_RMS = 0.16;

/** Watches how loud a stream is, 0 to 1; returns how to stop. */
export function watchLevel(stream: MediaStream, take: (level: number) => void): () => void {
  const context = new AudioContext();
  const meter = new AnalyserNode(context, { fftSize: 1024 });
  context.createMediaStreamSource(stream).connect(meter);
  const samples = new Float32Array(meter.fftSize);
  const timer = setInterval(() => {
    meter.getFloatTimeDomainData(samples);
    let sum = 0;
    for (const sample of samples) sum += sample * sample;
    // Two digits: a meter that trembles less than an eye sees is not drawn anew.
    const level = Math.min(1, Math.sqrt(sum / samples.length) / FULL_RMS);
    take(Math.round(level * 20) / 20);
  }, LOOK_MS);
  return () => {
    clearInterval(timer);
    void context.close();
  };
}

/** Notes of the tone: a fifth, in hertz, and when each begins and how long it lasts, in seconds. */
const NOTES = [[523.25, 0], [783.99, 0.28]] as const;
const NOTE_S = 0.5;

/** Plays two soft notes; resolves when they have sounded. To be called in a gesture. */
export async function playTone(): Promise<void> {
  const context = new AudioContext();
  const { promise, resolve } = Promise.withResolvers<void>();
  const begin = context.currentTime + 0.05;
  for (const [hertz, atS] of NOTES) {
    const note = new OscillatorNode(context, { type: "sine", frequency: hertz });
    const gain = new GainNode(context, { gain: 0 });
    gain.gain.setTargetAtTime(0.22, begin + atS, 0.02);
    gain.gain.setTargetAtTime(0, begin + atS + 0.12, 0.12);
    note.connect(gain).connect(context.destination);
    note.start(begin + atS);
    note.stop(begin + atS + NOTE_S);
    note.onended = () => resolve();
  }
  await promise;
  await context.close();
}
