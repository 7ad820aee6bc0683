import { playwright } from "@vitest/browser-playwright";
import { defineConfig } from "vitest/config";
import { chromiumArguments, findChromium } from "./scripts/chromium.mjs";
import { optimizeDeps, shared } from "./vite.config.ts";

const chromium = findChromium();

export default defineConfig({
  test: {
    // TensorFlow.js advertises its native binding once in every test file.
    onConsoleLog: (log) => !log.includes("running TensorFlow.js in Node.js"),
    // Before the first test Vite bundles what the pages import: minutes on a busy machine.
    browser: { connectTimeout: 300_000 },
    projects: [
      {
        test: {
          name: "node",
          environment: "node",
          include: ["test/unit/**/*.test.ts"],
          testTimeout: 30_000,
        },
      },
      {
        ...shared,
        optimizeDeps: {
          ...optimizeDeps,
          // Workers too: see heavyDependencies in vite.config.ts.
          entries: ["src/**/*.worker.ts", "src/**/worker.ts"],
        },
        test: {
          name: "browser",
          include: ["test/browser/**/*.test.ts", "src/ui/**/*.test.ts"],
          testTimeout: 60_000,
          hookTimeout: 60_000,
          browser: {
            enabled: true,
            headless: true,
            screenshotFailures: false,
            provider: playwright({
              launchOptions: {
                ...(chromium ? { executablePath: chromium.path } : {}),
                args: chromiumArguments(),
              },
            }),
            instances: [{ browser: "chromium" }],
          },
        },
      },
      {
        test: {
          name: "e2e",
          environment: "node",
          include: ["test/e2e/**/*.test.ts"],
          testTimeout: 240_000,
          hookTimeout: 240_000,
          fileParallelism: false,
        },
      },
      {
        test: {
          name: "ohif",
          environment: "node",
          include: ["test/ohif/**/*.test.ts"],
          // OHIF on a software GPU.
          testTimeout: 600_000,
          hookTimeout: 600_000,
          expect: { poll: { timeout: 300_000, interval: 500 } },
          fileParallelism: false,
        },
      },
    ],
  },
});
