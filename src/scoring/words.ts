/**
 * Words as scanners and technologists write them, by what they mean. Matching is on whole words, and on the
 * beginning of longer ones (see `mentions`), after `normaliseText`.
 */
export interface Meaning {
  readonly name: string;
  readonly words: readonly string[];
}

export const bodyParts: readonly Meaning[] = [
  {
    name: "head",
    words: [
      "head",
      "brain",
      "skull",
      "cranium",
      "cranial",
      "cerebral",
      "cerebrum",
      "encephalon",
      "neuro",
      "neurocranium",
      "hirn",
      "kopf",
      "schadel",
      "crane",
      "cerveau",
      "cabeza",
      "cerebro",
      "craneo",
      "cabeca",
      "testa",
      "cranio",
      "encefalo",
      "hoofd",
      "hersenen",
      "iac",
      "pituitary",
      "头",
      "颅",
      "脑",
      "頭",
      "encephale",
      "gehirn",
      "schaedel",
      "mozg",
      "mozek",
      "glowa",
      "głowa",
      "hlava",
      "hjerne",
      "hjarna",
      "huvud",
      "aivot",
      "beyin",
      "мозг",
      "голов",
      "череп",
      "뇌",
      "두부",
      "脳",
    ],
  },
  {
    name: "chest",
    words: [
      "chest",
      "thorax",
      "thoracic",
      "lung",
      "lungs",
      "torax",
      "poumon",
      "brustkorb",
      "lunge",
      "pulmon",
      "pulmonary",
      "mediastinum",
      "hrct",
      "cxr",
      "胸",
      "肺",
      "thorakal",
      "toraks",
      "torace",
      "pecho",
      "polmoni",
      "pulmao",
      "klatka",
      "hrudnik",
      "rontgen thorax",
      "груд",
      "легки",
      "흉부",
      "폐",
    ],
  },
  {
    name: "abdomen",
    words: [
      "abdomen",
      "abdominal",
      "abd",
      "liver",
      "leber",
      "foie",
      "kidney",
      "renal",
      "pancreas",
      "mrcp",
      "bauch",
      "enterography",
      "腹",
      "肝",
      "肾",
      "abdomine",
      "buik",
      "brzuch",
      "brzuszna",
      "bricho",
      "живот",
      "брюшн",
      "복부",
    ],
  },
  {
    name: "pelvis",
    words: [
      "pelvis",
      "pelvic",
      "prostate",
      "becken",
      "uterus",
      "bladder",
      "盆",
      "前列腺",
      "pelvi",
      "bacino",
      "bassin",
      "pelvico",
      "таз",
      "골반",
    ],
  },
  {
    name: "spine",
    words: [
      "spine",
      "cspine",
      "tspine",
      "lspine",
      "lumbar",
      "sacrum",
      "sacral",
      "wirbelsaule",
      "rachis",
      "columna",
      "lws",
      "bws",
      "hws",
      "脊",
      "颈椎",
      "腰椎",
      "colonna",
      "wervelkolom",
      "kregoslup",
      "позвоноч",
      "척추",
    ],
  },
  { name: "neck", words: ["neck", "larynx", "thyroid", "carotid", "hals", "颈"] },
  {
    name: "breast",
    words: ["breast", "mamma", "mammo", "mammography", "乳", "유방"],
  },
  {
    name: "heart",
    words: ["heart", "cardiac", "coronary", "herz", "coeur", "心", "corazon", "cuore", "сердц", "심장"],
  },
  { name: "shoulder", words: ["shoulder", "schulter", "epaule", "hombro", "肩"] },
  {
    name: "arm",
    words: ["elbow", "humerus", "forearm", "wrist", "hand", "finger", "radius", "ulna", "肘", "腕", "手"],
  },
  {
    name: "leg",
    words: [
      "knee",
      "hip",
      "femur",
      "tibia",
      "ankle",
      "foot",
      "toe",
      "calcaneus",
      "leg",
      "extremity",
      "knie",
      "genou",
      "rodilla",
      "膝",
      "髋",
      "踝",
      "足",
    ],
  },
  { name: "whole body", words: ["wholebody", "whole body", "ganzkorper"] },
];

export interface Contrast extends Meaning {
  /** Another contrast's words that make it that one after all, as in "T1 FLAIR". */
  readonly unless?: readonly string[];
}

