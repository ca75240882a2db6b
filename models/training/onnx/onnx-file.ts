import protobuf from 'protobufjs';
import schema from './onnx.proto?raw';

const { root } = protobuf.parse(schema, { keepCase: true });
const Model = root.lookupType('onnx.ModelProto');

const FLOAT = 1;
/** AttributeProto.AttributeType */
const KIND = { float: 1, int: 2, string: 3, floats: 6, ints: 7, strings: 8 } as const;

export type Attribute = { readonly name: string } & (
  | { readonly kind: 'float'; readonly value: number }
  | { readonly kind: 'int'; readonly value: number }
  | { readonly kind: 'string'; readonly value: string }
  | { readonly kind: 'floats'; readonly value: readonly number[] }
  | { readonly kind: 'ints'; readonly value: readonly number[] }
  | { readonly kind: 'strings'; readonly value: readonly string[] }
);

export interface GraphNode {
  readonly op: string;
  /** Empty for the default operator set. */
  readonly domain?: string;
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  readonly attributes?: readonly Attribute[];
}

export interface Constant {
  readonly name: string;
  readonly dims: readonly number[];
  readonly values: ArrayLike<number>;
}

export interface Graph {
  readonly name: string;
  /** Float32 tensors; a dimension of 0 stands for the number of rows. */
  readonly inputs: readonly { readonly name: string; readonly dims: readonly number[] }[];
  readonly outputs: readonly { readonly name: string; readonly dims: readonly number[] }[];
  readonly constants: readonly Constant[];
  readonly nodes: readonly GraphNode[];
  readonly opset: Readonly<Record<string, number>>;
}

const DEFAULT_DOMAIN = 'ai.onnx';

/** Writes a graph of float32 tensors as an ONNX file (IR version 8), by the official schema. */
export function onnxFile(graph: Graph): Uint8Array {
  const message = {
    ir_version: 8,
    producer_name: 'spyhop-training',
    opset_import: Object.entries(graph.opset).map(([domain, version]) => ({
      domain: domain === DEFAULT_DOMAIN ? '' : domain,
      version,
    })),
    graph: {
      name: graph.name,
      input: graph.inputs.map(tensorInfo),
      output: graph.outputs.map(tensorInfo),
      initializer: graph.constants.map(({ name, dims, values }) => ({
        name,
        dims,
        data_type: FLOAT,
        raw_data: littleEndian(values),
      })),
      node: graph.nodes.map(({ op, domain = '', inputs, outputs, attributes = [] }, index) => ({
        name: `${op}_${index}`,
        op_type: op,
        domain,
        input: inputs,
        output: outputs,
        attribute: attributes.map(attribute),
      })),
    },
  };
  const wrong = Model.verify(message);
  if (wrong) throw new Error(`the graph ${graph.name} is not an ONNX model: ${wrong}`);
  return Model.encode(Model.create(message)).finish();
}

const tensorInfo = ({ name, dims }: Graph['inputs'][number]) => ({
  name,
  type: {
    tensor_type: {
      elem_type: FLOAT,
      shape: { dim: dims.map((size) => (size === 0 ? { dim_param: 'rows' } : { dim_value: size })) },
    },
  },
});

function attribute({ name, kind, value }: Attribute): Record<string, unknown> {
  const bytes = (text: string) => new TextEncoder().encode(text);
  const base = { name, type: KIND[kind] };
  switch (kind) {
    case 'float':
      return { ...base, f: value };
    case 'int':
      return { ...base, i: value };
    case 'string':
      return { ...base, s: bytes(value) };
    case 'floats':
      return { ...base, floats: value };
    case 'ints':
      return { ...base, ints: value };
    case 'strings':
      return { ...base, strings: value.map(bytes) };
  }
}

function littleEndian(values: ArrayLike<number>): Uint8Array {
  const bytes = new Uint8Array(values.length * 4);
  const view = new DataView(bytes.buffer);
  for (let index = 0; index < values.length; index += 1) view.setFloat32(index * 4, values[index]!, true);
  return bytes;
}
