/** Another series or study made by Orthanc from one that it has, with other values of some tags. */
type Tags = Readonly<Record<string, string>>;

/** Adds a copy of the study's series to the study. */
export async function copySeries(orthanc: string, studyUid: string, tags: Tags): Promise<void> {
  const study = await find(orthanc, studyUid);
  const { Series } = (await ask(`${orthanc}/studies/${study}`)) as { Series: string[] };
  await ask(`${orthanc}/series/${Series[0]}/modify`, { Replace: tags, KeepSource: true });
}

/** @returns the copy's StudyInstanceUID */
export async function copyStudy(orthanc: string, studyUid: string, tags: Tags): Promise<string> {
  const study = await find(orthanc, studyUid);
  const made = await ask(`${orthanc}/studies/${study}/modify`, { Replace: tags, KeepSource: true });
  const copy = await ask(`${orthanc}/studies/${(made as { ID: string }).ID}`);
  return (copy as { MainDicomTags: { StudyInstanceUID: string } }).MainDicomTags.StudyInstanceUID;
}

async function find(orthanc: string, studyUid: string): Promise<string> {
  const query = { Level: "Study", Query: { StudyInstanceUID: studyUid } };
  const [study] = (await ask(`${orthanc}/tools/find`, query)) as string[];
  if (study === undefined) throw new Error(`Orthanc has no study ${studyUid}.`);
  return study;
}

async function ask(url: string, body?: unknown): Promise<unknown> {
  const response = await fetch(url, body ? { method: "POST", body: JSON.stringify(body) } : {});
  if (!response.ok) throw new Error(`${url}: ${response.status} ${await response.text()}`);
  return response.json();
}
