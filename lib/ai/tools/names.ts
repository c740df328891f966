/**
 * Owns the names of the tools that a character may be given, in the order in which forms offer them.
 *
 * Browser-safe.
 */
export const TOOL_NAMES = ["service_search"] as const;

/** Name of a tool that there is. */
export type ToolName = typeof TOOL_NAMES[number];
