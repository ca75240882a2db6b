import type { GraphEdge } from '#contract/graph.ts';
import {
  type AssetSum,
  alertsAbout,
  type DrawnEdge,
  type DrawnNode,
  selectionFlows,
  sumsByAsset,
} from '../../../graph/drawing.ts';
import { Address } from '../../../ui/Address.tsx';
import { Amount, Usd } from '../../../ui/Amount.tsx';
import { Button } from '../../../ui/Button.tsx';
import { countOf, formatCount, shortenAddress, shownOf } from '../../../ui/format.ts';
import { EmptyState } from '../../../ui/states.tsx';
import { Time } from '../../../ui/Time.tsx';
import { runCommand } from '../../../workspace/commands.ts';
import type { InspectorProps } from '../../../workspace/feature.ts';
import { splitNodeId } from '../../../workspace/selection.ts';
import { select, showRows } from '../../../workspace/store.ts';
import { severalId } from '../chosen.ts';
import { useDrawn } from '../drawn.ts';
import '../graph.css';
import { openGroupPage } from '../group-page.ts';
import { acting, openDialog, pick, useGraph } from '../store.ts';

const listed = 12;

/** What exists only as drawn: a group, a bundle of flows, or several chosen together. */
export function DrawnInspector({ selection, wide }: InspectorProps<'drawn'>) {
  const drawing = useDrawn((s) => s.drawing);
  const at = useGraph((s) => s.at);
  const picked = useGraph((s) => s.picked);
  if (selection.id === severalId) {
    const ids = acting({ picked, at });
    const nodes = drawing.nodes.filter((n) => ids.includes(n.id));
    const edges = drawing.edges.filter((e) => ids.includes(e.id));
    if (nodes.length + edges.length > 0) return <Several nodes={nodes} edges={edges} wide={wide} />;
  }
  const node = drawing.nodes.find((n) => n.id === selection.id);
  if (node) return <GroupFacts node={node} wide={wide} />;
  const edge = drawing.edges.find((e) => e.id === selection.id);
  if (edge) return <Bundle edge={edge} wide={wide} />;
  return (
    <EmptyState title="No longer drawn" compact>
      What was selected is not in the graph now.
    </EmptyState>
  );
}

function Several({
  nodes,
  edges,
  wide,
}: {
  readonly nodes: readonly DrawnNode[];
  readonly edges: readonly DrawnEdge[];
  readonly wide: boolean;
}) {
  const sharedAlerts = useDrawn((s) => s.drawing.sharedAlerts);
  const addresses = nodes.reduce((sum, n) => sum + n.members.length, 0);
  return (
    <div className="inspect">
      <p className="inspect-title">
        {[
          nodes.length > 0 ? countOf(nodes.length, 'node') : '',
          edges.length > 0 ? countOf(edges.length, 'flow') : '',
        ]
          .filter(Boolean)
          .join(' and ')}
      </p>
      {nodes.length > 0 && (
        <>
          <div className="alert-actions">
            <Button keys="Shift+g" onClick={() => runCommand('graph-group')}>
              Group
            </Button>
            <Button keys="w" onClick={() => runCommand('graph-paths')}>
              Paths
            </Button>
            {addresses === 2 && (
              <Button keys="m" onClick={() => runCommand('graph-between')}>
                Intermediaries
              </Button>
            )}
          </div>
          <dl className="facts">
            <dt>Addresses</dt>
            <dd>{formatCount(addresses)}</dd>
            <dt>With labels</dt>
            <dd>{formatCount(nodes.filter((n) => n.tags.length > 0).length)}</dd>
            <dt>Alerts</dt>
            <dd>{formatCount(alertsAbout(nodes, sharedAlerts))}</dd>
          </dl>
          <FlowSums ids={new Set(nodes.map((n) => n.id))} wide={wide} />
          <section>
            <h3>
              Nodes{' '}
              <span className="muted">
                {shownOf(Math.min(nodes.length, wide ? 200 : listed), nodes.length, 'node')}
              </span>
            </h3>
            <NodeList nodes={nodes.slice(0, wide ? 200 : listed)} />
          </section>
        </>
      )}
      {edges.length > 0 && (
        <section>
          <h3>Chosen flows add up to</h3>
          <Sums sums={sumsByAsset(edges.flatMap((e) => e.parts))} wide={wide} />
        </section>
      )}
    </div>
  );
}

function GroupFacts({ node, wide }: { readonly node: DrawnNode; readonly wide: boolean }) {
  const note = useGraph((s) => s.view.notes[node.id]);
  return (
    <div className="inspect">
      <p className="inspect-title">{node.name}</p>
      <p className="muted">
        A group of {countOf(node.members.length, 'address', 'addresses')}, put together in this graph. What
        sources say of each stands at the address.
      </p>
      <div className="alert-actions">
        <Button keys="." onClick={() => runCommand('graph-expand')}>
          Open
        </Button>
        <Button keys="Shift+w" onClick={() => openGroupPage(node.id)}>
          Whale page
        </Button>
        <Button keys="Shift+u" onClick={() => runCommand('graph-split')}>
          Split
        </Button>
        <Button keys="r" onClick={() => runCommand('graph-rename')}>
          Rename
        </Button>
        <Button keys="n" onClick={() => openDialog({ kind: 'note', id: node.id })}>
          Note
        </Button>
      </div>
      {note && <p className="graph-note">{note}</p>}
      <dl className="facts">
        <dt>First seen</dt>
        <dd>
          <Time at={node.firstSeen} />
        </dd>
        <dt>Last seen</dt>
        <dd>
          <Time at={node.lastSeen} />
        </dd>
        <dt>Alerts</dt>
        <dd>{formatCount(node.alerts)}</dd>
      </dl>
      <FlowSums ids={new Set([node.id])} wide={wide} />
      <section>
        <h3>
          Members{' '}
          <span className="muted">
            {shownOf(
              Math.min(node.members.length, wide ? 200 : listed),
              node.members.length,
              'address',
              'addresses',
            )}
          </span>
        </h3>
        <ul className="plain-list">
          {node.members.slice(0, wide ? 200 : listed).map((id) => {
            const { chain, address } = splitNodeId(id);
            return (
              <li key={id}>
                <Address
                  address={address}
                  chain={chain}
                  copy
                  onSelect={() => select({ kind: 'address', chain, address })}
                />
                <span className="muted"> {chain}</span>
              </li>
            );
          })}
        </ul>
      </section>
    </div>
  );
}

