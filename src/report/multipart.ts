const encoder = new TextEncoder();

export interface MultipartBody {
  readonly contentType: string;
  readonly body: Blob;
}

/** DICOM files as the body of a request (DICOM PS3.18 8.6.1.2, RFC 2387). */
export function multipart(files: readonly Uint8Array<ArrayBuffer>[]): MultipartBody {
  // Random, so that it does not occur in the files.
  const boundary = `residua-${crypto.randomUUID()}`;
  const parts: BlobPart[] = files.flatMap((file) => [
    encoder.encode(`--${boundary}\r\nContent-Type: application/dicom\r\n\r\n`),
    file,
    encoder.encode("\r\n"),
  ]);
  parts.push(encoder.encode(`--${boundary}--\r\n`));
  return {
    contentType: `multipart/related; type="application/dicom"; boundary=${boundary}`,
    body: new Blob(parts),
  };
}
