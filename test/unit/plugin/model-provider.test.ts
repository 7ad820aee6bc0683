import { describe, expect, it } from "vitest";
import { chooseModel } from "../../../plugin/choose-model.ts";
import {
  createModelProvider,
  type ModelProviderOptions,
  type OwnCandidate,
} from "../../../plugin/model-provider.ts";
import { ModelIntegrityError, NotApplicableError } from "../../../src/errors/index.ts";
import type { Engine, LoadedModel, LoadModelOptions } from "../../../src/inference/engine.ts";
import { type ModelEntry, parseManifest } from "../../../src/inference/manifest.ts";

const entry = (id: string, modalities: string[], bodyParts: string[]): ModelEntry => ({
  id,
  path: `models/${id}`,
  sha256: "a".repeat(64),
  applicability: { modalities, bodyParts },
});
const installed = [
  entry("chest", ["CR", "DX"], ["chest", "thorax"]),
  entry("brain", ["MR"], ["brain", "head"]),
  entry("knee", ["MR"], ["knee"]),
];

describe("chooseModel", () => {
  it.each([
    ["by modality", { modality: "DX" }, "chest"],
    ["by body part among equals", { modality: "MR", bodyPartExamined: "KNEE" }, "knee"],
    ["by words of the description", { modality: "MR", seriesDescription: "T1 Knee sag" }, "knee"],
    ["modality before words", { modality: "MR", studyDescription: "chest" }, "brain"],
    ["the first where nothing suits, to say why not", { modality: "US" }, "chest"],
    ["the first for an image without tags", {}, "chest"],
  ])("%s", (_, tags, expected) => {
    expect(chooseModel(installed, tags)?.id).toBe(expected);
  });

  it("has nothing to choose from an empty manifest", () => {
    expect(chooseModel([], { modality: "MR" })).toBeUndefined();
  });
});

/** Answers loads as the test says; everything else is out of reach here. */
function provider(
  load: (options: LoadModelOptions) => Promise<LoadedModel>,
  entries = installed,
  own: Pick<ModelProviderOptions, "own" | "candidates"> = {},
) {
  const asked: LoadModelOptions[] = [];
  const engine = {
    load: (options: LoadModelOptions) => {
      asked.push(options);
      return load(options);
    },
  } as Engine;
  const manifest = parseManifest({
    id: "residua",
    version: "0.1.0",
    entryPoints: { cornerstone: "index.js" },
    hosts: { cornerstone: ">=4.5 <6" },
    permissions: [],
    models: entries,
  });
  const manifestUrl = "https://viewer.example/residua/manifest.json";
  const { signal } = new AbortController();
  return { asked, models: createModelProvider({ engine, manifest, manifestUrl, signal, ...own }) };
}

const brain = { identity: { id: "brain" } } as LoadedModel;
const tags = { modality: "MR" };

