import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { FileResult } from '#contract/datasets.ts';
import { type ScratchCase, scratchCase } from '../testing/scratch-case.ts';

/** The traps of real exports, numbered as in the list of formats the importers were made from. */
let open: ScratchCase;
let dir: string;
beforeEach(async () => {
  open = await scratchCase();
  dir = mkdtempSync(join(tmpdir(), 'spyhop-traps-'));
});
afterEach(() => {
  open.close();
  rmSync(dir, { recursive: true, force: true });
});

const put = (name: string, text: string | Buffer): string => {
  const path = join(dir, name);
  mkdirSync(join(path, '..'), { recursive: true });
  writeFileSync(path, text);
  return path;
};
const take = async (name: string, text: string): Promise<FileResult> => {
  const [result] = await open.import([put(name, text)]);
  expect(result?.error).toBeNull();
  return result!;
};
const rows = (sql: string) => open.folder.warehouse.use((session) => session.rows(sql));
const codes = (result: FileResult | undefined) => result?.warnings.map(({ code }) => code) ?? [];

const hash = (n: number) => `0x${n.toString(16).padStart(64, '0')}`;
const account = (n: number) => `0x${n.toString(16).padStart(40, '0')}`;
const from = account(0xa1);
const to = account(0xb2);
const token = account(0xc3);

const etherscan = (price: string, coin: string, lines: string[]) =>
  `"Transaction Hash","Blockno","UnixTimestamp","DateTime (UTC)","From","To","ContractAddress","Value_IN(${coin})","Value_OUT(${coin})","CurrentValue @ $${price}/Eth","TxnFee(${coin})","TxnFee(USD)","Historical $Price/Eth","Status","ErrCode","Method"\n${lines.join('\n')}\n`;
const transaction = (n: number, value: string, status = '', error = '') =>
  `"${hash(n)}","17","1683029999","2023-05-02 12:19:59","${from}","${to}","","0","${value}","0","0.1","1","1800","${status}","${error}","Transfer"`;

describe('trap 1: the header holds a live price, the coin stands in Value_IN', () => {
  test.each([
    ['1843.94523908609', 'ETH', 'ethereum'],
    ['0.0001', 'BNB', 'bsc'],
    ['99,999.1', 'POL', 'polygon'],
  ])('a price of %s and the coin %s are read as %s', async (price, coin, chain) => {
    const result = await take(
      'export.csv',
      etherscan(price, coin, [transaction(1, '2.5')]).replaceAll(`$${price}/`, `$${price.replace(',', '')}/`),
    );
    expect(result).toMatchObject({ format: 'etherscan-transactions', accepted: 1 });
    expect(await rows('SELECT chain, asset, amount_text FROM transfer')).toEqual([
      { chain, asset: coin, amount_text: '2.5' },
    ]);
  });
});

describe('trap 2: what a status means', () => {
  test('blank is success for a normal transaction, an error is not', async () => {
    await take(
      'export.csv',
      etherscan('1', 'ETH', [transaction(1, '1'), transaction(2, '1', 'Error(0)', 'Out of gas')]),
    );
    expect(await rows('SELECT success, error FROM transfer ORDER BY rowid')).toEqual([
      { success: true, error: null },
      { success: false, error: 'Out of gas' },
    ]);
  });

  test('0 is success for an internal one', async () => {
    const line = (n: number, status: string, error: string) =>
      `${hash(n)},17,1683029999,2023-05-02 12:19:59,${from},${to},0,${from},${to},,0,1,0,1800,${status},${error},call`;
    await take(
      'internal.csv',
      `Transaction Hash,Blockno,UnixTimestamp,DateTime (UTC),ParentTxFrom,ParentTxTo,ParentTxETH_Value,From,TxTo,ContractAddress,Value_IN(ETH),Value_OUT(ETH),CurrentValue @ $1/Eth,Historical $Price/Eth,Status,ErrCode,Type\n${line(1, '0', '')}\n${line(2, '1', 'Reverted')}\n${line(3, '', '')}\n`,
    );
    expect(await rows('SELECT success FROM transfer ORDER BY rowid')).toEqual([
      { success: true },
      { success: false },
      { success: true },
    ]);
  });
});

