import type { Camera, Size } from './camera.ts';
import { flowAlpha, type Marks, presenceOf, sizeAt } from './paint.ts';
import { rgbOf } from './palette.ts';
import type { Scene, Shape } from './scene.ts';

const common = `#version 300 es
precision highp float;
uniform vec2 camera;
uniform vec2 size;
uniform float zoom;
uniform float scale;
vec2 screen(vec2 p) { return (p - camera) * zoom + size * 0.5; }
vec4 clip(vec2 s) { return vec4(s.x / size.x * 2.0 - 1.0, 1.0 - s.y / size.y * 2.0, 0.0, 1.0); }
`;

/** The same curve as `curveBetween`, in pixels. */
const curve = `
in vec4 ends;
in vec4 form; // radius of both ends, width, bend
in vec4 colour;
void curveOf(out vec2 a, out vec2 c, out vec2 b) {
  vec2 p = screen(ends.xy);
  vec2 q = screen(ends.zw);
  vec2 d = q - p;
  float l = max(length(d), 1e-4);
  c = (p + q) * 0.5 + vec2(-d.y, d.x) / l * form.w * scale * 2.0;
  vec2 u = c - p;
  vec2 v = c - q;
  a = p + u * min(1.0, form.x * scale / max(length(u), 1e-4));
  b = q + v * min(1.0, (form.y * scale + 2.0) / max(length(v), 1e-4));
}
`;

const edgeVertex = `${common}${curve}
uniform float steps;
out vec4 tint;
out float across;
out float halfWidth;
void main() {
  vec2 a, c, b;
  curveOf(a, c, b);
  float t = float(gl_VertexID >> 1) / steps;
  float side = (gl_VertexID & 1) == 0 ? -1.0 : 1.0;
  vec2 p = mix(mix(a, c, t), mix(c, b, t), t);
  vec2 along = mix(c - a, b - c, t);
  float l = length(along);
  vec2 normal = l > 1e-4 ? vec2(-along.y, along.x) / l : vec2(0.0, 1.0);
  halfWidth = max(0.6, form.z * scale) * 0.5;
  across = side * (halfWidth + 0.7);
  tint = colour;
  gl_Position = clip(p + normal * across);
}`;

const edgeFragment = `#version 300 es
precision highp float;
in vec4 tint;
in float across;
in float halfWidth;
out vec4 result;
void main() {
  float a = tint.a * clamp(halfWidth + 0.5 - abs(across), 0.0, 1.0);
  result = vec4(tint.rgb * a, a);
}`;

const arrowVertex = `${common}${curve}
out vec4 tint;
void main() {
  vec2 a, c, b;
  curveOf(a, c, b);
  vec2 d = b - c;
  float l = length(d);
  vec2 u = l > 1e-4 ? d / l : vec2(1.0, 0.0);
  float head = min((5.0 + max(0.6, form.z * scale) * 1.5) * min(1.0, scale * 1.2), length(b - a) * 0.6);
  vec2 p = b;
  if (gl_VertexID == 1) p = b - u * head + vec2(-u.y, u.x) * head * 0.45;
  if (gl_VertexID == 2) p = b - u * head - vec2(-u.y, u.x) * head * 0.45;
  tint = colour;
  gl_Position = clip(p);
}`;

const arrowFragment = `#version 300 es
precision highp float;
in vec4 tint;
out vec4 result;
void main() { result = vec4(tint.rgb * tint.a, tint.a); }`;

const nodeVertex = `${common}
in vec4 spot; // place, radius, width of the rim
in float kind;
in vec4 colour;
in vec4 rim;
out vec2 local;
out float radius;
out float rimWidth;
out vec4 tint;
out vec4 rimTint;
flat out int form;
void main() {
  vec2 corner = vec2((gl_VertexID & 1) == 0 ? -1.0 : 1.0, (gl_VertexID & 2) == 0 ? -1.0 : 1.0);
  radius = spot.z * scale;
  rimWidth = spot.w * min(1.0, scale);
  form = int(kind);
  float reach = radius * (form == 1 ? 1.2 : 1.06) + rimWidth + 1.0;
  local = corner * reach;
  tint = colour;
  rimTint = rim;
  gl_Position = clip(screen(spot.xy) + local);
}`;

