/** The page this runs on. Every name may be absent: on a server there is none of them. */
export const page: Partial<typeof globalThis> = globalThis;
