/** The only file that touches the browser's storage. */

export interface Slot {
  load(): unknown;
  /** `undefined` removes the record. */
  save(value: unknown): void;
}

/** May throw: a page without an origin of its own, or with storage switched off. */
export const browserStorage = (): Storage => localStorage;

/** One JSON record; for this visit only where storage is absent, refused or full. What is no JSON reads as nothing. */
export function createSlot(name: string, storage: () => Storage | undefined): Slot {
  let memory: string | undefined;
  let refused = false;
  return {
    load() {
      let raw: string | null | undefined = memory;
      try {
        if (!refused) raw = storage()!.getItem(name);
        return JSON.parse(raw!) as unknown;
      } catch {
        return undefined;
      }
    },
    save(value) {
      memory = JSON.stringify(value, original);
      try {
        if (memory) storage()!.setItem(name, memory);
        else storage()!.removeItem(name);
      } catch {
        refused = true;
      }
    },
  };
}

/** Passes by the `toJSON` that old libraries put on arrays and strings. */
function original(this: Record<string, unknown>, key: string): unknown {
  return this[key];
}
