/**
 * Audits a page with axe-core, whether or not the page may run scripts.
 *
 * The page is audited as it stands, in the very context that the test uses; no second context with scripts
 * on is needed. axe-core runs in an isolated world over the DevTools protocol: there the page's
 * Content-Security-Policy does not apply, and the page cannot see it. A context made with
 * `javaScriptEnabled: false` runs what the protocol evaluates, and promises, but no timers; so `setTimeout`
 * is replaced in that world (nowhere else): short ones become microtasks, long ones are axe-core's own
 * watchdogs and are dropped, since this module has its own.
 *
 * Chromium only. Frames inside the page and rules that need preloading (sounds that start by themselves)
 * are not audited.
 */
import axe from "axe-core";
import type { Page } from "playwright-core";
import { z } from "zod";

const violationSchema = z.object({
  /** The rule, such as `color-contrast`. */
  id: z.string(),
  impact: z.enum(["minor", "moderate", "serious", "critical"]).nullable(),
  help: z.string(),
  helpUrl: z.string(),
  nodes: z.array(z.object({
    /** CSS selectors of the element; more than one where it lies in a shadow root. */
    target: z.array(z.union([z.string(), z.array(z.string())])),
    html: z.string(),
    /** What to change, in axe-core's words. */
    failureSummary: z.string().optional(),
  })),
});

/** One broken rule, with every element that breaks it. */
export type Violation = z.infer<typeof violationSchema>;

export interface AuditOptions {
  /** Rules to leave out, by id. Say why where you use it. */
  withoutRules?: string[];
  /** Default 30,000. */
  timeoutMs?: number;
}

/** Finds what axe-core rates serious or critical; an empty list is a pass. */
export async function seriousViolations(
  page: Page,
  options: AuditOptions = {},
): Promise<Violation[]> {
  const violations = await listViolations(page, options);
  return violations.filter(({ impact }) => impact === "serious" || impact === "critical");
}

/**
 * Finds every rule that the page breaks, of any impact.
 *
 * @throws {Error} If axe-core fails or does not finish in time.
 */
export async function listViolations(
  page: Page,
  { withoutRules = [], timeoutMs = 30_000 }: AuditOptions = {},
): Promise<Violation[]> {
  const session = await page.context().newCDPSession(page);
  let timer: ReturnType<typeof setTimeout> | undefined;
  try {
    const { frameTree } = await session.send("Page.getFrameTree");
    const { executionContextId } = await session.send("Page.createIsolatedWorld", {
      frameId: frameTree.frame.id,
      worldName: "axe",
    });
    const evaluation = session.send("Runtime.evaluate", {
      contextId: executionContextId,
      expression: auditExpression(withoutRules),
      awaitPromise: true,
      returnByValue: true,
    });
    const expiry = new Promise<never>((_, reject) => {
      timer = setTimeout(
        () => reject(new Error(`axe-core did not finish within ${timeoutMs} ms on ${page.url()}`)),
        timeoutMs,
      );
    });
    const { result, exceptionDetails } = await Promise.race([evaluation, expiry]);
    if (exceptionDetails !== undefined) {
      throw new Error(
        `axe-core failed on ${page.url()}: ` +
          (exceptionDetails.exception?.description ?? exceptionDetails.text),
      );
    }
    return z.array(violationSchema).parse(JSON.parse(z.string().parse(result.value)));
  } finally {
    clearTimeout(timer);
    await session.detach();
  }
}

/** Lists violations for a failure message: rule, impact and each element on a line. */
export function describeViolations(violations: Violation[]): string {
  return violations.map(({ id, impact, help, nodes }) =>
    [
      `${id} (${impact}): ${help}`,
      ...nodes.map(({ target, html }) => `  ${target.flat().join(" ")}  ${html.slice(0, 160)}`),
    ].join("\n")
  ).join("\n");
}

/** Timers of this length and more are axe-core's watchdogs (the shortest is 10 s); its others have 0 ms. */
const WATCHDOG_MS = 1_000;

function auditExpression(withoutRules: string[]): string {
  const options = {
    resultTypes: ["violations"],
    iframes: false,
    preload: false,
    rules: Object.fromEntries(withoutRules.map((id) => [id, { enabled: false }])),
  };
  return `(() => {
    globalThis.setTimeout = (run, delayMs = 0) => {
      if (delayMs < ${WATCHDOG_MS}) queueMicrotask(run);
      return 0;
    };
    ${axe.source};
    return axe.run(document, ${
    JSON.stringify(options)
  }).then(({ violations }) => JSON.stringify(violations));
  })()`;
}
