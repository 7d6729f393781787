import type { CommerceError } from './errors.js';
import { arrives, type Fetch } from './transport.js';

/** What a merchant has to change, in words for developers; beside each stands when it is said. */
export interface Advice {
  /** The shop lets no page of this origin read its answers (CORS). */
  readonly origin: string;
  /** The shop refused the key (`unauthorized`). */
  readonly key: string;
}

/**
 * Says in the console, once, what is wrong in the settings of a shop that does not answer. A browser does not tell a
 * page why it may not read an answer; so it is asked again in a way that needs no permission, and if that arrives, a
 * permission is what lacks. `say` is called with every failure, and costs nothing for one that settings cannot cause.
 */
export function adviser(name: string, advice: Advice, send?: Fetch) {
  let told = false;

  function tell(words: string): void {
    if (!told) console.error(`[shuk] ${name}: ${words}`);
    told = true;
  }

  async function isBlocked(url: string, headers: HeadersInit | undefined, init?: RequestInit): Promise<boolean> {
    const ask = (init: RequestInit) => arrives(send, url, { cache: 'no-store', ...init });
    // What is asked with headers may have a secret in them, which a redirect must not take along.
    const asked: RequestInit = { ...init, ...(headers && { headers, redirect: 'error' }) };
    const look = async () => (await ask({ mode: 'no-cors' })) && !(await ask(asked));
    return (await look()) && look(); // on a bad line, the second of the two may get lost as well
  }

  return {
    /**
     * Never rejects, and need not be waited for. True where the page may not read what the shop answers. `init`: how the
     * shop is asked, where it lets pages read only what they ask by POST.
     */
    async say({ code }: CommerceError, url: string, headers?: HeadersInit, init?: RequestInit): Promise<boolean> {
      if (code === 'unauthorized') tell(advice.key);
      if (code !== 'offline' || !(await isBlocked(url, headers, init))) return false;
      tell(advice.origin);
      return true;
    },
  };
}
