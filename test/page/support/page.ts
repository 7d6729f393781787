/** Opens a built page in a frame of the same origin, which is a page of its own in all that matters here. */
export interface TestPage {
  readonly window: Window & typeof globalThis & { readonly seen: Seen };
  readonly document: Document;
  readonly seen: Seen;
  /** The first match of a selector; ` >>> ` goes into a shadow root. Waits until it is there. */
  find<E extends HTMLElement = HTMLElement>(selector: string): Promise<E>;
  /** All matches now. */
  all<E extends HTMLElement = HTMLElement>(selector: string): E[];
  /** Waits until a condition holds; the runner's time limit ends what never does. */
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
    while (!condition()) await new Promise((done) => setTimeout(done, 20));
  };
  return {
    window,
    document: window.document,
    seen: window.seen,
    all,
    until,
    async find<E extends HTMLElement>(selector: string): Promise<E> {
      await until(() => all(selector).length);
      return all<E>(selector)[0]!;
    },
    close: () => frame.remove(),
  };
}
