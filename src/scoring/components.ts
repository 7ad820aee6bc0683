/** The 8-connected components of the pixels that belong, each as the indices of its pixels, in reading order of their first. */
export function connectedComponents(
  belongs: (index: number) => boolean,
  height: number,
  width: number,
): number[][] {
  const visited = new Uint8Array(height * width);
  const components: number[][] = [];
  for (let start = 0; start < visited.length; start++) {
    if (visited[start] || !belongs(start)) continue;
    const members = [start];
    visited[start] = 1;
    for (let next = 0; next < members.length; next++) {
      const row = Math.floor(members[next]! / width);
      const column = members[next]! % width;
      for (let r = Math.max(0, row - 1); r <= Math.min(height - 1, row + 1); r++) {
        for (let c = Math.max(0, column - 1); c <= Math.min(width - 1, column + 1); c++) {
          const neighbour = r * width + c;
          if (visited[neighbour] || !belongs(neighbour)) continue;
          visited[neighbour] = 1;
          members.push(neighbour);
        }
      }
    }
    components.push(members);
  }
  return components;
}
