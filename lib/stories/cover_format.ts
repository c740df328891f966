/** Size of a cover, 5:7 as a book in the hand. Browser-safe. */

export const COVER_WIDTH = 600;
export const COVER_HEIGHT = 840;
