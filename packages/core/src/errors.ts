/**
 * Why a call to a backend did not succeed. The set is closed: elements choose their words by code, never by the
 * server's message, and every adapter maps whatever its shop says to one of these.
 */
export type CommerceErrorCode =
  | 'offline' // no answer: network down, request blocked, connection cut
  | 'timeout' // no answer in time
  | 'unavailable' // the shop answered that it cannot answer (5xx, maintenance)
  | 'rate-limited' // too many requests; see `retryAfter`
  | 'unauthorized' // wrong or missing key
  | 'unsupported' // this shop, or this set-up of it, cannot do that
  | 'malformed' // the answer does not have the promised shape
  | 'rejected' // understood and refused, for a reason that has no code of its own
  | 'conflict' // somebody else changed the cart meanwhile
  | 'cart-gone' // expired, or never known
  | 'cart-closed' // already ordered, or in payment
  | 'line-gone' // the line is no longer in the cart
  | 'option-required' // a variant (size, colour …) has to be chosen first
  | 'price-missing' // no price was read for this market
  | 'out-of-stock'
  | 'insufficient-stock' // fewer than asked; see `available`
  | 'quantity-rule' // below the minimum, above the maximum or off the step; see `available`
  | 'code-unknown'
  | 'code-expired'
  | 'code-not-applicable';

/** What is known beside the code. */
export interface CommerceErrorDetail {
  /** The shop's own code, as data for developers. */
  readonly native?: string | undefined;
  /** HTTP status, where there was one. */
  readonly status?: number | undefined;
  /** Milliseconds to wait before asking again (`rate-limited`). */
  readonly retryAfter?: number | undefined;
  /** How many may be had at most (`insufficient-stock`, `quantity-rule`). */
  readonly available?: number | undefined;
  readonly cause?: unknown;
}

/** The only error that adapters and stores let out. `message` is English for developers. */
export class CommerceError extends Error {
  override readonly name = 'CommerceError';
  readonly code: CommerceErrorCode;
  readonly native: string | undefined;
  readonly status: number | undefined;
  readonly retryAfter: number | undefined;
  readonly available: number | undefined;

  constructor(code: CommerceErrorCode, message: string, detail?: CommerceErrorDetail) {
    super(message, { cause: detail?.cause });
    this.code = code;
    this.native = detail?.native;
    this.status = detail?.status;
    this.retryAfter = detail?.retryAfter;
    this.available = detail?.available;
  }

  /** Wraps whatever was thrown, so callers only ever meet one error type. */
  static from(thrown: unknown): CommerceError {
    if (isCommerceError(thrown)) return thrown;
    const name = (thrown as { name?: unknown } | null | undefined)?.name; // a DOMException is not everywhere an Error
    if (name === 'TimeoutError')
      return new CommerceError('timeout', 'The shop did not answer in time.', { cause: thrown });
    // `fetch` rejects with a TypeError for a lost network, a blocked request and a refused origin alike.
    if (name === 'TypeError' || name === 'NetworkError' || name === 'AbortError') {
      return new CommerceError('offline', 'The shop could not be reached.', { cause: thrown });
    }
    return new CommerceError('unavailable', 'The shop could not answer.', { cause: thrown });
  }
}

/** Recognised by shape, because a second copy of the library has a class of its own. */
function isCommerceError(thrown: unknown): thrown is CommerceError {
  return (
    thrown instanceof Error && thrown.name === 'CommerceError' && 'code' in thrown && typeof thrown.code === 'string'
  );
}
