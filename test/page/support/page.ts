/** Far beyond what anything here takes; it only tells a condition that never comes true from a slow machine. */
const PATIENCE = 20_000;

/** Opens a built page in a frame of the same origin, which is a page of its own in all that matters here. */
export interface TestPage {
  readonly window: Window & typeof globalThis & { readonly seen: Seen };
  readonly document: Document;
  readonly seen: Seen;
  /** The first match of a selector; ` >>> ` goes into a shadow root. Waits until it is there. */
  find<E extends HTMLElement = HTMLElement>(selector: string): Promise<E>;
  /** All matches now. */
  all<E extends HTMLElement = HTMLElement>(selector: string): E[];
  /** Waits until a condition holds. */
  until(condition: () => unknown): Promise<void>;
  close(): void;
}

/** What went wrong in a page, kept by `pages/record.js`. */
export interface Seen {
  readonly errors: string[];
  readonly violations: string[];
  readonly logs: string[];
}

export async function openPage(path: string, { width = 800, height = 700 } = {}): Promise<TestPage> {
  const frame = document.createElement('iframe');
  frame.width = String(width);
  frame.height = String(height);
  frame.src = path;
  const loaded = new Promise((done) => frame.addEventListener('load', done, { once: true }));
  document.body.append(frame);
  await loaded;
  const window = frame.contentWindow as TestPage['window'];

  const all = <E extends HTMLElement>(selector: string): E[] => {
    let found: (Element | ShadowRoot | Document)[] = [window.document];
    for (const step of selector.split(' >>> ')) {
      found = found.flatMap((node) => [
        ...(('shadowRoot' in node && node.shadowRoot) || (node as ParentNode)).querySelectorAll(step),
      ]);
    }
    return found as E[];
  };
  const until = async (condition: () => unknown): Promise<void> => {
    for (const start = performance.now(); !condition();) {
      if (performance.now() - start > PATIENCE) throw new Error(`never came true: ${condition}`);
      await new Promise((done) => setTimeout(done, 20));
    }
  };
  return {
    window,
    document: window.document,
    seen: window.seen,
    all,
    until,
    async find<E extends HTMLElement>(selector: string): Promise<E> {
      const found = (): unknown => all(selector).length;
      found.toString = () => selector;
      await until(found);
      return all<E>(selector)[0]!;
    },
    close: () => frame.remove(),
  };
}
