import type { GraphEdge, GraphNode } from '#contract/graph.ts';
import type { Profile } from '#contract/whales.ts';
import { type Block, bold, count, facts, heading, noun, paragraph } from '../blocks.ts';
import { balanceChart } from '../charts/balance.ts';
import { flowChart } from '../charts/flows.ts';
import type { Words } from '../words/words.ts';

const dollars = (value: number | null): string =>
  value === null ? 'unknown' : `$${value.toLocaleString('en-US', { maximumFractionDigits: 2 })}`;

/** What sources say of the subject. */
export function identity(words: Words, { node, transfers, failed }: Profile): Block[] {
  return [
    heading(1, words.identity),
    facts([
      ['Address', node.address],
      ['Chain', node.chain],
      ['Transfers', `${count(transfers)}${failed > 0 ? `, of which ${count(failed)} failed` : ''}`],
      ['Counterparties', count(node.counterparties)],
      ['Seen', node.firstSeen && node.lastSeen ? `${node.firstSeen} to ${node.lastSeen}` : 'unknown'],
    ]),
    node.tags.length === 0
      ? paragraph('No imported label source names this address; its owner is unknown.')
      : {
          type: 'table',
          name: 'Labels of the subject',
          columns: [
            { title: 'Label', width: 34 },
            { title: 'Category', width: 22 },
            { title: 'Source', width: 32 },
            { title: 'Confidence', width: 12, end: true },
          ],
          rows: node.tags.map(({ label, category, source, confidence }) => [
            label,
            category,
            source,
            confidence,
          ]),
        },
  ];
}

/** Behaviour by rule, with its reasons; dormancy; gain and loss with what they rest on. */
export function behaviour(
  words: Words,
  { behaviour: found, dormancy, dormancyTotal, profit }: Profile,
): Block[] {
  return [
    heading(1, words.behaviour),
    paragraph([
      bold(found.class.replaceAll('-', ' ')),
      found.reasons.length === 0 ? '' : `: ${found.reasons.join(' ')}`,
    ]),
    ...found.also.map(({ class: also, reasons }) =>
      paragraph([bold(`Also ${also.replaceAll('-', ' ')}`), `: ${reasons.join(' ')}`]),
    ),
    paragraph(profit.statement),
    facts([
      ['Realised', dollars(profit.realisedUsd)],
      ['Unrealised', dollars(profit.unrealisedUsd)],
      ['Rows with a price', `${count(profit.pricedRows)} of ${count(profit.rows)}`],
    ]),
    ...(dormancy.length === 0
      ? []
      : [
          {
            type: 'table' as const,
            name: 'Dormancy',
            columns: [
              { title: 'Without a transfer from', width: 35 },
              { title: 'to', width: 35 },
              { title: 'Days', width: 15, end: true },
              { title: 'Ended', width: 15 },
            ],
            rows: dormancy.map(({ from, to, days, ended }) => [
              from,
              to,
              Math.round(days),
              ended ? 'yes' : 'no',
            ]),
            ...(dormancyTotal > dormancy.length
              ? { note: `${count(dormancy.length)} of ${noun(dormancyTotal, 'spell')}, the longest first.` }
              : {}),
          },
        ]),
  ];
}

/** Balances per asset with their curves, then what moved in and out. */
export function balancesAndFlows(words: Words, profile: Profile): Block[] {
  const curves = profile.balances.slice(0, 3);
  const flows = flowChart(profile);
  return [
    heading(1, words.balances),
    profile.holdings.length === 0
      ? paragraph('The imported rows show no holding.')
      : {
          type: 'table',
          name: 'Holdings',
          columns: [
            { title: 'Asset', width: 40 },
            { title: 'Amount', width: 24, end: true },
            { title: 'Price', width: 18, end: true },
            { title: 'Value', width: 18, end: true },
          ],
          rows: profile.holdings.map(({ asset, symbol, amount, priceUsd, valueUsd }) => [
            symbol === null || symbol === asset ? asset : `${symbol} (${asset})`,
            amount ?? 'unknown',
            dollars(priceUsd),
            dollars(valueUsd),
          ]),
          note: `${profile.assetsShown === profile.assetsTotal ? '' : `${count(profile.assetsShown)} of ${noun(profile.assetsTotal, 'asset')}. `}What the imported rows add up to, not the balance the chain itself holds.`,
        },
    ...curves.flatMap((curve): Block[] => {
      const picture = balanceChart(curve, profile.alerts);
      return picture
        ? [
            {
              type: 'picture',
              picture,
              alt: `Balance of ${curve.symbol ?? curve.asset} over time`,
              caption: `Balance of ${curve.symbol ?? curve.asset}. Dashed: an alert on the subject begins. UTC.`,
            },
          ]
        : [];
    }),
    heading(1, words.flows),
    flows
      ? {
          type: 'picture',
          picture: flows,
          alt: 'Transfers received and sent over time',
          caption: 'Above the line: transfers received. Below: sent. UTC.',
        }
      : paragraph('No transfer of the subject states a time.'),
  ];
}

/** The strongest senders and receivers. */
export function counterparties(words: Words, { node, senders, receivers, nodes }: Profile): Block[] {
  const byId = new Map<string, GraphNode>([node, ...nodes].map((one) => [one.id, one]));
  const named = (id: string) => {
    const found = byId.get(id);
    const address = found?.address ?? id;
    return found?.tags[0] ? `${found.tags[0].label} (${found.tags[0].source})\n${address}` : address;
  };
  const table = (name: string, list: Profile['senders'], end: (edge: GraphEdge) => string): Block => ({
    type: 'table',
    name,
    columns: [
      { title: name, width: 46 },
      { title: 'Transfers', width: 10, end: true },
      { title: 'Asset', width: 12 },
      { title: 'Amount', width: 18, end: true },
      { title: 'Dollars', width: 14, end: true },
    ],
    rows: list.edges.map((edge) => [
      named(end(edge)),
      edge.count,
      edge.symbol,
      edge.amount ?? 'unknown',
      dollars(edge.amountUsd),
    ]),
    ...(list.total > list.shown
      ? { note: `${count(list.shown)} of ${count(list.total)}, the strongest first.` }
      : {}),
  });
  return [
    heading(1, words.counterparties),
    table('Senders', senders, ({ source }) => source),
    table('Receivers', receivers, ({ target }) => target),
  ];
}

/** Addresses that share a funder or counterparties with the subject. */
export function related(words: Words, { related: found, relatedNotSearched }: Profile): Block[] {
  return [
    heading(1, words.related),
    found.length === 0
      ? paragraph('No related subject was found by the rules for a shared funder and shared counterparties.')
      : {
          type: 'table',
          name: 'Related subjects',
          columns: [
            { title: 'Address', width: 46 },
            { title: 'Why', width: 54 },
          ],
          rows: found.map(({ node, reason }) => [node.address, reason]),
        },
    ...relatedNotSearched.map((text) => paragraph(text, 'small')),
  ];
}
