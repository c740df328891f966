/// <reference lib="webworker" />
/**
 * Runs models by LiteRT, on this thread. For a module worker.
 *
 * It is 0.2.1 rather than 2.5.3, as that refuses models whose batch is open, as these have it, and takes a tenth longer.
 */
import { loadAndCompile, loadLiteRt, Tensor } from "@litertjs/core";
import { relaxedSimd } from "wasm-feature-detect";
import type { Net, OpenNet } from "@/lib/avatar/tracking/face_finder/finder.ts";
import { LITERT_BASE } from "@/lib/vendor/addresses.ts";

type Factory = (options: unknown) => Promise<unknown>;

let loading: Promise<unknown> | undefined;

/** Loads the runtime, once, and makes a model ready. @throws If this browser cannot run it. */
export const openLiteNet: OpenNet = async (model, inputShape) => {
  await (loading ??= loadRuntime());
  const compiled = await loadAndCompile(model, { accelerator: "wasm" });
  const net: Net = {
    run(input) {
      const tensor = new Tensor(input, [...inputShape]);
      try {
        return compiled.run(tensor).map((output) => {
          const numbers = Float32Array.from(output.toTypedArray());
          output.delete();
          return numbers;
        });
      } finally {
        tensor.delete();
      }
    },
    close: () => compiled.delete(),
  };
  return net;
};

/**
 * LiteRT loads its script by `importScripts()`, which module workers have not; so it is imported first, as the AMD module
 * that it is as well, and found in its place.
 *
 * Source: `load()` and `createWasmLib()` of 0.2.1; pinned by tests/browser/tracking_test.ts.
 */
async function loadRuntime(): Promise<void> {
  const script = `litert_wasm_${await relaxedSimd() ? "" : "compat_"}internal.js`;
  const factory = await importFactory(`${LITERT_BASE}/${script}`);
  // MediaPipe has one of its own there.
  const theirs = Object.getOwnPropertyDescriptor(self, "ModuleFactory");
  put("ModuleFactory", factory);
  put("importScripts", () => {});
  // It tells its own name where errors are told.
  put("Module", {
    locateFile: (file: string) => `${LITERT_BASE}/${file}`,
    printErr: () => {},
  });
  try {
    await loadLiteRt(`${LITERT_BASE}/${script}`);
  } finally {
    for (const name of ["ModuleFactory", "importScripts", "Module"]) {
      Reflect.deleteProperty(self, name);
    }
    if (theirs) Object.defineProperty(self, "ModuleFactory", theirs);
  }
}

/** Puts something on the global scope that can be taken away again. */
function put(name: string, value: unknown): void {
  Object.defineProperty(self, name, { value, configurable: true, writable: true });
}

/** @throws {TypeError} If the script is no AMD module. */
async function importFactory(address: string): Promise<Factory> {
  const defined: Factory[] = [];
  const define = (_needs: unknown, make: () => Factory) => void defined.push(make());
  put("define", Object.assign(define, { amd: true }));
  try {
    await import(address);
  } finally {
    Reflect.deleteProperty(self, "define");
  }
  const [factory] = defined;
  if (!factory) throw new TypeError(`${address} defines nothing`);
  return factory;
}
