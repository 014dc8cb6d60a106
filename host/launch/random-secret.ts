/** As many random bytes. Of Web Crypto: `node:crypto` takes a starting launcher 3 ms to load. */
export const randomSecret = (bytes: number): Buffer => crypto.getRandomValues(Buffer.alloc(bytes));
