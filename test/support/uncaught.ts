/** Runs something after which exceptions reach the page, and returns them. Mocha does not hear of them. */
export async function uncaught(run: () => Promise<unknown>): Promise<unknown[]> {
  const errors: unknown[] = [];
  const { onerror } = globalThis;
  globalThis.onerror = (...[, , , , error]) => {
    errors.push(error);
    return true;
  };
  try {
    await run();
    await new Promise((resolve) => setTimeout(resolve));
  } finally {
    globalThis.onerror = onerror;
  }
  return errors;
}
