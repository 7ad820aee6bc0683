/** Gives a file to the user, where the browser puts downloads. */
export function saveFile(content: BlobPart, name: string, type: string): void {
  const url = URL.createObjectURL(new Blob([content], { type }));
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
  // The browser takes the bytes before the next task.
  setTimeout(() => URL.revokeObjectURL(url));
}
