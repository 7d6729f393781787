/**
 * Finds the elements of a page and loads the file of each when it is needed: at once, or when it comes near the
 * viewport. Looks at what is there, at what is added later, and into open shadow roots, whoever made them.
 */
export type Loader = (element: Element) => Promise<unknown>;

export function discover(elements: ReadonlyMap<string, Loader>, always: ReadonlySet<string>): void {
  const asked = new Set<string>();
  const expected = new Set<string>();
  const roots = new WeakSet<Node>();

  const near = new IntersectionObserver(
    (entries) => {
      for (const { isIntersecting, target } of entries) if (isIntersecting) load(target);
    },
    { root: document, rootMargin: '100%' }, // `root`, because in a frame the margin counts for nothing without it
  );
  const changes = new MutationObserver((records) => {
    for (const { addedNodes } of records) {
      for (const node of addedNodes) if (node instanceof Element) look(node);
    }
  });

  function load(element: Element): void {
    const tag = element.localName;
    near.unobserve(element);
    if (asked.has(tag)) return;
    asked.add(tag);
    elements
      .get(tag)?.(element)
      .catch((thrown: unknown) => {
        console.warn(`[shuk] The file of <${tag}> could not be loaded; its content stays as it is.`, thrown);
        asked.delete(tag);
        addEventListener('online', () => look(document.documentElement), { once: true });
      });
  }

  /** Visits an element and all below it, into shadow roots too. */
  function look(element: Element): void {
    visit(element);
    element.querySelectorAll('*').forEach(visit);
  }

  function visit(element: Element): void {
    if (element.shadowRoot) enter(element.shadowRoot);
    const tag = element.localName;
    if (!tag.includes('-') || customElements.get(tag)) return;
    if (!elements.has(tag)) expect(tag);
    else if (always.has(tag)) load(element);
    else near.observe(element);
  }

  // Somebody else's element may get its shadow root when it is defined.
  function expect(tag: string): void {
    if (expected.has(tag)) return;
    expected.add(tag);
    customElements.whenDefined(tag).then(
      () => look(document.documentElement),
      () => undefined, // not a name that can be defined
    );
  }

  function enter(root: Document | ShadowRoot): void {
    if (!roots.has(root)) changes.observe(root, { childList: true, subtree: true });
    roots.add(root);
    root.querySelectorAll('*').forEach(visit);
  }

  enter(document);
  // The last chance of a shadow root that came by none of these ways: somebody points at it or enters it.
  const touched = (event: Event): void => {
    for (const node of event.composedPath()) if (node instanceof ShadowRoot && !roots.has(node)) enter(node);
  };
  document.addEventListener('pointerover', touched, { passive: true });
  document.addEventListener('focusin', touched);
}
