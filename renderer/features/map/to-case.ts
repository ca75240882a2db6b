import type { WhaleMap } from '#contract/replay.ts';
import { formatTime } from '../../ui/format.ts';
import { addToCase, pngPicture, sheet } from '../../workspace/add-evidence.ts';
import { usePictureSource } from '../../workspace/picture-source.ts';
import { reportProblem } from '../../workspace/store.ts';

/** Freezes the map at its instant: holders, flows and the picture, where one is drawn. */
export async function addMapToCase(map: WhaleMap, summary: string): Promise<void> {
  try {
    const picture = await usePictureSource.getState().source?.take(`${formatTime(map.at)} UTC`);
    await addToCase({
      kind: 'chart',
      title: `Map of holders and flows at ${formatTime(map.at)} UTC`,
      explanation: summary,
      data: {
        ...sheet(
          ['what', 'from or holder', 'to', 'asset', 'amount', 'dollars'],
          [
            ...map.holders.flatMap(({ id, holdings }) =>
              holdings.map(({ asset, symbol, amount, valueUsd }) => [
                'holding',
                id,
                null,
                symbol ?? asset,
                amount,
                valueUsd,
              ]),
            ),
            ...map.flows.map(({ source, target, symbol, asset, amount, amountUsd }) => [
              'flow',
              source,
              target,
              symbol ?? asset,
              amount,
              amountUsd,
            ]),
          ],
          map.holdersTotal + map.flowsTotal,
        ),
        map,
      },
      picture: picture ? await pngPicture(picture) : null,
    });
  } catch (error) {
    reportProblem(error);
  }
}
