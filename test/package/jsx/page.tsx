/** Compiled by package.test.mjs against the published types: what a React page may write, and what it may not. */
import type {} from '@shuk/elements/jsx';

export const page = (
  <shuk-image>
    <img src="/room.jpg" alt="A room" width="600" height="400" />
    <shuk-tag product="lamp-01" x={0.3} y={0.4}>
      <a href="/p/lamp-01">Reading lamp</a>
    </shuk-tag>
  </shuk-image>
);

// @ts-expect-error: no element of ours has this name
export const unknown = <shuk-picture />;

// @ts-expect-error: a position is a number
export const misplaced = <shuk-tag product="lamp-01" x={['left']} y={0.4} />;
