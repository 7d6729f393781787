/** A random UUID (version 4). `crypto.randomUUID` is missing on pages without https. */
export function newId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(36));
  return '********-****-4***-+***-************'.replace(/[*+]/g, (mark, at: number) => {
    const digit = (bytes[at] ?? 0) & 15;
    return (mark === '+' ? 8 | (digit & 3) : digit).toString(16);
  });
}
