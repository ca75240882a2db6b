import type { Path } from '#contract/graph.ts';
import {
  added,
  collapsed,
  type ExpandHow,
  emptyView,
  expanded,
  expansionLike,
  foldToggled,
  type GraphView,
  grouped,
  groupPrefix,
  heldIds,
  mostNodes,
  type Route,
  routed,
  styled,
} from '../../graph/view.ts';
import { countOf, formatCount, shownOf } from '../../ui/format.ts';
import { lastEvent } from '../../workspace/during-work.ts';
import type { GraphColouring } from '../../workspace/graph-colouring.ts';
import { type GraphSeed, pageIds } from '../../workspace/location.ts';
import { isCancelled } from '../../workspace/messages.ts';
import { type AsOf, knownSpan } from '../../workspace/playhead.ts';
import { splitNodeId } from '../../workspace/selection.ts';
import { notify, openInGraph, reportProblem, traceFrom, useWorkspace } from '../../workspace/store.ts';
import { frameQuery, type TimeFrame } from '../../workspace/time-frame.ts';
import { useDrawn } from './drawn.ts';
import { readViewText } from './kept-view.ts';
import { alertGraph, entityProfile, findSubjects, neighbours, openView, sliceOf } from './queries.ts';
import { acting, changeView, openDialog, pick, pickAll, setPanel, useGraph } from './store.ts';

/** More counterparties than this are chosen from, not expanded blindly. */
export const hubFrom = 1000;
const alertLimit = 60;
const tracedUpTo = 200;

async function during<T>(what: string, work: () => Promise<T>): Promise<T | null> {
  useGraph.setState({ busy: what });
  try {
    return await work();
  } catch (error) {
    if (!isCancelled(error)) reportProblem(error);
    return null;
  } finally {
    useGraph.setState((s) => (s.busy === what ? { busy: null } : {}));
  }
}

/** How expansions are asked for now: the settings of the page in the time span of the workspace. */
export function howNow(): ExpandHow {
  const { direction, by, filter } = useGraph.getState();
  const { frame, at } = useWorkspace.getState();
  const { from, to } = frameQuery(knownSpan(frame, at));
  return { direction, by, filter: { ...filter, ...(from !== null && to !== null ? { from, to } : {}) } };
}

const roomIn = (view: GraphView): number => mostNodes - heldIds(view).length;

/** Brings the next counterparties of a node; the first ones when it was not expanded this way yet. */
export async function expandNode(id: string, how: ExpandHow = howNow(), limit?: number): Promise<void> {
  const { view } = useGraph.getState();
  const wanted = Math.min(limit ?? useGraph.getState().limit, roomIn(view), 500);
  if (wanted <= 0) {
    notify(
      `The graph holds ${countOf(mostNodes, 'address', 'addresses')}, the most it can. Collapse or start another.`,
    );
    return;
  }
  const known = expansionLike(view, id, how);
  if (known && known.brought.length >= known.total) {
    notify(
      `All ${countOf(known.total, 'counterparty', 'counterparties')} asked for this way are in the graph.`,
    );
    return;
  }
  const slice = await during('Reading counterparties', () =>
    neighbours(id, how, known?.brought.length ?? 0, wanted),
  );
  if (!slice) return;
  if (slice.total === 0) {
    notify('The imported rows hold no counterparty that fits.');
    return;
  }
  const ids = slice.nodes.map((n) => n.id).filter((one) => one !== id);
  changeView('expanded an address', (v) =>
    expanded(v, id, how, { ids, total: slice.total, orderedBy: slice.orderedBy }),
  );
}

/** Opens what is chosen: a folded group unfolds, an address is expanded, a hub is chosen from. */
export function openNodes(ids: readonly string[]): void {
  for (const id of ids) {
    if (id.startsWith(groupPrefix)) {
      const group = useGraph.getState().view.groups.find((g) => g.id === id);
      if (group?.folded && changeView('opened a group', (v) => foldToggled(v, id))) pickAll(group.members);
      continue;
    }
    const node = useDrawn.getState().drawing.nodes.find((n) => n.id === id);
    const address = node?.members[0];
    if (!node || address === undefined) continue;
    const how = howNow();
    const known = expansionLike(useGraph.getState().view, address, how);
    if (ids.length === 1 && !known && (node.counterparties ?? 0) > hubFrom) {
      openDialog({ kind: 'choose', node: address });
      return;
    }
    void expandNode(address, how);
  }
}

/** The opposite: an open group folds, an expansion is taken back. */
export function closeNodes(ids: readonly string[]): void {
  const { drawing } = useDrawn.getState();
  for (const id of ids) {
    const group = drawing.nodes.find((n) => n.id === id)?.group;
    if (group) {
      // Several chosen members fold their group once.
      if (useGraph.getState().view.groups.find((g) => g.id === group)?.folded) continue;
      changeView('folded a group', (v) => foldToggled(v, group));
      pick(group);
    } else changeView('collapsed an address', (v) => collapsed(v, id));
  }
}