/** Magnetic resonance contrasts; of several that match, the first is taken. */
export const contrasts: readonly Contrast[] = [
  {
    name: "FLAIR",
    words: [
      "flair",
      "dark fluid",
      "darkfluid",
      "dark fl",
      "darkfl",
      "da fl",
      "dafl",
      "fluid attenuated",
      "fluid attenuation",
      "tirm",
      "spcir",
      "spc ir",
      "压水",
      "水抑制",
      "液体衰减",
    ],
    unless: ["t1", "stir", "dir"],
  },
  { name: "STIR", words: ["stir"] },
  { name: "diffusion", words: ["dwi", "adc", "dti", "trace", "diffusion", "resolve", "弥散"] },
  { name: "susceptibility", words: ["swi", "swan", "hemo", "t2star", "t2 star", "gre t2"] },
  { name: "angiography", words: ["mra", "mrv", "tof", "angio"] },
  { name: "perfusion", words: ["perf", "perfusion", "dsc", "asl", "cbf", "cbv"] },
  { name: "T1", words: ["t1", "t1w", "mprage", "bravo", "spgr", "vibe"] },
  { name: "proton density", words: ["pd", "pdw", "proton density", "dp", "rho"] },
  { name: "T2", words: ["t2", "t2w", "ciss", "fiesta"] },
];

/** How a radiograph was taken, by View Position (DICOM PS3.3 C.8.7.5.1.1 and C.8.11.5) and by the words of descriptions. */
export const views: readonly Meaning[] = [
  { name: "PA", words: ["pa", "p a", "postero anterior", "posteroanterior", "dorsoventral"] },
  { name: "AP", words: ["ap", "a p", "antero posterior", "anteroposterior", "ventrodorsal"] },
  { name: "frontal", words: ["frontal", "de face", "正位"] },
  {
    name: "lateral",
    words: [
      "ll",
      "rl",
      "lat",
      "lateral",
      "laterale",
      "latero lateral",
      "seitlich",
      "seitl",
      "profil",
      "perfil",
      "profilo",
      "zijdelings",
      "侧位",
      "側位",
      "側面",
    ],
  },
  { name: "decubitus", words: ["rld", "lld", "decubitus"] },
  { name: "oblique", words: ["rlo", "llo", "rao", "lao", "rpo", "lpo", "oblique", "斜位"] },
];

/** What stands where a body part should be named and is not. */
export const unnamed: ReadonlySet<string> = new Set([
  "unknown",
  "other",
  "none",
  "na",
  "n a",
  "null",
  "undefined",
  "unspecified",
  "default",
]);

/** Images for planning, whatever their type says. */
export const localizers: readonly string[] = [
  "localizer",
  "localiser",
  "scout",
  "topogram",
  "3 plane loc",
  "定位像",
];

export const phantoms: readonly string[] = [
  "phantom",
  "phantome",
  "fantom",
  "fantome",
  "fantoma",
  "fantoom",
  "体模",
  "模体",
];

export const postOperative: readonly string[] = [
  "post op",
  "postop",
  "postoperative",
  "post operative",
  "postoperativ",
  "postoperatoire",
  "post operatoire",
  "postoperatorio",
  "craniotomy",
  "kraniotomie",
  "craniectomy",
  "kraniektomie",
  "resection",
  "resektion",
  "术后",
  "術後",
];

/** Modalities under which the same kind of image is stored (DICOM PS3.3 C.7.3.1.1.1). */
export const modalityGroups: readonly (readonly string[])[] = [
  ["CR", "DX", "DR", "RG"],
  ["MR", "MRI"],
];

/** Lower case, without accents, punctuation as single spaces. */
export function normaliseText(text: string): string {
  return text
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .trim();
}

/**
 * Whether a normalised text holds the word: as a whole word or phrase; from 4 letters on also inside a longer
 * word ("flair" in "t2flair"); shorter ones also at the beginning of a word unless a digit follows ("t1" in
 * "t1w" but not in "t12"). Words in Chinese characters match anywhere.
 */
export function mentions(text: string, word: string): boolean {
  if (word === "") return false;
  if (/\p{Script=Han}/u.test(word)) return text.includes(word);
  if (` ${text} `.includes(` ${word} `)) return true;
  const tokens = text.split(" ");
  if (word.length >= 4) return !word.includes(" ") && tokens.some((token) => token.includes(word));
  return (
    /\d$/.test(word) &&
    tokens.some((token) => token.startsWith(word) && !/\d/.test(token.charAt(word.length)))
  );
}

export function mentionsAny(text: string, words: readonly string[]): boolean {
  return words.some((word) => mentions(text, word));
}

/** The word itself, and every other word for the same thing. */
export function synonyms(word: string, meanings: readonly Meaning[]): readonly string[] {
  const normalised = normaliseText(word);
  const groups = meanings.filter(
    ({ name, words }) => normaliseText(name) === normalised || words.includes(normalised),
  );
  return [normalised, ...groups.flatMap(({ words }) => words)];
}
