/**
 * The three engines the tests run in: what each needs on the machine, where to get it, how to start it.
 * The browsers are the system's own; nothing is downloaded.
 */
import { execFileSync } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

/** The first of these programs found on the PATH. */
export function findProgram(...names) {
  for (const name of names.filter(Boolean)) {
    for (const dir of name.includes('/') ? [''] : process.env.PATH.split(delimiter)) {
      const path = join(dir, name);
      try {
        accessSync(path, constants.X_OK);
        return path;
      } catch {
        // not here
      }
    }
  }
  return undefined;
}

/** A Python that has GTK's WebKit. Where several are installed it is the system's, not the first on the PATH. */
export function findWebKitPython() {
  const probe = "import gi; gi.require_version('Gtk', '3.0'); gi.require_version('WebKit2', '4.1')";
  return [findProgram('/usr/bin/python3'), findProgram('python3')].filter(Boolean).find((python) => {
    try {
      execFileSync(python, ['-c', probe], { stdio: 'ignore' });
      return true;
    } catch {
      return false;
    }
  });
}

export const browsers = {
  chromium: {
    label: 'Chromium',
    path: () =>
      findProgram(process.env.CHROMIUM, 'chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome'),
    missing() {
      return this.path() ? [] : ['the program `chromium` (or the variable CHROMIUM with its path)'];
    },
    debian: ['chromium'],
  },
  firefox: {
    label: 'Firefox',
    path: () => findProgram(process.env.FIREFOX, 'firefox-esr', 'firefox'),
    missing() {
      return this.path() ? [] : ['the program `firefox` (or the variable FIREFOX with its path)'];
    },
    debian: ['firefox-esr'],
  },
  webkit: {
    label: 'WebKitGTK',
    missing: () => [
      ...['WebKitWebDriver', 'Xvfb'].filter((name) => !findProgram(name)).map((name) => `the program \`${name}\``),
      ...(findWebKitPython() ? [] : ['Python bindings of WebKit2 4.1']),
    ],
    debian: ['webkit2gtk-driver', 'xvfb', 'python3-gi', 'gir1.2-webkit2-4.1'],
  },
};

/** Chromium, quiet: the same picture on every machine, and no requests of its own. */
export const chromiumArgs = [
  '--no-sandbox',
  '--headless=new',
  '--disable-dev-shm-usage',
  '--disable-gpu',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-default-apps',
  '--disable-domain-reliability',
  '--disable-sync',
  '--disable-features=OptimizationHints,MediaRouter,Translate',
  '--no-first-run',
  '--no-default-browser-check',
  '--no-pings',
  '--mute-audio',
  '--font-render-hinting=none',
  '--force-color-profile=srgb',
  '--hide-scrollbars',
];

/** Firefox, quiet. */
export const firefoxPrefs = {
  'app.normandy.enabled': false,
  'app.update.enabled': false,
  'browser.safebrowsing.downloads.remote.enabled': false,
  'browser.safebrowsing.malware.enabled': false,
  'browser.safebrowsing.phishing.enabled': false,
  'datareporting.policy.dataSubmissionEnabled': false,
  'dom.min_background_timeout_value': 4,
  'extensions.update.enabled': false,
  'network.captive-portal-service.enabled': false,
  'network.connectivity-service.enabled': false,
  'services.settings.server': 'data:,',
  'toolkit.telemetry.enabled': false,
};
