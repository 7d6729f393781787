/** The part of a test runner that the suite uses. Mocha, Jasmine and Vitest have it as globals, `node:test` exports it. */
export interface Runner {
  describe(name: string, body: () => unknown): unknown;
  it(name: string, body: () => unknown): unknown;
  beforeEach(body: () => unknown): unknown;
}

/** The functions of a runner that has put them where every file finds them. */
export function globalRunner(): Runner {
  const runner = globalThis as unknown as Partial<Runner>;
  const { describe, it, beforeEach } = runner;
  if (!describe || !it || !beforeEach) throw new Error('No test runner: pass { describe, it, beforeEach }.');
  return { describe, it, beforeEach };
}
