/** An SVG document as PNG, twice its size. @throws Error when the browser cannot draw it */
export async function pngOf(svg: string): Promise<Blob> {
  const [, width = '1200', height = '600'] = /viewBox="0 0 (\d+) (\d+)"/.exec(svg) ?? [];
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`;
  await image.decode();
  const canvas = document.createElement('canvas');
  canvas.width = Number(width) * 2;
  canvas.height = Number(height) * 2;
  canvas.getContext('2d')!.drawImage(image, 0, 0, canvas.width, canvas.height);
  return new Promise((resolve, reject) =>
    canvas.toBlob(
      (blob) => (blob ? resolve(blob) : reject(new Error('The picture could not be made.'))),
      'image/png',
    ),
  );
}
