/** Whether this page writes down what it hears at the moment: what is read aloud makes way. Browser-safe. */
import { signal } from "@preact/signals";

/** True while a dictation listens. There is one microphone for all of a page. */
export const listening = signal(false);
