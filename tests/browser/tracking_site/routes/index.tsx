import TrackingProbe from "../islands/TrackingProbe.tsx";

export default function Page() {
  return (
    <main>
      <TrackingProbe />
    </main>
  );
}
