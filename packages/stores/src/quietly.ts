/** Tells listeners. What one of them throws is the page's to see, and stops nothing here. */
export function quietly(run: () => void): void {
  try {
    run();
  } catch (thrown) {
    queueMicrotask(() => {
      throw thrown;
    });
  }
}
