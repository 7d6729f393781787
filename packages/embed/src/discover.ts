/**
 * Finds the elements of a page and loads the file of each when it is needed: at once, or when it comes near the
 * viewport. Looks at what is there, at what is added later, and into open shadow roots, whoever made them.
 */
export type Loader = (element: Element) => Promise<unknown>;

export function discover(elements: ReadonlyMap<string, Loader>, always: ReadonlySet<string>): void {
  const asked = new Set<string>();
  const awaited = new Set<string>();
  const roots = new Set<Node>();

  const near = new IntersectionObserver(
    (entries) => {
      for (const { isIntersecting, target } of entries) if (isIntersecting) load(target);
    },
    { rootMargin: '100%' },
  );
  const changes = new MutationObserver((records) => {
    for (const { addedNodes } of records) for (const node of addedNodes) if (node instanceof Element) look(node);
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
        addEventListener(
          'online',
          () => {
            scan(document);
          },
          { once: true },
        );
      });
  }

  function look(element: Element): void {
    visit(element);
    scan(element);
  }

  function scan(root: ParentNode): void {
    for (const element of root.querySelectorAll('*')) visit(element);
  }

  function visit(element: Element): void {
    if (element.shadowRoot) enter(element.shadowRoot);
    const tag = element.localName;
    if (!tag.includes('-') || customElements.get(tag)) return;
    if (!elements.has(tag)) expect(tag);
    else if (always.has(tag)) load(element);
    else near.observe(element);
  }

  // Somebody else's element gets its shadow root when it is defined.
  function expect(tag: string): void {
    if (awaited.has(tag)) return;
    awaited.add(tag);
    customElements.whenDefined(tag).then(
      () => {
        for (const root of roots) for (const element of (root as ParentNode).querySelectorAll(tag)) look(element);
      },
      () => undefined, // not a name that can be defined
    );
  }

  function enter(root: Document | ShadowRoot): void {
    if (roots.has(root)) return;
    roots.add(root);
    changes.observe(root, { childList: true, subtree: true });
    scan(root);
  }

  enter(document);
  // The last chance of a shadow root that came by none of these ways: somebody points at it or enters it.
  const touched = (event: Event): void => {
    for (const node of event.composedPath()) if (node instanceof ShadowRoot) enter(node);
  };
  document.addEventListener('pointerover', touched, { passive: true });
  document.addEventListener('focusin', touched);
}
