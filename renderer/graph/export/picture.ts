import { boxOf, type Camera, type Size } from '../camera.ts';
import { type Picture, paint } from '../paint.ts';
import { CanvasPen, SvgPen } from '../pen.ts';

const margin = 24;
const sharpness = 2;
const mostPixels = 8192;
const captionHeight = 26;

/** The whole graph, however much of it is on screen. */
function wholeOf(picture: Picture): Picture {
  const box = boxOf(picture.scene) ?? { left: 0, top: 0, right: 1, bottom: 1 };
  const zoom = Math.min(
    1,
    (mostPixels / sharpness - 2 * margin) / Math.max(box.right - box.left, box.bottom - box.top),
  );
  const size: Size = {
    width: Math.ceil((box.right - box.left) * zoom) + 2 * margin,
    height: Math.ceil((box.bottom - box.top) * zoom) + 2 * margin,
  };
  const camera: Camera = { x: (box.left + box.right) / 2, y: (box.top + box.bottom) / 2, zoom };
  return { ...picture, camera, size };
}

/** An SVG with text as text. */
export function svgText(picture: Picture, title: string): string {
  const whole = wholeOf(picture);
  const pen = new SvgPen();
  paint(pen, whole);
  return pen.svg(whole.size.width, whole.size.height, whole.palette.surface, title);
}

/** A PNG at twice the size of the page. @throws Error when the browser gives no canvas of that size */
export const pngBlob = (picture: Picture): Promise<Blob> => paintedPng(wholeOf(picture));

/** What is on screen under a line of text, at twice its size: every picture of a recording is as large as the others. */
export const pngOfScreen = (picture: Picture, caption: string): Promise<Blob> => paintedPng(picture, caption);

async function paintedPng(whole: Picture, caption: string | null = null): Promise<Blob> {
  const canvas = document.createElement('canvas');
  canvas.width = whole.size.width * sharpness;
  canvas.height = (whole.size.height + (caption === null ? 0 : captionHeight)) * sharpness;
  const context = canvas.getContext('2d');
  if (!context) throw new Error('The browser gave no surface to draw the picture on. SVG does not need one.');
  context.scale(sharpness, sharpness);
  context.fillStyle = whole.palette.surface;
  context.fillRect(0, 0, canvas.width, canvas.height);
  if (caption !== null) {
    paintCaption(context, whole, caption);
    context.translate(0, captionHeight);
  }
  paint(new CanvasPen(context), whole);
  const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/png'));
  if (!blob) throw new Error('The browser could not write the picture. SVG does not need its help.');
  return blob;
}

/** A line above the picture that says what it shows. */
function paintCaption(context: CanvasRenderingContext2D, { size, palette }: Picture, caption: string): void {
  context.fillStyle = palette.line;
  context.fillRect(0, captionHeight - 1, size.width, 1);
  context.fillStyle = palette.ink;
  context.font = `12px ${palette.font}`;
  context.textBaseline = 'middle';
  context.fillText(caption, 10, captionHeight / 2, size.width - 20);
}