describe('trap 3: units, and numbers wider than any machine number', () => {
  const large = (2n ** 256n - 1n).toString();

  test('Etherscan token values are whole tokens with thousands commas', async () => {
    await take(
      'erc20.csv',
      `Transaction Hash,Blockno,UnixTimestamp,DateTime (UTC),From,To,TokenValue,USDValueDayOfTx,ContractAddress,TokenName,TokenSymbol\n${hash(1)},17,1683029999,2023-05-02 12:19:59,${from},${to},"1,234,567.000000000000000001","$1,234,567.00",${token},Coin,COIN\n`,
    );
    expect(await rows('SELECT amount_text, amount_scale, amount_usd FROM transfer')).toEqual([
      { amount_text: '1234567.000000000000000001', amount_scale: 0, amount_usd: 1234567 },
    ]);
  });

  test('Blockscout values and fees are wei, and a fee may be a bound', async () => {
    const line = (n: number, value: string, fee: string) =>
      `${hash(n)},17,2023-05-02 12:19:59Z,${from},${to},,OUT,${value},${fee},ok,,1,1,1,send`;
    await take(
      'blockscout.csv',
      `TxHash,BlockNumber,UnixTimestamp,FromAddress,ToAddress,ContractAddress,Type,Value,Fee,Status,ErrCode,CurrentPrice,TxDateOpeningPrice,TxDateClosingPrice,MethodName\n${line(1, large, '21000000000000')}\n${line(2, '1', 'Max of 21000000000000')}\n`,
    );
    expect(await rows('SELECT amount_text, amount_scale, fee FROM transfer ORDER BY rowid')).toEqual([
      { amount_text: large, amount_scale: 18, fee: 0.000021 },
      { amount_text: '1', amount_scale: 18, fee: null },
    ]);
  });

  test('Solscan amounts are base units with decimals beside them', async () => {
    const signature =
      '5mdVSXmpYJidgdqx4ie1CLDb7r1T6XHUgwtjEoXD3tNS1aopXL48UUT5pfi59XWTm5hQY2HLMq45CeGXuW5r692K';
    await take(
      'solscan.csv',
      `Signature,Block Time,Human Time,Action,From,To,Amount,Flow,Value,Decimals,Token Address\n${signature},1735455666,2024-12-29T07:01:06.000Z,TRANSFER,rav3GKV8KXg4AvswaqT9HWJ4ErxU5csUwTKj549aHUH,34wP3R8CDkF1PUdorxVXYmH7c33oFXCzkzUw1nwjMNna,2048267794,in,145.63,8,rndrizKT3MK1iimdxRdWabcF7Zg7AR5T4nud4EkHBof\n`,
    );
    expect(await rows('SELECT amount_text, amount_scale, amount FROM transfer')).toEqual([
      { amount_text: '2048267794', amount_scale: 8, amount: 20.48267794 },
    ]);
  });

  test('256 bits pass whole, one more is refused', async () => {
    const over = (2n ** 256n).toString();
    const result = await take(
      'token_transfers.csv',
      `token_address,from_address,to_address,value,transaction_hash,log_index,block_number\n${token},${from},${to},${large},${hash(1)},0,17\n${token},${from},${to},${over},${hash(1)},1,17\n`,
    );
    expect(result.rejects).toEqual([
      { line: 3, column: 'value', value: over, reason: 'the amount exceeds 256 bits' },
    ]);
    expect(await rows('SELECT amount_text, amount_scale FROM transfer WHERE ok')).toEqual([
      { amount_text: large, amount_scale: null },
    ]);
  });
});

describe('trap 4: Blockscout headers that do not say what is in them', () => {
  test('UnixTimestamp is a date, TokenDecimals stands twice', async () => {
    await take(
      'tokens.csv',
      `TxHash,BlockNumber,UnixTimestamp,FromAddress,ToAddress,TokenContractAddress,Type,TokenDecimals,TokenSymbol,TokenDecimals,TokensTransferred,TransactionFee,Status,ErrCode\n${hash(1)},17,2023-05-02 12:19:59.000000Z,${from},${to},${token},OUT,6,COIN,6,2500000,1,ok,\n`,
    );
    expect(await rows('SELECT epoch(time)::BIGINT AS t, amount, amount_scale FROM transfer')).toEqual([
      { t: 1683029999, amount: 2.5, amount_scale: 6 },
    ]);
  });

  test('TxIndex and BlockIndex have changed places', async () => {
    await take(
      'internal.csv',
      `TxHash,Index,BlockNumber,BlockHash,TxIndex,BlockIndex,UnixTimestamp,FromAddress,ToAddress,ContractAddress,Type,CallType,Gas,GasUsed,Value,Input,Output,ErrCode,Fee\n${hash(1)},3,17,${hash(9)},12,7,2023-05-02 12:19:59Z,${from},${to},,call,call,1,1,5,0x,0x,,1\n`,
    );
    expect(await rows('SELECT tx_index, trace FROM transfer')).toEqual([{ tx_index: 7, trace: 'index:3' }]);
  });
});

