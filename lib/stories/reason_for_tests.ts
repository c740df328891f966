/** What tests ask of something that must fail. */
import { asFailure, type Reason } from "@/lib/errors.ts";

/** The reason for which it failed; null where it did not. */
export async function getReason(tried: Promise<unknown>): Promise<Reason | null> {
  try {
    await tried;
    return null;
  } catch (error) {
    return asFailure(error).reason;
  }
}