describe("createModelProvider", () => {
  it("loads a model once, from beside the manifest, and has it from then on", async () => {
    const { asked, models } = provider(async () => brain);
    expect(models.loaded(tags)).toBeUndefined();
    const [first, second] = await Promise.all([models.load(tags), models.load(tags)]);
    expect([first, second, models.loaded(tags)]).toEqual([brain, brain, brain]);
    expect(asked.map(({ url }) => url)).toEqual(["https://viewer.example/residua/models/brain"]);
  });

  it("tries again after a network that was away, but not a broken bundle", async () => {
    const failures = [
      new TypeError("Failed to fetch"),
      new ModelIntegrityError("Changed since it was signed."),
    ];
    const { asked, models } = provider(async () => {
      throw failures[asked.length - 1];
    });
    await expect(models.load(tags)).rejects.toThrow("Failed to fetch");
    await expect(models.load(tags)).rejects.toThrow(ModelIntegrityError);
    await expect(models.load(tags)).rejects.toThrow(ModelIntegrityError);
    expect(asked).toHaveLength(2);
  });

  it("lets one who asks leave, and goes on loading for the next", async () => {
    let finish: (model: LoadedModel) => void = () => undefined;
    const { asked, models } = provider(() => new Promise((resolve) => (finish = resolve)));
    const controller = new AbortController();
    const left = models.load(tags, controller.signal);
    controller.abort(new Error("scrolled on"));
    await expect(left).rejects.toThrow("scrolled on");
    const next = models.load(tags);
    finish(brain);
    expect(await next).toBe(brain);
    expect(asked).toHaveLength(1);
  });

  it("says so when no model is installed", async () => {
    const { models } = provider(async () => brain, []);
    await expect(models.load(tags)).rejects.toThrow(NotApplicableError);
  });

  const candidate = (sha256: string, modality: string, bodyPart: string): OwnCandidate => ({
    sha256,
    files: new Map(),
    cardUrl: `blob:${sha256}`,
    applicability: { modalities: [modality], bodyParts: [bodyPart] },
  });

  it("takes the user's model for the images that it suits better than the manifest's, and the first of those", async () => {
    const candidates = [candidate("new", "CT", "head"), candidate("old", "CT", "head")];
    const { asked, models } = provider(async () => brain, installed, { candidates });
    await expect(models.load({ modality: "CT" })).resolves.toMatchObject({ cardUrl: "blob:new" });
    await models.load(tags);
    expect(asked.map(({ url }) => url)).toEqual([
      "memory://new",
      "https://viewer.example/residua/models/brain",
    ]);
    expect(models.loaded({ modality: "CT" })).toMatchObject({ cardUrl: "blob:new" });
  });

  it("takes the manifest's model where the user's suits no better", async () => {
    const { asked, models } = provider(async () => brain, installed, {
      candidates: [candidate("own", "MR", "brain")],
    });
    await models.load(tags);
    expect(asked.map(({ sha256 }) => sha256)).toEqual(["a".repeat(64)]);
  });

  it("takes a recalibrated model before the manifest's that suits as well, but not before one that suits better", async () => {
    const first = { ...candidate("local", "MR", "brain"), first: true };
    const { asked, models } = provider(async () => brain, installed, {
      candidates: [
        candidate("own", "MR", "brain"),
        first,
        { ...candidate("foot", "MR", "foot"), first: true },
      ],
    });
    await models.load(tags);
    expect(asked.map(({ url }) => url)).toEqual(["memory://local"]);
  });

  it("takes the user's chosen model for every image", async () => {
    const { asked, models } = provider(async () => brain, installed, { own: candidate("own", "CT", "head") });
    await models.load(tags);
    await models.load({ modality: "DX" });
    expect(asked.map(({ url }) => url)).toEqual(["memory://own"]);
  });

  describe("where several apply", () => {
    const several = [
      { ...entry("brain", ["MR"], ["brain", "head"]), sha256: "1".repeat(64) },
      { ...entry("any", ["MR"], []), sha256: "2".repeat(64) },
      { ...entry("knee", ["MR"], ["knee"]), sha256: "3".repeat(64) },
      { ...entry("chest", ["DX"], ["chest"]), sha256: "4".repeat(64) },
    ];
    const names = (choices: readonly { readonly name: string }[]) => choices.map(({ name }) => name);
    const head = { modality: "MR", bodyPartExamined: "HEAD" };

    it("names those of the modality and the body part, all of the modality where the part is not named", () => {
      const { models } = provider(async () => brain, several);
      expect(names(models.choices(head))).toEqual(["brain", "any"]);
      expect(names(models.choices({ modality: "MR" }))).toEqual(["brain", "any", "knee"]);
      expect(models.choices({ modality: "US" })).toEqual([]);
      expect(models.choices({ modality: "US" }, true)).toHaveLength(4);
    });

    it("takes the one that the user chose wherever it applies, and any where rules are overridden", async () => {
      const { asked, models } = provider(async () => brain, several);
      models.decisions.model = "2".repeat(64);
      await models.load(head);
      await models.load({ modality: "DX" });
      await models.load({ modality: "DX" }, undefined, true);
      expect(asked.map(({ url }) => url.split("/").at(-1))).toEqual(["any", "chest"]);
      expect(models.loaded({ modality: "US" }, true)).toBe(brain);
      expect(models.loaded({ modality: "US" })).toBeUndefined();
    });
  });

  it("tells of decisions, once each, and of which series", () => {
    const { models } = provider(async () => brain);
    const told: (string | undefined)[] = [];
    const following = new AbortController();
    models.decisions.follow(({ series }) => told.push(series), following.signal);
    models.decisions.override("1.2.3", true);
    models.decisions.override("1.2.3", true);
    models.decisions.model = "a".repeat(64);
    models.decisions.override("1.2.3", false);
    following.abort();
    models.decisions.model = undefined;
    expect(told).toEqual(["1.2.3", undefined, "1.2.3"]);
  });
});
