const said = new Set<string>();

/** Tells the developer once what is wrong and what to write instead. */
export function warnOnce(message: string): void {
  if (said.has(message)) return;
  said.add(message);
  console.warn(`[shuk] ${message}`);
}
