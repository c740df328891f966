// Owns HttpError, the one error whose status reaches the client.

/** Options of an {@linkcode HttpError}. */
export interface HttpErrorOptions {
  cause?: unknown;
}

/**
 * An error that answers the request with its status.
 *
 * Works on the server and in the browser. `message` is sent to the client where no error page takes
 * over; without one the phrase of the status is sent.
 */
export class HttpError extends Error {
  override readonly name = "HttpError";
  /** HTTP status code of the response. */
  readonly status: number;

  constructor(status: number, message = "", options?: HttpErrorOptions) {
    super(message, options);
    this.status = status;
  }
}
