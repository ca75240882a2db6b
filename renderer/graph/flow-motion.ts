import { reducedMotion } from '../styles/theme.ts';
import { pointOn } from './curve.ts';
import { flowCurves, type Picture } from './paint.ts';

/** Pixels a dot goes in a second, and how far dots on one flow are apart. */
const pace = 70;
const apart = 104;
/** Redrawn no more often than this. */
const frameMs = 33;
const mostDots = 2500;

/** Dots that run along flows from sender to receiver, over a picture that others paint. */
export class FlowMotion {
  private readonly canvas: HTMLCanvasElement;
  private readonly pictureNow: () => Picture;
  private running: ReadonlySet<string> | null = new Set();
  private frame = 0;
  private drawnAt = 0;

  constructor(host: HTMLElement, pictureNow: () => Picture) {
    this.pictureNow = pictureNow;
    this.canvas = document.createElement('canvas');
    this.canvas.className = 'graph-layer flow-motion';
    this.canvas.setAttribute('aria-hidden', 'true');
    host.append(this.canvas);
  }

  /** Lets these flows run, all where `null`, none where empty; nothing moves where the system asks for less motion. */
  run(flows: ReadonlySet<string> | null): void {
    this.running = flows;
    cancelAnimationFrame(this.frame);
    this.frame = 0;
    if ((flows === null || flows.size > 0) && !reducedMotion()) this.next();
    else this.canvas.width = 0;
  }

  close(): void {
    cancelAnimationFrame(this.frame);
    this.canvas.remove();
  }

  private next(): void {
    this.frame = requestAnimationFrame((now) => {
      if (now - this.drawnAt >= frameMs) {
        this.drawnAt = now;
        this.draw(now);
      }
      this.next();
    });
  }

  private draw(now: number): void {
    const picture = this.pictureNow();
    const { size, palette } = picture;
    const ratio = window.devicePixelRatio || 1;
    this.canvas.width = Math.round(size.width * ratio);
    this.canvas.height = Math.round(size.height * ratio);
    const context = this.canvas.getContext('2d');
    if (!context) return;
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    context.fillStyle = palette.accent;
    let dots = 0;
    for (const { edge, curve } of flowCurves(picture)) {
      if (this.running !== null && !this.running.has(edge.id)) continue;
      const length = Math.hypot(curve.to.x - curve.from.x, curve.to.y - curve.from.y);
      if (length < 12) continue;
      const count = Math.max(1, Math.floor(length / apart));
      const begun = ((now / 1000) * pace) / length;
      for (let dot = 0; dot < count && dots < mostDots; dot++, dots++) {
        const at = pointOn(curve, (begun + dot / count) % 1);
        context.beginPath();
        context.arc(at.x, at.y, Math.min(3.4, 1.2 + edge.width * 0.35), 0, 2 * Math.PI);
        context.fill();
      }
    }
  }
}
