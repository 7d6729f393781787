import type { CommerceError } from '@shuk/core';

/** Everything an element can be asked to draw. A `value` beside `loading` or `failed` is the last one known. */
export type Loadable<T> =
  | { readonly status: 'loading'; readonly value?: T | undefined }
  | { readonly status: 'ready'; readonly value: T }
  | { readonly status: 'missing'; readonly value?: undefined }
  | { readonly status: 'failed'; readonly error: CommerceError; readonly value?: T | undefined };
