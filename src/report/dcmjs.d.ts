/** The part of dcmjs that is used; the package ships no types. */
declare module "dcmjs" {
  /** Attributes by keyword; values as DICOM's value representations want them. */
  type NaturalDataset = Readonly<Record<string, unknown>>;

  interface DicomDictionary {
    dict: object;
    readonly meta: object;
    write(options?: { fragmentMultiframe?: boolean }): ArrayBuffer;
  }

  interface ReadOptions {
    /** Stops there, as "7FE00010". */
    readonly untilTag?: string;
    readonly ignoreErrors?: boolean;
  }

  const dcmjs: {
    readonly data: {
      readonly DicomDict: new (meta: object) => DicomDictionary;
      readonly DicomMetaDictionary: {
        denaturalizeDataset(dataset: NaturalDataset): object;
        naturalizeDataset(dataset: object): NaturalDataset;
        /** By tag, as "(0010,0010)". */
        readonly dictionary: Readonly<Record<string, { readonly name: string } | undefined>>;
      };
      readonly DicomMessage: { readFile(buffer: ArrayBufferLike, options?: ReadOptions): DicomDictionary };
    };
  };
  export default dcmjs;
}
