import type { Curve } from './curve.ts';
import type { Point } from './view.ts';

export interface Stroke {
  readonly colour: string;
  readonly width: number;
  readonly alpha?: number;
  readonly dashed?: boolean;
}

export interface Fill {
  readonly fill: string;
  readonly alpha?: number;
  readonly rim?: Stroke;
}

export interface Lettering {
  readonly size: number;
  readonly colour: string;
  readonly font: string;
  readonly bold?: boolean;
  readonly alpha?: number;
  /** Colour of the outline that keeps letters apart from lines beneath. */
  readonly halo?: string;
  /** Colour of a plate behind the whole text, for text that lies on a line. */
  readonly plate?: string;
  /** Radians, about the point. */
  readonly turned?: number;
}

/** What a painter needs of a surface: one picture for the screen, a PNG and an SVG. Pixels, y downwards. */
export interface Pen {
  curve(curve: Curve, stroke: Stroke): void;
  polygon(points: readonly Point[], fill: Fill): void;
  circle(at: Point, radius: number, fill: Fill): void;
  /** Centred on the point, its middle line there. */
  text(at: Point, text: string, lettering: Lettering): void;
}

/** Width of a letter against its height, on average. */
const plateLetter = 0.53;

/** Draws on a canvas. */
export class CanvasPen implements Pen {
  private readonly to: CanvasRenderingContext2D;

  constructor(to: CanvasRenderingContext2D) {
    this.to = to;
  }

  curve({ from, control, to }: Curve, stroke: Stroke): void {
    const c = this.to;
    c.beginPath();
    c.moveTo(from.x, from.y);
    c.quadraticCurveTo(control.x, control.y, to.x, to.y);
    this.stroke(stroke);
  }

  polygon(points: readonly Point[], fill: Fill): void {
    const c = this.to;
    c.beginPath();
    points.forEach((p, i) => {
      if (i === 0) c.moveTo(p.x, p.y);
      else c.lineTo(p.x, p.y);
    });
    c.closePath();
    this.fill(fill);
  }

  circle(at: Point, radius: number, fill: Fill): void {
    const c = this.to;
    c.beginPath();
    c.arc(at.x, at.y, radius, 0, Math.PI * 2);
    this.fill(fill);
  }

  text(at: Point, text: string, l: Lettering): void {
    const c = this.to;
    c.save();
    c.translate(at.x, at.y);
    if (l.turned) c.rotate(l.turned);
    c.font = `${l.bold ? '600 ' : ''}${l.size}px ${l.font}`;
    c.textAlign = 'center';
    c.textBaseline = 'middle';
    c.globalAlpha = l.alpha ?? 1;
    if (l.plate) {
      const wide = text.length * l.size * plateLetter;
      c.fillStyle = l.plate;
      c.fillRect(-wide / 2, -l.size * 0.62, wide, l.size * 1.24);
    }
    if (l.halo) {
      c.strokeStyle = l.halo;
      c.lineWidth = Math.max(2, l.size / 3.4);
      c.lineJoin = 'round';
      c.strokeText(text, 0, 0);
    }
    c.fillStyle = l.colour;
    c.fillText(text, 0, 0);
    c.restore();
  }

  private stroke({ colour, width, alpha = 1, dashed }: Stroke): void {
    const c = this.to;
    c.globalAlpha = alpha;
    c.strokeStyle = colour;
    c.lineWidth = width;
    if (dashed) c.setLineDash([5, 4]);
    c.stroke();
    if (dashed) c.setLineDash([]);
    c.globalAlpha = 1;
  }

  private fill({ fill, alpha = 1, rim }: Fill): void {
    const c = this.to;
    if (fill !== 'none') {
      c.globalAlpha = alpha;
      c.fillStyle = fill;
      c.fill();
      c.globalAlpha = 1;
    }
    if (rim) this.stroke(rim);
  }
}

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

const n = (value: number): string => String(Math.round(value * 100) / 100);

/** Collects elements of an SVG. */
export class SvgPen implements Pen {
  private readonly parts: string[] = [];

  curve({ from, control, to }: Curve, stroke: Stroke): void {
    this.parts.push(
      `<path d="M${n(from.x)} ${n(from.y)}Q${n(control.x)} ${n(control.y)} ${n(to.x)} ${n(to.y)}" fill="none"${strokeOf(stroke)}/>`,
    );
  }

  polygon(points: readonly Point[], fill: Fill): void {
    this.parts.push(
      `<polygon points="${points.map((p) => `${n(p.x)},${n(p.y)}`).join(' ')}"${fillOf(fill)}/>`,
    );
  }

  circle(at: Point, radius: number, fill: Fill): void {
    this.parts.push(`<circle cx="${n(at.x)}" cy="${n(at.y)}" r="${n(radius)}"${fillOf(fill)}/>`);
  }

  text(at: Point, text: string, l: Lettering): void {
    const turn = l.turned
      ? ` transform="rotate(${n((l.turned * 180) / Math.PI)} ${n(at.x)} ${n(at.y)})"`
      : '';
    const halo = l.halo
      ? ` stroke="${l.halo}" stroke-width="${n(Math.max(2, l.size / 3.4))}" stroke-linejoin="round" paint-order="stroke"`
      : '';
    if (l.plate) {
      const wide = text.length * l.size * plateLetter;
      this.parts.push(
        `<rect x="${n(at.x - wide / 2)}" y="${n(at.y - l.size * 0.62)}" width="${n(wide)}" height="${n(l.size * 1.24)}" fill="${l.plate}"${turn}/>`,
      );
    }
    this.parts.push(
      `<text x="${n(at.x)}" y="${n(at.y)}" font-size="${n(l.size)}" font-family="${escaped(l.font)}"${l.bold ? ' font-weight="600"' : ''} text-anchor="middle" dominant-baseline="central" fill="${l.colour}"${l.alpha === undefined ? '' : ` opacity="${n(l.alpha)}"`}${halo}${turn}>${escaped(text)}</text>`,
    );
  }

  /** The whole file. */
  svg(width: number, height: number, ground: string, title: string): string {
    return [
      `<svg xmlns="http://www.w3.org/2000/svg" width="${n(width)}" height="${n(height)}" viewBox="0 0 ${n(width)} ${n(height)}">`,
      `<title>${escaped(title)}</title>`,
      `<rect width="100%" height="100%" fill="${ground}"/>`,
      ...this.parts,
      '</svg>',
      '',
    ].join('\n');
  }
}

const strokeOf = ({ colour, width, alpha, dashed }: Stroke): string =>
  ` stroke="${colour}" stroke-width="${n(width)}"${alpha === undefined || alpha === 1 ? '' : ` stroke-opacity="${n(alpha)}"`}${dashed ? ' stroke-dasharray="5 4"' : ''}`;

const fillOf = ({ fill, alpha, rim }: Fill): string =>
  ` fill="${fill}"${alpha === undefined || alpha === 1 ? '' : ` fill-opacity="${n(alpha)}"`}${rim ? strokeOf(rim) : ''}`;
