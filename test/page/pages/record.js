// The first script of every test page: keeps what went wrong, for the test to read.
window.seen = { errors: [], violations: [], logs: [] };
addEventListener(
  'error',
  (event) => seen.errors.push(String(event.message || (event.target && event.target.src))),
  true,
);
addEventListener('unhandledrejection', (event) => seen.errors.push('unhandled: ' + String(event.reason)));
document.addEventListener('securitypolicyviolation', (event) =>
  seen.violations.push(
    event.violatedDirective +
      ' ' +
      event.blockedURI +
      ' ' +
      event.sourceFile +
      ':' +
      event.lineNumber +
      ' ' +
      event.sample,
  ),
);
for (const level of ['warn', 'error']) {
  const say = console[level];
  console[level] = (...args) => {
    seen.logs.push(args.map(String).join(' '));
    say.apply(console, args);
  };
}
