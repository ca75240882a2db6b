WITH read AS (
  SELECT *,
    hash_text(extrinsic_hash) AS tx,
    address_text(from_ss58) AS sender,
    address_text(to_ss58) AS receiver,
    any_time(block_time) AS event_time,
    whole(block_number) AS block,
    whole(decimals) AS places,
    decimal_text(coalesce(blank(raw_amount), amount)) AS amount_text
  FROM raw
), scaled AS (
  SELECT *, CASE WHEN blank(raw_amount) IS NULL THEN 0 WHEN places <= 77 THEN places END::SMALLINT AS scale FROM read
)
-- events outside an extrinsic have no hash; the event's id is theirs alone
SELECT
  $chain AS chain, event_time AS time, block, tx AS tx_hash, blank(event_id) AS trace, 'transfer' AS kind,
  sender AS from_address, receiver AS to_address, blank(symbol) AS asset, blank(symbol) AS symbol,
  amount_text, scale AS amount_scale, amount_double(amount_text, scale) AS amount, finite(blank(amount_usd)) AS amount_usd,
  blank(section) || coalesce('.' || blank(method), '') AS method, true AS success,
  coalesce(
    fault('event_id', event_id, CASE WHEN blank(event_id) IS NULL THEN 'the event id is missing' END),
    fault('extrinsic_hash', extrinsic_hash, CASE WHEN tx IS NOT NULL THEN hash_fault(tx, true) END),
    fault('block_time', block_time, time_fault(block_time, event_time)),
    fault('block_number', block_number, block_fault(block_number, block)),
    fault('from_ss58', from_ss58, sender_fault(sender, receiver, false)),
    fault('to_ss58', to_ss58, address_fault(receiver, false)),
    fault('symbol', symbol, CASE WHEN blank(symbol) IS NULL THEN 'the asset is missing' END),
    fault('decimals', decimals, CASE WHEN places > 77 THEN 'not a count of decimals' ELSE whole_fault(decimals, places) END),
    fault('raw_amount', coalesce(blank(raw_amount), amount), CASE WHEN blank(raw_amount) IS NULL THEN amount_fault(amount, amount_text) ELSE base_amount_fault(raw_amount, amount_text) END),
    fault('amount_usd', amount_usd, number_fault(amount_usd, finite(amount_usd)))
  ) AS problem
FROM scaled