/** Sums in, out and within, over the flows drawn now. */
function FlowSums({ ids, wide }: { readonly ids: ReadonlySet<string>; readonly wide: boolean }) {
  const drawing = useDrawn((s) => s.drawing);
  const { into, outOf, within } = selectionFlows(drawing, ids);
  const parts: [string, readonly GraphEdge[], string][] = [
    ['Into it, as drawn', into, 'flow-in'],
    ['Out of it, as drawn', outOf, 'flow-out'],
    ['Between its nodes', within, ''],
  ];
  return (
    <>
      {parts
        .filter(([, flows]) => flows.length > 0)
        .map(([title, flows, tone]) => (
          <section key={title}>
            <h3 className={tone}>{title}</h3>
            <Sums sums={sumsByAsset(flows)} wide={wide} />
          </section>
        ))}
    </>
  );
}

function Sums({ sums, wide }: { readonly sums: readonly AssetSum[]; readonly wide: boolean }) {
  const shown = sums.slice(0, wide ? 200 : 8);
  return (
    <>
      <ul className="graph-sums">
        {shown.map((sum) => (
          <li key={sum.asset}>
            <Amount value={sum.amount} unit={sum.symbol} />
            <span className="muted" title={sum.unpriced > 0 ? 'Parts of it have no price' : undefined}>
              {sum.unpriced > 0 && sum.amountUsd !== null && '≥ '}
              <Usd value={sum.amountUsd} />
            </span>
            <span className="muted">{formatCount(sum.count)}×</span>
          </li>
        ))}
      </ul>
      {sums.length > shown.length && <p className="muted">{shownOf(shown.length, sums.length, 'asset')}</p>}
    </>
  );
}

function NodeList({ nodes }: { readonly nodes: readonly DrawnNode[] }) {
  return (
    <ul className="plain-list">
      {nodes.map((node) => (
        <li key={node.id}>
          {node.kind === 'group' ? (
            <button type="button" className="link" onClick={() => pick(node.id)}>
              {node.name}
            </button>
          ) : (
            <Address
              {...splitNodeId(node.members[0] ?? node.id)}
              tags={node.tags}
              onSelect={() => pick(node.id)}
            />
          )}
        </li>
      ))}
    </ul>
  );
}

/** Several flows drawn as one line, each leading to its rows. */
function Bundle({ edge, wide }: { readonly edge: DrawnEdge; readonly wide: boolean }) {
  const nodes = useDrawn((s) => s.drawing.nodes);
  const note = useGraph((s) => s.view.notes[edge.id]);
  const nameOf = (id: string) =>
    nodes.find((n) => n.id === id)?.name ?? shortenAddress(splitNodeId(id).address);
  const shown = edge.parts.slice(0, wide ? 200 : listed);
  const open = (part: GraphEdge) => {
    const source = splitNodeId(part.source.split('@')[0] ?? '');
    const target = splitNodeId(part.target.split('@')[0] ?? '');
    showRows({
      title: `${shortenAddress(part.symbol)} from ${shortenAddress(source.address)} to ${shortenAddress(target.address)}`,
      chain: source.chain,
      address: source.address,
      counterparty: target.address,
      asset: part.asset,
      direction: 'out',
      framed: false,
      ...(part.source.includes('@') || part.target.includes('@')
        ? { from: part.firstSeen, to: part.lastSeen }
        : {}),
    });
  };
  return (
    <div className="inspect">
      <p className="inspect-title">
        {nameOf(edge.source)} → {nameOf(edge.target)}
      </p>
      <div className="alert-actions">
        <Button keys="n" onClick={() => openDialog({ kind: 'note', id: edge.id })}>
          Note
        </Button>
      </div>
      {note && <p className="graph-note">{note}</p>}
      <dl className="facts">
        <dt>Transfers</dt>
        <dd>{formatCount(edge.count)}</dd>
        <dt>First</dt>
        <dd>
          <Time at={edge.firstSeen} />
        </dd>
        <dt>Last</dt>
        <dd>
          <Time at={edge.lastSeen} />
        </dd>
      </dl>
      <section>
        <h3>Adds up to</h3>
        <Sums sums={sumsByAsset(edge.parts)} wide={wide} />
      </section>
      <section>
        <h3>
          Flows{' '}
          <span className="muted">
            {shownOf(shown.length, edge.parts.length, 'flow')}; each opens its rows
          </span>
        </h3>
        <ul className="edge-rows">
          {shown.map((part) => (
            <li key={part.id}>
              <button type="button" onClick={() => open(part)}>
                <span>
                  {shortenAddress(splitNodeId(part.source).address)} →{' '}
                  {shortenAddress(splitNodeId(part.target).address)}
                </span>
                <Amount value={part.amount} unit={part.symbol} />
                <span className="muted">{formatCount(part.count)}×</span>
              </button>
            </li>
          ))}
        </ul>
      </section>
    </div>
  );
}
