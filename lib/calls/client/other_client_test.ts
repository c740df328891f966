/** A client of another make: plain perfect negotiation, poses as JSON, and nothing said on `control` that we know. */
import assert from "node:assert/strict";
import { shapeIndex } from "@/lib/avatar/pose/pose.ts";
import type { FakeChannel } from "@/lib/calls/client/channel_for_tests.ts";
import type { FakePeerConnection } from "@/lib/calls/client/rtc_for_tests.ts";
import { AVATAR, open, World } from "@/lib/calls/client/world_for_tests.ts";
import type { LinkSocket } from "@/lib/realtime/link.ts";

interface Habits {
  /** Makes its channels, and so an offer, as soon as somebody is there: whoever comes, or whoever was there first. */
  calls: boolean;
}

/** Perfect negotiation as W3C WebRTC 1.0, 10.7 writes it down. */
class OtherClient {
  readonly socket: LinkSocket;
  readonly pc: FakePeerConnection;
  readonly poses: string[] = [];
  readonly control: string[] = [];
  channels: FakeChannel[] = [];
  #peer = "";
  #polite = false;
  #making = false;
  #ignoring = false;

  constructor(world: World, readonly habits: Habits) {
    this.pc = world.network.connect({}) as unknown as FakePeerConnection;
    this.pc.onnegotiationneeded = () => void this.#offer();
    this.pc.onicecandidate = ({ candidate }) => {
      if (candidate) this.#say({ type: "ice", to: this.#peer, candidate });
    };
    this.pc.ondatachannel = ({ channel }) => this.#hold(channel);
    this.socket = world.server.open("ws://maru.test/ws?token=abc");
    this.socket.onopen = () => this.#say({ type: "join", avatar: "cat" });
    this.socket.onmessage = ({ data }) => void this.#hear(JSON.parse(String(data)));
  }

  sendPose(jaw: number, atMs: number): void {
    const text = JSON.stringify({
      headRotation: [0.1, 0, 0],
      eyeBlinkLeft: 0,
      eyeBlinkRight: 0,
      mouthOpen: jaw,
      smile: 0,
      timestamp: atMs,
    });
    for (const channel of this.channels) {
      if (channel.label === "pose" && channel.readyState === "open") channel.send(text);
    }
  }

  #hold(channel: FakeChannel): void {
    this.channels.push(channel);
    channel.onmessage = ({ data }) => {
      if (typeof data !== "string") assert.fail("bytes came to a client that reads JSON");
      (channel.label === "pose" ? this.poses : this.control).push(data);
    };
  }

  #say(frame: unknown): void {
    this.socket.send(JSON.stringify(frame));
  }

  #begin(peer: string): void {
    this.#peer = peer;
    if (!this.habits.calls) return;
    this.#hold(this.pc.createDataChannel("pose", { ordered: false, maxRetransmits: 0 }));
    this.#hold(this.pc.createDataChannel("control", {}));
  }

  async #offer(): Promise<void> {
    this.#making = true;
    await this.pc.setLocalDescription();
    this.#making = false;
    const { type, sdp } = this.pc.localDescription!;
    this.#say({ type, to: this.#peer, sdp });
  }

  async #hear(frame: Record<string, unknown>): Promise<void> {
    switch (frame.type) {
      case "joined": {
        this.#polite = frame.polite === true;
        const [peer] = frame.peers as { peer_id: string }[];
        if (peer) this.#begin(peer.peer_id);
        return;
      }
      case "peer_joined":
        return this.#begin(String(frame.peer_id));
      case "offer":
      case "answer": {
        const { type, sdp } = frame as { type: "offer" | "answer"; sdp: string };
        const collides = type === "offer" && (this.#making || this.pc.signalingState !== "stable");
        this.#ignoring = !this.#polite && collides;
        if (this.#ignoring) return;
        await this.pc.setRemoteDescription({ type, sdp });
        if (type === "offer") await this.#offer();
        return;
      }
      case "ice":
        try {
          await this.pc.addIceCandidate(frame.candidate as RTCIceCandidateInit);
        } catch (error) {
          if (!this.#ignoring) throw error;
        }
    }
  }
}

for (const first of [true, false]) {
  for (const calls of [true, false]) {
    const who = `${first ? "was there first" : "comes second"} and ${calls ? "calls" : "waits"}`;
    Deno.test(`a client that sends no numbers, ${who}, is seen and sees`, async () => {
      await using world = new World();
      const ours = world.page();
      const join = () => new OtherClient(world, { calls });
      let other = first ? join() : null;
      await world.pass(300);
      ours.call.join(AVATAR);
      await world.until(() => ours.call.phase.value.kind !== "joining");
      other ??= join();
      await world.until(() => ours.call.phase.value.kind === "live", 15_000);
      await world.until(() => {
        other.sendPose(0.9, Date.now());
        ours.call.sendPose(open(0.4, Date.now()));
        return ours.call.samplePeer(Date.now()).shapes[shapeIndex.jawOpen]! > 0.8 &&
          other.poses.length > 3;
      }, 5_000);
      const pose = JSON.parse(other.poses.at(-1)!);
      assert.equal(pose.mouthOpen, 0.4);
      assert.equal(pose.headRotation.length, 3);
      assert.equal(ours.call.code.value, null);
      // The way breaks, and comes back.
      world.network.setCut(true);
      await world.pass(4_000);
      world.network.setCut(false);
      await world.until(() => ours.call.phase.value.kind === "live", 30_000);
      other.pc.close();
    });
  }
}
