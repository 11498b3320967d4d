/** The unit tests of one package, run as they stand by a runner that can count which test reaches which line. */
export default {
  plugins: [
    {
      name: 'node-test',
      enforce: 'pre',
      transform: (code, id) =>
        id.endsWith('.test.ts')
          ? code.replace("import test from 'node:test'", "import { test } from 'vitest'")
          : undefined,
    },
  ],
  test: { include: ['src/**/*.test.ts'], testTimeout: 60_000, isolate: false, watch: false },
};
