/** The part of dcmjs that writing files needs; the package ships no types. */
declare module "dcmjs" {
  /** Attributes by keyword; values as DICOM's value representations want them. */
  type NaturalDataset = Readonly<Record<string, unknown>>;

  interface DicomDictionary {
    dict: object;
    write(options?: { fragmentMultiframe?: boolean }): ArrayBuffer;
  }

  const dcmjs: {
    readonly data: {
      readonly DicomDict: new (meta: object) => DicomDictionary;
      readonly DicomMetaDictionary: { denaturalizeDataset(dataset: NaturalDataset): object };
    };
  };
  export default dcmjs;
}