const nodeFragment = `#version 300 es
precision highp float;
in vec2 local;
in float radius;
in float rimWidth;
in vec4 tint;
in vec4 rimTint;
flat in int form;
out vec4 result;
void main() {
  vec2 p = abs(local);
  float d;
  if (form == 0) d = length(p) - radius;
  else if (form == 1) d = (p.x + p.y - radius * 1.2) * 0.7071;
  else if (form == 2) d = max(p.x, p.y) - radius * 0.92;
  else d = max(p.y, p.x * 0.8660 + p.y * 0.5) - radius * 0.91;
  float outer = clamp(0.5 - (d - rimWidth * 0.5), 0.0, 1.0);
  float inner = clamp(0.5 - (d + rimWidth * 0.5), 0.0, 1.0);
  vec4 c = mix(rimTint, tint, inner);
  float a = c.a * outer;
  if (a < 0.004) discard;
  result = vec4(c.rgb * a, a);
}`;

const kinds: Record<Shape, number> = { circle: 0, diamond: 1, square: 2, hexagon: 3 };
const bentSteps = 8;
const bytesOfEdge = 36;
const bytesOfNode = 28;

interface Program {
  readonly program: WebGLProgram;
  readonly uniform: (name: string) => WebGLUniformLocation | null;
}

interface Batch {
  readonly array: WebGLVertexArrayObject;
  readonly arrow: WebGLVertexArrayObject;
  readonly buffer: WebGLBuffer;
  bytes: ArrayBuffer;
  members: number[];
}

/**
 * Nodes and flows of large graphs, drawn by the graphics card: one instance each, so that moving
 * the picture sends a few numbers. Labels and what is chosen are painted over it.
 */
export class GlLayer {
  readonly canvas: HTMLCanvasElement;
  private readonly gl: WebGL2RenderingContext;
  private readonly edges: Program;
  private readonly arrows: Program;
  private readonly nodes: Program;
  private readonly straight: Batch;
  private readonly bent: Batch;
  private readonly nodeArray: WebGLVertexArrayObject;
  private readonly nodeBuffer: WebGLBuffer;
  private nodeCount = 0;

  private constructor(canvas: HTMLCanvasElement, gl: WebGL2RenderingContext) {
    this.canvas = canvas;
    this.gl = gl;
    this.edges = this.link(edgeVertex, edgeFragment);
    this.arrows = this.link(arrowVertex, arrowFragment);
    this.nodes = this.link(nodeVertex, nodeFragment);
    this.straight = this.batch();
    this.bent = this.batch();
    this.nodeBuffer = gl.createBuffer();
    this.nodeArray = gl.createVertexArray();
    gl.bindVertexArray(this.nodeArray);
    gl.bindBuffer(gl.ARRAY_BUFFER, this.nodeBuffer);
    this.field(this.nodes, 'spot', 4, gl.FLOAT, bytesOfNode, 0);
    this.field(this.nodes, 'kind', 1, gl.FLOAT, bytesOfNode, 16);
    this.field(this.nodes, 'colour', 4, gl.UNSIGNED_BYTE, bytesOfNode, 20);
    this.field(this.nodes, 'rim', 4, gl.UNSIGNED_BYTE, bytesOfNode, 24);
    gl.bindVertexArray(null);
    gl.enable(gl.BLEND);
    gl.blendFunc(gl.ONE, gl.ONE_MINUS_SRC_ALPHA);
  }

  /** null where the browser has no WebGL 2. */
  static make(canvas: HTMLCanvasElement): GlLayer | null {
    const gl = canvas.getContext('webgl2', {
      alpha: true,
      antialias: false,
      powerPreference: 'high-performance',
    });
    return gl ? new GlLayer(canvas, gl) : null;
  }

