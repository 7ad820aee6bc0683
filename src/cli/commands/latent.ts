import { defineCommand } from "citty";

/** What a model's latent space is good for, beside flagging pixels. */
export default defineCommand({
  meta: { name: "residua latent", description: "Use a model's latent space. Not for diagnostic use." },
  subCommands: {
    embed: () => import("./latent/embed.ts").then((module) => module.default),
    generate: () => import("./latent/generate.ts").then((module) => module.default),
    traverse: () => import("./latent/traverse.ts").then((module) => module.default),
    diagnose: () => import("./latent/diagnose.ts").then((module) => module.default),
    classify: () => import("./latent/classify.ts").then((module) => module.default),
  },
});
