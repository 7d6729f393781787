/**
 * A host for controllers, as Lit's are, for elements that draw next to nothing: what a page shows before anybody
 * touches it then needs no Lit, which comes with the first popover. Properties, updates and controllers behave as in
 * `ReactiveElement`, so that the same controllers serve both.
 */
import type { ComplexAttributeConverter, ReactiveController, ReactiveControllerHost } from 'lit';

interface Options {
  readonly attribute?: string;
  readonly converter?: ComplexAttributeConverter;
}

interface Declared {
  readonly name: string;
  readonly read: (value: string | null) => unknown;
}

const declared = new WeakMap<object, Map<string, Declared>>();

/** By attribute; a subclass has those of its parent, too. */
function attributesOf(prototype: object | null): ReadonlyMap<string, Declared> {
  if (!prototype) return new Map();
  return declared.get(prototype) ?? attributesOf(Object.getPrototypeOf(prototype) as object | null);
}

/** A property with its attribute, as Lit's `@property`. A change asks for an update. */
export function property(options?: Options): (prototype: PlainElement, name: string) => void {
  const { attribute, converter } = { __proto__: null, ...options } as Options;
  return (prototype, name) => {
    const read = converter?.fromAttribute?.bind(converter) ?? ((value: string | null) => value ?? '');
    declared.set(prototype, new Map(attributesOf(prototype)).set(attribute ?? name, { name, read }));
    const values = new WeakMap<PlainElement, unknown>();
    Object.defineProperty(prototype, name, {
      configurable: true,
      enumerable: true,
      get(this: PlainElement) {
        return values.get(this);
      },
      set(this: PlainElement, value: unknown) {
        if (value === values.get(this)) return;
        values.set(this, value);
        this.requestUpdate();
      },
    });
  };
}

export abstract class PlainElement extends HTMLElement implements ReactiveControllerHost {
  static get observedAttributes(): string[] {
    return [...attributesOf(this.prototype).keys()];
  }

  #controllers = new Set<ReactiveController>();
  #update: Promise<boolean> | undefined;
  #begun = false;

  /** Resolves when the update that is under way is done. */
  get updateComplete(): Promise<boolean> {
    return this.#update ?? Promise.resolve(true);
  }

  addController(controller: ReactiveController): void {
    this.#controllers.add(controller);
    if (this.#begun && this.isConnected) controller.hostConnected?.();
  }

  removeController(controller: ReactiveController): void {
    this.#controllers.delete(controller);
  }

  /** Changes of one moment are one update. */
  requestUpdate(): void {
    if (!this.#begun) return;
    this.#update ??= Promise.resolve().then(() => {
      this.#update = undefined;
      this.#each('hostUpdate');
      this.updated();
      this.#each('hostUpdated');
      return true;
    });
  }

  connectedCallback(): void {
    if (!this.#begun) {
      this.#begun = true;
      // What a framework set before this class was defined hides the accessors: set it again.
      for (const { name } of attributesOf(Object.getPrototypeOf(this) as object).values()) {
        if (!Object.hasOwn(this, name)) continue;
        const value: unknown = Reflect.get(this, name);
        Reflect.deleteProperty(this, name);
        Reflect.set(this, name, value);
      }
      this.begin();
    }
    this.#each('hostConnected');
    this.requestUpdate();
  }

  disconnectedCallback(): void {
    this.#each('hostDisconnected');
  }

  attributeChangedCallback(attribute: string, before: string | null, now: string | null): void {
    const known = attributesOf(Object.getPrototypeOf(this) as object).get(attribute);
    if (known && before !== now) Reflect.set(this, known.name, known.read(now));
  }

  /** Called once, when the element first comes into a page: the time to make a shadow root. */
  protected begin(): void {}

  /** Called with every update, before the controllers' `hostUpdated`. */
  protected updated(): void {}

  #each(step: 'hostConnected' | 'hostDisconnected' | 'hostUpdate' | 'hostUpdated'): void {
    this.#controllers.forEach((controller) => controller[step]?.());
  }
}