/** Addresses, node ids and transactions out of a pasted text, as the engine finds them. */
export async function addTexts(text: string): Promise<boolean> {
  const texts = [...new Set(text.split(/[\s,;"']+/).filter(Boolean))].slice(0, mostNodes);
  if (texts.length === 0) return false;
  const found = await during('Looking up addresses', () => findSubjects(texts));
  if (!found) return false;
  const ids = [...new Set(found.found.flatMap((f) => f.nodes))].slice(0, roomIn(useGraph.getState().view));
  if (ids.length > 0) {
    changeView(`added ${countOf(ids.length, 'address', 'addresses')}`, (v) => added(v, ids));
    pickAll(ids);
  }
  const missing = found.unknown.length;
  notify(
    `${shownOf(ids.length, Math.max(ids.length, found.total), 'address', 'addresses')} in the graph.${missing > 0 ? ` ${formatCount(missing)} of ${countOf(texts.length, 'text')} not in the imported rows: ${found.unknown.slice(0, 3).join(', ')}${missing > 3 ? ' and others' : ''}.` : ''}`,
  );
  return ids.length > 0;
}

export function addNodes(ids: readonly string[]): void {
  changeView(`added ${countOf(ids.length, 'address', 'addresses')}`, (v) => added(v, ids));
  pickAll(ids);
}

export const seedKey = (seed: GraphSeed | null, caseId: string): string | null =>
  seed === null ? null : `${caseId}|${JSON.stringify(seed)}`;

/** Those of `others` that moved something to or from one of `members`. */
async function dealingWith(
  members: readonly string[],
  others: readonly string[],
  frame: TimeFrame | null,
  known: AsOf,
): Promise<string[]> {
  const { edges } = await sliceOf([...members, ...others], frame, known);
  const own = new Set(members);
  const met = new Set(
    edges.flatMap(({ source, target }) => (own.has(source) ? [target] : own.has(target) ? [source] : [])),
  );
  return others.filter((id) => met.has(id));
}

/** Starts a new drawing on what the workspace names; the one before stays behind Ctrl Z. */
export async function startFrom(seed: GraphSeed, key: string): Promise<void> {
  useGraph.setState({ startedFrom: key });
  const current = () => useGraph.getState().startedFrom === key;
  if (seed.kind === 'view') {
    await showView(seed.id);
    return;
  }
  const fresh = (
    label: string,
    seeds: readonly string[],
    grown: (view: GraphView) => GraphView = (v) => v,
  ) => {
    if (!current()) return;
    const before = useGraph.getState().view;
    const view = grown({ ...emptyView, seeds, style: { ...before.style, colour: 'direction' } });
    if (heldIds(before).length === 0) useGraph.setState({ view });
    else changeView(label, () => view);
    // An alert stays in the inspector beside its graph.
    const at = seed.kind === 'alert' ? null : (seeds[0] ?? null);
    useGraph.setState({ keptAs: null, lookAt: 'all', picked: [], at });
  };
  if (seed.kind === 'address') {
    const node = `${seed.chain}:${seed.address}`;
    const how = howNow();
    const limit = useGraph.getState().limit;
    const slice = await during('Reading counterparties', () => neighbours(node, how, 0, limit));
    if (!slice || !current()) return;
    const ids = slice.nodes.map((n) => n.id);
    fresh('started from an address', [node], (v) =>
      expanded(v, node, how, { ids, total: slice.total, orderedBy: slice.orderedBy }),
    );
    return;
  }
  if (seed.kind === 'entity') {
    const { frame, at, hindsight } = useWorkspace.getState();
    const span = knownSpan(frame, at);
    const known = { asOf: at, hindsight };
    const done = await during('Reading the entity', () =>
      lastEvent(entityProfile(seed.id, span, known), () => undefined),
    );
    const profile = done?.sheet.profiles[0];
    if (!profile?.entity || !current()) return;
    const { entity, nodes, senders, receivers } = profile;
    const members = entity.members.map(({ node }) => node.id);
    const dealtWith = new Set([
      ...senders.edges.map((e) => e.source),
      ...receivers.edges.map((e) => e.target),
    ]);
    const strongest = nodes.map(({ id }) => id).filter((id) => dealtWith.has(id));
    const others =
      entity.shown < entity.total
        ? await during('Reading flows', () => dealingWith(members, strongest, span, known))
        : strongest;
    if (!others || !current()) return;
    fresh('started from an entity', [...members, ...others], (v) => grouped(v, members, entity.name));
    const group = useGraph.getState().view.groups[0];
    if (group) useGraph.setState({ at: group.id });
    if (entity.shown < entity.total)
      notify(
        `${formatCount(entity.shown)} of ${countOf(entity.total, 'address', 'addresses')} of ${entity.name} are in the group: its flows here are theirs alone.`,
      );
    return;
  }
  if (seed.kind === 'alert') {
    const slice = await during('Reading the alert', () => alertGraph(seed.id, alertLimit));
    if (!slice) return;
    fresh('started from an alert', [
      ...new Set([slice.centre, ...slice.nodes.map((n) => n.id)].filter((id) => id.includes(':'))),
    ]);
    if (slice.shown < slice.total)
      notify(
        `${formatCount(slice.shown)} of ${countOf(slice.total, 'address', 'addresses')} of the alert are shown.`,
      );
    return;
  }
  const found = await during('Reading the transaction', () => findSubjects([seed.hash]));
  if (!found) return;
  const ids = [...new Set(found.found.flatMap((f) => f.nodes))];
  if (ids.length === 0) notify('The imported rows hold no transfer of this transaction.');
  else fresh('started from a transaction', ids.slice(0, mostNodes));
}

/** Opens a saved view exactly as it was seen, and says if the files of the case are others now. */
export async function showView(id: string): Promise<void> {
  const stored = await during('Opening the view', () => openView(id));
  if (!stored) return;
  try {
    const { view, camera } = readViewText(stored.content);
    if (heldIds(useGraph.getState().view).length === 0) useGraph.setState({ view });
    else changeView(`opened the view “${stored.name}”`, () => view);
    useGraph.setState({
      keptAs: { id: stored.id, name: stored.name, dataChanged: stored.dataChanged, view },
      lookAt: camera ?? 'all',
      picked: [],
      at: null,
    });
    // who has gone elsewhere meanwhile is not fetched back
    if (useWorkspace.getState().page === 'graph') openInGraph({ kind: 'view', id: stored.id });
    useGraph.setState({
      startedFrom: seedKey({ kind: 'view', id: stored.id }, useWorkspace.getState().caseSummary?.id ?? ''),
    });
  } catch (error) {
    reportProblem(error);
  }
}

/** Searches for paths between what is chosen; the last chosen is the end. */
export function seekPaths(): void {
  const ends = addressEnds();
  if (ends.length < 2) {
    notify('Choose two or more addresses first: x adds the one reached, Shift and drag draws a loop.');
    return;
  }
  useGraph.setState({ pathEnds: ends, panel: 'paths' });
}

/** Looks for addresses that received from one of two chosen ones and sent to the other. */
export function seekBetween(): void {
  const ends = addressEnds();
  if (ends.length !== 2) {
    notify('Choose exactly two addresses first: x adds the one reached.');
    return;
  }
  useGraph.setState({ pathEnds: ends });
  setPanel('between');
}

function addressEnds(): string[] {
  const { drawing } = useDrawn.getState();
  return [
    ...new Set(
      acting(useGraph.getState()).flatMap((id) => drawing.nodes.find((n) => n.id === id)?.members ?? []),
    ),
  ];
}

export function routeOf(path: Path): Route {
  const steps = path.hops.map((hop) => `${hop.source}>${hop.target}`);
  return { id: `${steps.join(' ')} ${path.asset ?? ''}`, nodes: path.nodes, steps };
}

export function takePath(path: Path): void {
  changeView('took a path into the graph', (v) => routed(v, routeOf(path)));
  pickAll(path.nodes);
}

/** Hands the chosen address to the page that traces money. */
export function traceChosen(): void {
  const [node] = addressEnds();
  if (node === undefined) {
    notify('Select an address of the graph first: click one, or go there with j and k.');
    return;
  }
  if (!pageIds.some((id) => String(id) === 'trace')) notify('This build has no page that traces money.');
  else traceFrom({ ...splitNodeId(node), asset: null });
}

/** Shows a trace: its nodes are brought in, the largest shares first, and everything is coloured by it. */
export function showTrace({ nodes }: GraphColouring): void {
  const ids = Object.entries(nodes)
    .sort((a, b) => b[1].share - a[1].share || (a[0] < b[0] ? -1 : 1))
    .map(([id]) => id);
  const taken = ids.slice(0, tracedUpTo);
  changeView('showed a trace', (v) => styled(added(v, taken), { colour: 'trace' }));
  if (taken.length < ids.length)
    notify(
      `${shownOf(taken.length, ids.length, 'address', 'addresses')} of the trace are in the graph, the largest shares.`,
    );
}

/** Back to an empty page; Ctrl Z brings the graph back. */
export function clearGraph(): void {
  changeView('cleared the graph', (v) => ({ ...emptyView, style: v.style }));
  pick(null);
  useGraph.setState({ keptAs: null });
}
