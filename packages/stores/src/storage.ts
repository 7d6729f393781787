/** The only file that touches the browser's storage. */

export interface Slot {
  readonly load: () => unknown;
  /** `undefined` removes the record. */
  readonly save: (value: unknown) => void;
}

/** May throw: a page without an origin of its own, or with storage switched off. */
export const browserStorage = (): Storage => localStorage;

/** One JSON record, without the fields named by `omit`; for this visit only where storage is absent, refused or full. What is no JSON reads as `null`. */
export function createSlot(name: string, storage: () => Storage | undefined, omit?: RegExp): Slot {
  let memory: string | null = null;
  let refused = false;
  /** Passes by the `toJSON` that old libraries put on arrays and strings. */
  function original(this: Record<string, unknown>, key: string): unknown {
    return omit?.test(key) ? undefined : this[key];
  }
  return {
    load() {
      let raw = memory;
      try {
        const area = refused ? undefined : storage();
        if (area) raw = area.getItem(name);
      } catch {
        // What is remembered counts.
      }
      try {
        return JSON.parse(raw ?? 'null') as unknown;
      } catch {
        return null;
      }
    },
    save(value) {
      memory = value === undefined ? null : JSON.stringify(value, original);
      refused = true;
      try {
        const area = storage();
        if (memory === null) area?.removeItem(name);
        else area?.setItem(name, memory);
        refused = false;
      } catch {
        // It stays refused.
      }
    },
  };
}