describe('trap 6: units of time', () => {
  const time = async () =>
    (await rows("SELECT strftime(time, '%Y-%m-%d %H:%M:%S.%f') AS t FROM trade")).map(({ t }) => t);

  test('Binance spot: milliseconds before 2025, microseconds from then on', async () => {
    await take('BTCUSDT-trades-2024-12-31.csv', '1,93576.00,0.1,9357.6,1735689599999,True,True\n');
    await take('BTCUSDT-trades-2025-01-01.csv', '2,93576.00,0.1,9357.6,1735689600000001,True,True\n');
    expect(await time()).toEqual(['2024-12-31 23:59:59.999000', '2025-01-01 00:00:00.000001']);
  });

  test('Bybit: fractional seconds for derivatives, milliseconds for spot', async () => {
    await take(
      'BTCUSDT2024-06-01.csv',
      'timestamp,symbol,side,size,price,tickDirection,trdMatchID,grossValue,homeNotional,foreignNotional\n1717200000.1234,BTCUSDT,Buy,1,2,PlusTick,a-b,1,1,2\n',
    );
    await take('BTCUSDT_2024-06-01.csv', 'id,timestamp,price,volume,side\n1,1717200000123,2,1,buy\n');
    expect(await time()).toEqual(['2024-06-01 00:00:00.123400', '2024-06-01 00:00:00.123000']);
  });
});

describe('trap 7: OKX', () => {
  const header = 'instrument_name,trade_id,side,price,size,created_time\n';

  test('the daily cut at UTC+8 is stated and contracts are not turned into coins', async () => {
    const result = await take(
      'BTC-USDT-SWAP-trades-2024-06-01.csv',
      `${header}BTC-USDT-SWAP,1,buy,67503.1,30,1717171200000\n`,
    );
    expect(codes(result)).toEqual(['daily-cut', 'contracts']);
    expect(await rows('SELECT epoch(time)::BIGINT AS t, amount, quote_amount FROM trade')).toEqual([
      { t: Date.UTC(2024, 4, 31, 16) / 1000, amount: 30, quote_amount: null },
    ]);
  });

  test('spot sizes are coins', async () => {
    const result = await take(
      'ETH-USDT-trades-2024-06-01.csv',
      `${header}ETH-USDT,1,buy,3000,2,1717171200000\n`,
    );
    expect(codes(result)).toEqual(['daily-cut']);
    expect(await rows('SELECT quote_amount FROM trade')).toEqual([{ quote_amount: 6000 }]);
  });
});

test('trap 9: Solscan swaps may state zero amounts and empty list items', async () => {
  const signature =
    '444aLCyHZs3xFRUjP7Uxaa3XxcMDiBtWBQZ5JyJay7Z936EfuhMJkJyQFqfVPku9tJ8P9HRy86BXx9qFtC2j9krW';
  const result = await take(
    'defi.csv',
    `Signature,Block Time,Human Time,Action,From,Token1,Amount1,TokenDecimals1,Token2,Amount2,TokenDecimals2,Value,Platforms,Sources\n${signature},1779096973,2026-05-18T09:36:13.000Z,TOKEN SWAP,ErfRfSMGj9sSuNvFAjA7FUj6CRwEjSKGpPvKzP3SNH8e,Es9vMFrzaCERmJfrF4H2FYD4KCoNkY11McCe8BenwNYB,0,6,EPjFWdd5AufqSSqeM2qN1xzybapC8G4wEGGkZwyTDt1v,0,6,1363.37,one||two,||\n`,
  );
  expect(result).toMatchObject({ accepted: 1, rejected: 0 });
  expect(await rows('SELECT bought_text, sold_text, amount_usd, project, pool FROM dex_trade')).toEqual([
    { bought_text: '0', sold_text: '0', amount_usd: 1363.37, project: 'one two', pool: null },
  ]);
});

test('trap 10: Subscan names its network only in the file name, which is kept', async () => {
  const address = '15oF4uVJwmo4TdGW7VfQxNLavjCXviqxT9S1MgbjMNHr6Sp5';
  const text = `Extrinsic ID,Date,Block,Hash,Symbol,From,To,Value,Result\n1-2,2023-04-11 09:30:12,1,${hash(1)},DOT,${address},${address},1,Success\n`;
  await take(`kusama_${address}.csv`, text);
  await take(
    'download.csv',
    `${text}1-3,2023-04-11 09:30:12,1,${hash(2)},DOT,${address},${address},1,Success\n`,
  );
  expect(await rows('SELECT DISTINCT chain FROM transfer ORDER BY 1')).toEqual([
    { chain: 'kusama' },
    { chain: 'unknown' },
  ]);
  expect(await rows('SELECT name FROM dataset ORDER BY dataset_id')).toEqual([
    { name: `kusama_${address}.csv` },
    { name: 'download.csv' },
  ]);
});

