/** Where a page grows; see `growing.ts`. Browser-safe. */

/** Text with a control character, which nothing that people write may hold. */
export const GROWING_MARK = "\u001fgrowing\u001f";
