/** Hears others where they stand, and how loud everybody is, by WebAudio. Browser-safe. */
import { forwardOf, loudestOf } from "@/lib/lounge/voice/sound.ts";

/** Height of a mouth and an ear. Metres. */
const HEAD_M = 1.5;
/** How fast a place or a volume is taken over, in seconds: jumps would click. */
const GLIDE_S = 0.08;
/**
 * Samples a look at a level goes back, a power of two: 170 ms at 48 kHz. More than passes between two looks,
 * or a sound that comes as regularly as the looks do would fall between them each time.
 */
const LOOK_BACK = 8192;
/** Machines with fewer cores pan without HRTF. */
const STRONG_CORES = 6;

export interface Ear {
  /** Lets a voice be heard; one of the same name goes. */
  add(id: string, stream: MediaStream): void;
  remove(id: string): void;
  setGain(id: string, gain: number): void;
  setPlace(id: string, place: { x: number; z: number }): void;
  setListener(place: { x: number; z: number; heading: number }): void;
  /** Watches the level of the own microphone, which is heard by nobody here. */
  watch(stream: MediaStream | null): void;
  /** Level now, 0 to 1; null is the own microphone. */
  level(id: string | null): number;
  /** False while the browser waits for a gesture. */
  readonly running: boolean;
  /** To be called in a gesture. */
  resume(): Promise<void>;
  onRunning(listener: (running: boolean) => void): void;
  close(): void;
}

interface Voice {
  element: HTMLAudioElement;
  source: MediaStreamAudioSourceNode;
  meter: AnalyserNode;
  gain: GainNode;
  panner: PannerNode;
}

export function createEar(): Ear {
  const context = new AudioContext({ latencyHint: "interactive" });
  // Eight voices at once must not crackle.
  const limiter = new DynamicsCompressorNode(context, { threshold: -12, ratio: 8 });
  limiter.connect(context.destination);
  const voices = new Map<string, Voice>();
  const samples = new Float32Array(LOOK_BACK);
  let own: { source: MediaStreamAudioSourceNode; meter: AnalyserNode } | null = null;

  const meterOn = (source: AudioNode): AnalyserNode => {
    const meter = new AnalyserNode(context, { fftSize: samples.length });
    source.connect(meter);
    return meter;
  };

  function remove(id: string): void {
    const voice = voices.get(id);
    if (!voice) return;
    voices.delete(id);
    for (const node of [voice.source, voice.meter, voice.gain, voice.panner]) node.disconnect();
    voice.element.srcObject = null;
  }

  function watch(stream: MediaStream | null): void {
    own?.source.disconnect();
    own?.meter.disconnect();
    own = null;
    if (!stream) return;
    const source = new MediaStreamAudioSourceNode(context, { mediaStream: stream });
    own = { source, meter: meterOn(source) };
  }

  return {
    add(id, stream) {
      remove(id);
      // Chromium hands a remote stream to WebAudio only while an element plays it (crbug.com/40094084).
      const element = new Audio();
      element.muted = true;
      element.srcObject = stream;
      element.play().catch(() => {
        // Refused before the first gesture; being muted, it starts once the page may make sounds.
      });
      const source = new MediaStreamAudioSourceNode(context, { mediaStream: stream });
      const gain = new GainNode(context, { gain: 0 });
      // Loudness is ours (`gainAt`); the panner gives the direction.
      const panner = new PannerNode(context, {
        panningModel: (navigator.hardwareConcurrency ?? 1) >= STRONG_CORES ? "HRTF" : "equalpower",
        rolloffFactor: 0,
        positionY: HEAD_M,
      });
      source.connect(gain).connect(panner).connect(limiter);
      voices.set(id, { element, source, meter: meterOn(source), gain, panner });
    },
    remove,
    setGain(id, value) {
      glide(voices.get(id)?.gain.gain, value, context.currentTime);
    },
    setPlace(id, { x, z }) {
      const panner = voices.get(id)?.panner;
      glide(panner?.positionX, x, context.currentTime);
      glide(panner?.positionZ, z, context.currentTime);
    },
    setListener({ x, z, heading }) {
      const { listener, currentTime } = context;
      const forward = forwardOf(heading);
      // Firefox knows the older calls alone.
      if (!listener.positionX) {
        listener.setPosition(x, HEAD_M, z);
        listener.setOrientation(forward.x, 0, forward.z, 0, 1, 0);
        return;
      }
      glide(listener.positionX, x, currentTime);
      glide(listener.positionY, HEAD_M, currentTime);
      glide(listener.positionZ, z, currentTime);
      glide(listener.forwardX, forward.x, currentTime);
      glide(listener.forwardZ, forward.z, currentTime);
    },
    watch,
    level(id) {
      const meter = id === null ? own?.meter : voices.get(id)?.meter;
      if (!meter) return 0;
      meter.getFloatTimeDomainData(samples);
      return loudestOf(samples);
    },
    get running() {
      return context.state === "running";
    },
    resume: () => context.resume(),
    onRunning(listener) {
      context.onstatechange = () => listener(context.state === "running");
    },
    close() {
      watch(null);
      for (const id of [...voices.keys()]) remove(id);
      context.onstatechange = null;
      void context.close();
    },
  };
}

function glide(parameter: AudioParam | undefined, value: number, nowS: number): void {
  parameter?.setTargetAtTime(value, nowS, GLIDE_S);
}