describe('trap 11: the checksum beside an archive', () => {
  const text = '1,93576.00,0.1,9357.6,1735689599999,True,True\n';

  test('one that holds is stated', async () => {
    const path = put('BTCUSDT-trades-2024-12-31.csv', text);
    put(
      'BTCUSDT-trades-2024-12-31.csv.CHECKSUM',
      `${createHash('sha256').update(text).digest('hex')}  BTCUSDT-trades-2024-12-31.csv\n`,
    );
    expect(codes((await open.import([path]))[0])).toEqual(['checksum-held']);
  });

  test('one that differs is a warning, and the checksum itself is no data', async () => {
    put('BTCUSDT-trades-2024-12-31.csv', text);
    put('BTCUSDT-trades-2024-12-31.csv.CHECKSUM', `${'0'.repeat(64)}  BTCUSDT-trades-2024-12-31.csv\n`);
    const results = await open.import([dir]);
    expect(results).toHaveLength(1);
    expect(codes(results[0])).toEqual(['checksum-differs']);
  });
});

describe('trap 12: exports that are cut', () => {
  const slice = (first: number, count: number) =>
    etherscan(
      '1',
      'ETH',
      Array.from({ length: count }, (_, index) => transaction(first + index, '1')),
    );

  test('a file of exactly the length of the cut is reported', async () => {
    expect(codes(await take('full.csv', slice(1, 100)))).toEqual(['probably-truncated']);
    expect(codes(await take('short.csv', slice(1000, 99)))).toEqual([]);
  });

  test('slices that overlap are joined without counting a row twice', async () => {
    const first = await take('a.csv', slice(1, 60));
    const second = await take('b.csv', slice(41, 60));
    expect(first).toMatchObject({ accepted: 60, duplicate: 0 });
    expect(second).toMatchObject({ rows: 60, accepted: 40, duplicate: 20 });
  });
});

test('an age counted from a moment that is not stated is no time, and is said so', async () => {
  const result = await take(
    'advanced.csv',
    `Transaction Hash,Status,Type,Method,Block,Age,From,From_NameTag,To,To_NameTag,Amount,Value (USD),Asset,Txn Fee\n${hash(1)},Success,ERC-20,Send,17,840 days ago,${from},,${to},,"1,450",$0.00,Wrapped GLMR(WGLMR),0.1\n`,
  );
  expect(result).toMatchObject({ accepted: 1, rejected: 0 });
  expect(codes(result)).toEqual(['without-time']);
  expect(await rows('SELECT time, block, amount_text, symbol FROM transfer')).toEqual([
    { time: null, block: 17, amount_text: '1450', symbol: 'WGLMR' },
  ]);
});

test('a top-level trace and its transaction are one row', async () => {
  await take(
    'transactions.csv',
    `hash,nonce,block_hash,block_number,transaction_index,from_address,to_address,value,gas,gas_price,input,block_timestamp\n${hash(1)},1,${hash(9)},17,0,${from},${to},5,21000,1,0x,1683030023\n`,
  );
  const traces = await take(
    'traces.csv',
    `block_number,transaction_hash,transaction_index,from_address,to_address,value,input,output,trace_type,call_type,reward_type,gas,gas_used,subtraces,trace_address,error,status,trace_id\n17,${hash(1)},0,${from},${to},5,0x,0x,call,call,,1,1,1,,,1,a\n17,${hash(1)},0,${to},${token},5,0x,0x,call,delegatecall,,1,1,0,0,,1,b\n`,
  );
  expect(traces).toMatchObject({ rows: 2, accepted: 1, duplicate: 1 });
  expect(await rows("SELECT amount_text FROM transfer WHERE kind = 'internal'")).toEqual([
    { amount_text: '0' },
  ]);
});

test('every address of an entry of the sanctions list leads back to its line', async () => {
  const entry =
    '"Digital Currency Address - XBT 1AjZPMsnmpdK2Rv9KQNfMurTXinscVro9V; alt. Digital Currency Address - ETH 0x7F367cC41522cE07553e823bf3be79A889DEbe1B;"';
  const rest = ',-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,';
  const result = await take(
    'sdn.csv',
    `36 ,"A","-0- ","CUBA"${rest}-0- \n25308 ,"B","individual","CYBER2"${rest}${entry}\n77 ,"C","-0- ","CUBA"${rest}-0- \n`,
  );
  expect(result).toMatchObject({ rows: 3, accepted: 3, rejected: 0, duplicate: 0 });
  expect(
    await rows(
      `SELECT t.label, t.network, l.line + r.record - l.record AS line
       FROM (SELECT rowid, rowid - (SELECT first_rowid FROM dataset) AS record FROM tag) r
       JOIN tag t ON t.rowid = r.rowid ASOF JOIN dataset_line l ON r.record >= l.record ORDER BY r.record`,
    ),
  ).toEqual([
    { label: 'A', network: null, line: 1 },
    { label: 'B', network: 'bitcoin', line: 2 },
    { label: 'C', network: null, line: 3 },
    { label: 'B', network: 'ethereum', line: 2 },
  ]);
});
