/** Reads a `.env` file into the environment. What the environment has already, stays, even where it is empty. */
import { parseEnv as parseDotEnv } from "node:util";

/** Does nothing where there is no such file. */
export async function readDotEnv(file: URL): Promise<void> {
  let text: string;
  try {
    text = await Deno.readTextFile(file);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return;
    throw error;
  }
  for (const [name, value] of Object.entries(parseDotEnv(text))) {
    if (value !== undefined && Deno.env.get(name) === undefined) Deno.env.set(name, value);
  }
}