  /** Hands over places, sizes and colours; needed again when any of them or the marks change. */
  load(scene: Scene, marks: Marks): void {
    const { gl } = this;
    const presence = presenceOf(scene, marks);
    const alpha = flowAlpha(scene.edges.length);
    for (const batch of [this.straight, this.bent]) batch.members = [];
    scene.edges.forEach((edge, i) => {
      if (edge.from !== edge.to) (edge.bend === 0 ? this.straight : this.bent).members.push(i);
    });
    for (const batch of [this.straight, this.bent]) {
      batch.bytes = new ArrayBuffer(batch.members.length * bytesOfEdge);
      const floats = new Float32Array(batch.bytes);
      const bytes = new Uint8Array(batch.bytes);
      batch.members.forEach((at, k) => {
        const edge = scene.edges[at]!;
        const a = scene.nodes[edge.from]!;
        const b = scene.nodes[edge.to]!;
        const f = (k * bytesOfEdge) / 4;
        floats[f] = a.at.x;
        floats[f + 1] = a.at.y;
        floats[f + 2] = b.at.x;
        floats[f + 3] = b.at.y;
        floats[f + 4] = a.radius;
        floats[f + 5] = b.radius;
        floats[f + 6] = edge.width;
        floats[f + 7] = edge.bend;
        putColour(bytes, k * bytesOfEdge + 32, edge.colour, presence.edge(edge) * (edge.onRoute ? 1 : alpha));
      });
      gl.bindBuffer(gl.ARRAY_BUFFER, batch.buffer);
      gl.bufferData(gl.ARRAY_BUFFER, batch.bytes, gl.DYNAMIC_DRAW);
    }
    const nodes = new ArrayBuffer(scene.nodes.length * bytesOfNode);
    const floats = new Float32Array(nodes);
    const bytes = new Uint8Array(nodes);
    scene.nodes.forEach((node, i) => {
      const f = (i * bytesOfNode) / 4;
      floats[f] = node.at.x;
      floats[f + 1] = node.at.y;
      floats[f + 2] = node.radius;
      floats[f + 3] = node.rimWidth;
      floats[f + 4] = kinds[node.shape];
      const alpha = presence.node(i);
      putColour(bytes, i * bytesOfNode + 20, node.fill, alpha);
      putColour(bytes, i * bytesOfNode + 24, node.rim, alpha);
    });
    gl.bindBuffer(gl.ARRAY_BUFFER, this.nodeBuffer);
    gl.bufferData(gl.ARRAY_BUFFER, nodes, gl.DYNAMIC_DRAW);
    this.nodeCount = scene.nodes.length;
  }

  /** Draws what was loaded as the camera sees it. */
  draw(camera: Camera, size: Size, pixels: number): void {
    const { gl, canvas } = this;
    const width = Math.round(size.width * pixels);
    const height = Math.round(size.height * pixels);
    if (canvas.width !== width || canvas.height !== height) {
      canvas.width = width;
      canvas.height = height;
    }
    gl.viewport(0, 0, width, height);
    gl.clearColor(0, 0, 0, 0);
    gl.clear(gl.COLOR_BUFFER_BIT);
    const scale = sizeAt(camera.zoom);
    for (const batch of [this.straight, this.bent]) {
      const count = batch.members.length;
      if (count === 0) continue;
      const steps = batch === this.straight ? 1 : bentSteps;
      this.bind(this.edges, camera, size, scale);
      gl.uniform1f(this.edges.uniform('steps'), steps);
      gl.bindVertexArray(batch.array);
      gl.drawArraysInstanced(gl.TRIANGLE_STRIP, 0, (steps + 1) * 2, count);
      // An arrowhead under two pixels is a dot that says nothing.
      if (scale < 0.3) continue;
      this.bind(this.arrows, camera, size, scale);
      gl.bindVertexArray(batch.arrow);
      gl.drawArraysInstanced(gl.TRIANGLES, 0, 3, count);
    }
    if (this.nodeCount > 0) {
      this.bind(this.nodes, camera, size, scale);
      gl.bindVertexArray(this.nodeArray);
      gl.drawArraysInstanced(gl.TRIANGLE_STRIP, 0, 4, this.nodeCount);
    }
    gl.bindVertexArray(null);
  }

