/** The version of Maru. */
export const VERSION = "0.1.0";
