/** Written by the build (npm run analyze), so it is not there when types are checked on a fresh clone. */
declare module '*/custom-elements.json' {
  const manifest: object;
  export default manifest;
}