  close(): void {
    this.gl.getExtension('WEBGL_lose_context')?.loseContext();
  }

  private bind({ program, uniform }: Program, camera: Camera, size: Size, scale: number): void {
    const { gl } = this;
    // biome-ignore lint/correctness/useHookAtTopLevel: a method of WebGL, no hook
    gl.useProgram(program);
    gl.uniform2f(uniform('camera'), camera.x, camera.y);
    gl.uniform2f(uniform('size'), size.width, size.height);
    gl.uniform1f(uniform('zoom'), camera.zoom);
    gl.uniform1f(uniform('scale'), scale);
  }

  private batch(): Batch {
    const { gl } = this;
    const buffer = gl.createBuffer();
    const arrayFor = (program: Program): WebGLVertexArrayObject => {
      const array = gl.createVertexArray();
      gl.bindVertexArray(array);
      gl.bindBuffer(gl.ARRAY_BUFFER, buffer);
      this.field(program, 'ends', 4, gl.FLOAT, bytesOfEdge, 0);
      this.field(program, 'form', 4, gl.FLOAT, bytesOfEdge, 16);
      this.field(program, 'colour', 4, gl.UNSIGNED_BYTE, bytesOfEdge, 32);
      return array;
    };
    return {
      array: arrayFor(this.edges),
      arrow: arrayFor(this.arrows),
      buffer,
      bytes: new ArrayBuffer(0),
      members: [],
    };
  }

  private field(
    { program }: Program,
    name: string,
    count: number,
    type: number,
    stride: number,
    offset: number,
  ): void {
    const { gl } = this;
    const at = gl.getAttribLocation(program, name);
    if (at < 0) return;
    gl.enableVertexAttribArray(at);
    gl.vertexAttribPointer(at, count, type, type === gl.UNSIGNED_BYTE, stride, offset);
    gl.vertexAttribDivisor(at, 1);
  }

  private link(vertex: string, fragment: string): Program {
    const { gl } = this;
    const program = gl.createProgram();
    for (const [type, source] of [
      [gl.VERTEX_SHADER, vertex],
      [gl.FRAGMENT_SHADER, fragment],
    ] as const) {
      const shader = gl.createShader(type);
      if (!shader) throw new Error('The graphics context was lost.');
      gl.shaderSource(shader, source);
      gl.compileShader(shader);
      gl.attachShader(program, shader);
    }
    gl.linkProgram(program);
    if (!gl.getProgramParameter(program, gl.LINK_STATUS))
      throw new Error(`The graph cannot be drawn on this graphics card: ${gl.getProgramInfoLog(program)}`);
    const known = new Map<string, WebGLUniformLocation | null>();
    return {
      program,
      uniform: (name) => {
        if (!known.has(name)) known.set(name, gl.getUniformLocation(program, name));
        return known.get(name) ?? null;
      },
    };
  }
}

const colourBytes = new Map<string, readonly [number, number, number]>();

function putColour(bytes: Uint8Array, at: number, colour: string, alpha: number): void {
  let rgb = colourBytes.get(colour);
  if (!rgb) {
    const [r, g, b] = rgbOf(colour);
    rgb = [r * 255, g * 255, b * 255];
    colourBytes.set(colour, rgb);
  }
  bytes[at] = rgb[0];
  bytes[at + 1] = rgb[1];
  bytes[at + 2] = rgb[2];
  bytes[at + 3] = alpha * 255;
}
