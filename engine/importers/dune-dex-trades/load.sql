WITH read AS (
  SELECT *,
    coalesce(chain_text(chain), $chain) AS network,
    hash_text(tx_hash) AS tx,
    any_time(time) AS event_time,
    whole(block) AS block_number,
    small_whole(log_index) AS log_number,
    address_text(bought_asset) AS bought_token,
    address_text(sold_asset) AS sold_token,
    address_text(pool) AS venue,
    address_text(tx_from) AS sender,
    decimal_text(coalesce(blank(bought_raw), bought_amount)) AS bought_decimal,
    decimal_text(coalesce(blank(sold_raw), sold_amount)) AS sold_decimal
  FROM raw
), scaled AS (
  -- where the file gives an amount in both units, the decimals follow from the two
  SELECT *,
    is_evm_chain(network) AS evm,
    CASE WHEN blank(bought_raw) IS NULL THEN 0 ELSE scale_between(try_cast(bought_decimal AS DOUBLE), finite(blank(bought_amount))) END::SMALLINT AS bought_places,
    CASE WHEN blank(sold_raw) IS NULL THEN 0 ELSE scale_between(try_cast(sold_decimal AS DOUBLE), finite(blank(sold_amount))) END::SMALLINT AS sold_places
  FROM read
)
SELECT
  network AS chain, event_time AS time, block_number AS block, tx AS tx_hash, small_whole(tx_index) AS tx_index, log_number AS log_index,
  blank(project) || coalesce(' ' || blank(version), '') AS project, venue AS pool,
  address_text(taker) AS taker, address_text(maker) AS maker, sender AS tx_from, address_text(tx_to) AS tx_to,
  bought_token AS bought_asset, blank(bought_symbol) AS bought_symbol, bought_decimal AS bought_text, bought_places AS bought_scale,
  coalesce(finite(blank(bought_amount)), amount_double(bought_decimal, bought_places)) AS bought,
  sold_token AS sold_asset, blank(sold_symbol) AS sold_symbol, sold_decimal AS sold_text, sold_places AS sold_scale,
  coalesce(finite(blank(sold_amount)), amount_double(sold_decimal, sold_places)) AS sold,
  finite(blank(amount_usd)) AS amount_usd,
  coalesce(
    fault('tx_hash', tx_hash, hash_fault(tx, evm)),
    fault('time', time, time_fault(time, event_time)),
    fault('block', block, whole_fault(block, block_number)),
    fault('log_index', log_index, whole_fault(log_index, log_number)),
    fault('bought_asset', bought_asset, address_fault(bought_token, evm)),
    fault('sold_asset', sold_asset, address_fault(sold_token, evm)),
    fault('taker', taker, address_fault(address_text(taker), evm)),
    fault('tx_from', tx_from, address_fault(sender, evm)),
    fault('pool', pool, address_fault(venue, evm)),
    fault(CASE WHEN blank(bought_raw) IS NULL THEN 'bought_amount' ELSE 'bought_raw' END, coalesce(blank(bought_raw), bought_amount), amount_fault(coalesce(blank(bought_raw), bought_amount), bought_decimal)),
    fault(CASE WHEN blank(sold_raw) IS NULL THEN 'sold_amount' ELSE 'sold_raw' END, coalesce(blank(sold_raw), sold_amount), amount_fault(coalesce(blank(sold_raw), sold_amount), sold_decimal)),
    fault('amount_usd', amount_usd, number_fault(amount_usd, finite(amount_usd)))
  ) AS problem
FROM scaled
