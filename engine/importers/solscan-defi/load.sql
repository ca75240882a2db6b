WITH read AS (
  SELECT *,
    blank(signature) AS tx,
    address_text(from_address) AS trader,
    coalesce(unit_time(unix_time, 's'), iso_time(date_time)) AS event_time,
    -- base units; the export can state zero here and a value beside it
    decimal_text(amount1) AS sold_amount,
    decimal_text(amount2) AS bought_amount,
    CASE WHEN whole(decimals1) <= 77 THEN whole(decimals1) END::SMALLINT AS sold_places,
    CASE WHEN whole(decimals2) <= 77 THEN whole(decimals2) END::SMALLINT AS bought_places,
    -- a list with | between its items, some of them empty
    list_filter(string_split(coalesce(platforms, ''), '|'), lambda item: trim(item) <> '') AS platform_list,
    list_filter(string_split(coalesce(sources, ''), '|'), lambda item: trim(item) <> '') AS source_list
  FROM raw
)
SELECT
  'solana' AS chain, event_time AS time, tx AS tx_hash,
  nullif(array_to_string(platform_list, ' '), '') AS project, CASE WHEN len(source_list) = 1 THEN trim(source_list[1]) END AS pool,
  trader AS taker, trader AS tx_from,
  blank(token2) AS bought_asset, bought_amount AS bought_text, bought_places AS bought_scale, amount_double(bought_amount, bought_places) AS bought,
  blank(token1) AS sold_asset, sold_amount AS sold_text, sold_places AS sold_scale, amount_double(sold_amount, sold_places) AS sold,
  finite(blank(value_usd)) AS amount_usd,
  coalesce(
    fault('signature', signature, CASE WHEN tx IS NULL THEN 'the signature is missing' WHEN NOT regexp_full_match(tx, '[1-9A-HJ-NP-Za-km-z]{64,90}') THEN 'not a signature: base58 is expected' END),
    fault('action', action, CASE WHEN NOT contains(upper(coalesce(action, '')), 'SWAP') THEN 'not a swap; only swaps are trades' END),
    fault('unix_time', coalesce(blank(unix_time), date_time), time_fault(coalesce(blank(unix_time), date_time), event_time)),
    fault('from_address', from_address, CASE WHEN trader IS NULL THEN 'the trader is missing' ELSE address_fault(trader, false) END),
    fault('token1', token1, CASE WHEN blank(token1) IS NULL THEN 'the token is missing' END),
    fault('token2', token2, CASE WHEN blank(token2) IS NULL THEN 'the token is missing' END),
    fault('amount1', amount1, base_amount_fault(amount1, sold_amount)),
    fault('amount2', amount2, base_amount_fault(amount2, bought_amount)),
    fault('value_usd', value_usd, number_fault(value_usd, finite(value_usd)))
  ) AS problem
FROM read
