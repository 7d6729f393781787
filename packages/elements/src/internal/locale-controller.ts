import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { canonical, findMessage, onLocale, type Message } from './locale.js';
import type { ShopController } from './shop-controller.js';

/** What stands in the braces of a message. `count` also chooses the plural form. */
export type Parameters = Readonly<Record<string, string | number>>;

/**
 * Words and numbers in the host's language: that of the nearest `lang` attribute inside the page, else of its
 * `<shuk-shop>`, else of the document. `section` names the words in a locale, `english` are the built-in ones.
 */
export class LocaleController<English extends Readonly<Record<string, Message>>> implements ReactiveController {
  #host: ReactiveControllerHost & HTMLElement;
  #shop: ShopController;
  #section: string;
  #english: English;
  #language = 'en';
  #stop: (() => void) | undefined;

  constructor(host: ReactiveControllerHost & HTMLElement, shop: ShopController, section: string, english: English) {
    this.#host = host;
    this.#shop = shop;
    this.#section = section;
    this.#english = english;
    host.addController(this);
  }

  /** BCP 47 in lower case. */
  get language(): string {
    return this.#language;
  }

  hostConnected(): void {
    this.#stop = onLocale(() => {
      this.#host.requestUpdate();
    });
  }

  hostDisconnected(): void {
    this.#stop?.();
  }

  hostUpdate(): void {
    const near = nearestLang(this.#host);
    const market = this.#shop.value?.$session.get().market.language;
    this.#language = canonical((near !== document.documentElement.lang && near) || market || near || 'en');
  }

  term(key: keyof English & string, parameters?: Parameters): string {
    const message = findMessage(this.#language, this.#section, key) ?? this.#english[key] ?? '';
    const text = typeof message === 'string' ? message : pick(message, this.#language, Number(parameters?.count));
    if (!parameters) return text;
    return text.replace(/\{(\w+)\}/g, (all, name: string) => {
      const value = Object.hasOwn(parameters, name) ? parameters[name] : all;
      return typeof value === 'number' ? new Intl.NumberFormat(safe(this.#language)).format(value) : String(value);
    });
  }
}

function pick(forms: Exclude<Message, string>, language: string, count: number): string {
  return forms[new Intl.PluralRules(safe(language)).select(count)] ?? forms.other;
}

/** A `lang` attribute is anybody's text; `Intl` throws for what is no language tag. */
function safe(language: string): string {
  try {
    return Intl.getCanonicalLocales(language)[0] ?? 'en';
  } catch {
    return 'en';
  }
}

function nearestLang(element: Element): string {
  const lang = element.closest('[lang]')?.getAttribute('lang');
  if (lang) return lang;
  const root = element.getRootNode();
  return root instanceof ShadowRoot ? nearestLang(root.host) : '';
}
