import { useEffect } from "preact/hooks";
import { createProbe } from "@/tests/browser/tracking_site/probe.ts";

export default function TrackingProbe() {
  useEffect(() => {
    Object.assign(globalThis, { probe: createProbe() });
  }, []);
  return <p>Tracking</p>;
}
