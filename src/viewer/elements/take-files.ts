/** The files that a file input was given; it is emptied, so that choosing the same ones again is a change again. */
export function takeFiles(event: Event): File[] {
  const input = event.target as HTMLInputElement;
  const files = [...(input.files ?? [])];
  input.value = "";
  return files;
}
